package dev.landline.media.codec;

/**
 * Brings sound up to a multiple of its rate: {@link LowPass} over the samples with zeros between them, of which only what
 * is not zero is computed. Delays by 12 input samples. Owned by one thread; fixed memory.
 */
final class Interpolator {

    private final int factor;
    /** For each position between two input samples, the taps for those from the oldest on. */
    private final float[][] phases;
    /** The end of what came before, then the new sound. */
    private final float[] samples;

    private final int history;

    /**
     * An interpolator with silence behind it.
     *
     * @param factor 2 to 6
     * @param maxInput the most samples of the lower rate that come at once
     */
    Interpolator(int factor, int maxInput) {
        this.factor = factor;
        float[] taps = LowPass.taps(factor);
        history = (taps.length - 1) / factor;
        phases = new float[factor][history + 1];
        for (int phase = 0; phase < factor; phase++) {
            for (int i = 0; i <= history; i++) {
                int tap = phase + (history - i) * factor;
                phases[phase][i] = tap < taps.length ? factor * taps[tap] : 0;
            }
        }
        samples = new float[history + maxInput];
    }

    /** Brings {@code inputSamples} samples up to {@code factor} times as many. */
    void run(short[] input, int inputOffset, int inputSamples, short[] out, int outOffset) {
        for (int i = 0; i < inputSamples; i++) {
            samples[history + i] = input[inputOffset + i];
        }
        for (int i = 0; i < inputSamples; i++) {
            for (int phase = 0; phase < factor; phase++) {
                float[] taps = phases[phase];
                float sum = 0;
                for (int tap = 0; tap <= history; tap++) {
                    sum += taps[tap] * samples[i + tap];
                }
                out[outOffset + i * factor + phase] =
                        (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
            }
        }
        System.arraycopy(samples, inputSamples, samples, 0, history);
    }
}
