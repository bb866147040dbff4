package dev.landline.media.codec;

/**
 * Brings sound down to a rate that divides its own: a symmetric {@link LowPass}, of which only every n-th result is
 * computed. Delays by 12 output samples. Owned by one thread; fixed memory.
 */
final class Decimator {

    private final int factor;
    private final float[] taps;
    /** The end of what came before, then the new sound. */
    private final float[] samples;

    /**
     * A decimator with silence behind it.
     *
     * @param factor 2 to 6
     * @param maxInput the most samples of the higher rate that come at once
     */
    Decimator(int factor, int maxInput) {
        this.factor = factor;
        taps = LowPass.taps(factor);
        samples = new float[taps.length - 1 + maxInput];
    }

    /**
     * Brings {@code outputSamples * factor} samples down.
     *
     * @param input from index 0
     */
    void run(short[] input, short[] out, int outOffset, int outputSamples) {
        int history = taps.length - 1;
        int fresh = outputSamples * factor;
        for (int i = 0; i < fresh; i++) {
            samples[history + i] = input[i];
        }
        for (int i = 0; i < outputSamples; i++) {
            int newest = i * factor;
            float sum = 0;
            for (int tap = 0; tap < taps.length; tap++) {
                sum += taps[tap] * samples[newest + tap];
            }
            out[outOffset + i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        System.arraycopy(samples, fresh, samples, 0, history);
    }
}
