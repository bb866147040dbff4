package dev.landline.media.sound;

/**
 * Between 8000 and 16000 Hz, one way, for a stream in pieces: a half-band low-pass of {@value #TAPS} taps (Kaiser window,
 * about 60 dB down from 4.6 kHz on, flat to 3.4 kHz). Delays by 15 samples at 16000 Hz. Fixed memory; owned by one
 * thread.
 */
public final class HalfBand {
    private static final int TAPS = 31;
    private static final int CENTRE = TAPS / 2;
    private static final double KAISER_BETA = 5;
    private static final int MOST_WIDE_SAMPLES = 120 * 16;
    private static final float[] WEIGHTS = weights();

    /** The end of what came before, then the new sound, at the rate that comes in. */
    private final float[] samples = new float[TAPS - 1 + MOST_WIDE_SAMPLES];

    /**
     * From 16000 to 8000 Hz.
     *
     * @param wideSamples an even number, at most 120 ms
     * @return how many were written: half as many
     */
    public int down(short[] wide, int offset, int wideSamples, short[] narrow, int narrowOffset) {
        int history = TAPS - 1;
        for (int i = 0; i < wideSamples; i++) {
            samples[history + i] = wide[offset + i];
        }
        for (int i = 0; i < wideSamples / 2; i++) {
            int oldest = 2 * i;
            float sum = WEIGHTS[CENTRE] * samples[oldest + CENTRE];
            // Every second weight of a half-band filter but the middle one is zero.
            for (int tap = 0; tap < CENTRE; tap += 2) {
                sum += WEIGHTS[tap] * (samples[oldest + tap] + samples[oldest + TAPS - 1 - tap]);
            }
            narrow[narrowOffset + i] = clamp(sum);
        }
        System.arraycopy(samples, wideSamples, samples, 0, history);
        return wideSamples / 2;
    }

    /**
     * From 8000 to 16000 Hz.
     *
     * @param narrowSamples at most 60 ms
     * @return how many were written: twice as many
     */
    public int up(short[] narrow, int offset, int narrowSamples, short[] wide, int wideOffset) {
        int history = TAPS / 2;
        for (int i = 0; i < narrowSamples; i++) {
            samples[history + i] = narrow[offset + i];
        }
        for (int i = 0; i < narrowSamples; i++) {
            // Between two samples: all the weights that are not zero. On a sample: the one in the middle.
            float sum = 0;
            for (int tap = 0; tap < TAPS; tap += 2) {
                sum += WEIGHTS[tap] * samples[i + tap / 2];
            }
            wide[wideOffset + 2 * i] = clamp(2 * sum);
            wide[wideOffset + 2 * i + 1] = clamp(2 * WEIGHTS[CENTRE] * samples[i + history / 2 + 1]);
        }
        System.arraycopy(samples, narrowSamples, samples, 0, history);
        return 2 * narrowSamples;
    }

    private static short clamp(float sample) {
        return (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static float[] weights() {
        double[] ideal = new double[TAPS];
        double sum = 0;
        for (int tap = 0; tap < TAPS; tap++) {
            int distance = tap - CENTRE;
            double sinc = distance == 0 ? 0.5 : Math.sin(Math.PI * distance / 2) / (Math.PI * distance);
            double edge = (double) distance / (CENTRE + 1);
            ideal[tap] =
                    distance != 0 && distance % 2 == 0 ? 0 : sinc * bessel(KAISER_BETA * Math.sqrt(1 - edge * edge));
            sum += ideal[tap];
        }
        float[] scaled = new float[TAPS];
        for (int tap = 0; tap < TAPS; tap++) {
            scaled[tap] = (float) (ideal[tap] / sum);
        }
        return scaled;
    }

    /** Modified Bessel function of the first kind, order zero. */
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
