package dev.landline.media.codec;

/**
 * Brings sound from 48000 Hz down to a rate that divides it: a symmetric low-pass of 24 taps per output sample (Kaiser
 * window, about 60 dB down at 1.15 times half the output rate), of which only every n-th result is computed. Delays by
 * 12 output samples. Owned by one thread; fixed memory.
 */
final class Decimator {

    private static final int TAPS_PER_OUTPUT = 24;
    private static final double KAISER_BETA = 5.65;

    private final int factor;
    private final float[] taps;
    /** The end of what came before, then the new sound. */
    private final float[] samples;

    /**
     * A decimator with silence behind it.
     *
     * @param factor 2 to 6
     * @param maxInput the most samples at 48000 Hz that come at once
     */
    Decimator(int factor, int maxInput) {
        this.factor = factor;
        taps = lowPass(factor);
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

    private static float[] lowPass(int factor) {
        int length = TAPS_PER_OUTPUT * factor + 1;
        double[] ideal = new double[length];
        double sum = 0;
        for (int i = 0; i < length; i++) {
            double at = i - (length - 1) / 2.0;
            double sinc = at == 0 ? 1 : Math.sin(Math.PI * at / factor) / (Math.PI * at / factor);
            double edge = 2 * at / (length - 1);
            ideal[i] = sinc * bessel(KAISER_BETA * Math.sqrt(Math.max(0, 1 - edge * edge)));
            sum += ideal[i];
        }
        float[] scaled = new float[length];
        for (int i = 0; i < length; i++) {
            scaled[i] = (float) (ideal[i] / sum);
        }
        return scaled;
    }

    /** Modified Bessel function of the first kind, order zero, by its power series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; k < 30; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
