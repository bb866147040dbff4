package dev.landline.media.dtmf;

/**
 * Looks at one window of {@value #WINDOW_SAMPLES} samples at 8000 Hz (12.75 ms, under a Hann window): how strong each of
 * the eight frequencies of the keys is and at which phase, by Goertzel's recursion. Windows overlap by half, so that the
 * phase that a sine gained between two of them tells its exact frequency. No allocation; owned by one media loop.
 */
final class DtmfSpectrum {
    static final int WINDOW_SAMPLES = 102;
    static final int HOP_SAMPLES = WINDOW_SAMPLES / 2;
    static final int SAMPLE_RATE = 8000;
    static final int ROWS = 4;
    private static final int TONES = 2 * ROWS;

    private static final double[] COSINES = new double[TONES];
    private static final double[] SINES = new double[TONES];
    /** How far the phase of each frequency goes in a hop, in radians. */
    private static final double[] HOP_ANGLES = new double[TONES];

    private static final float[] WINDOW = new float[WINDOW_SAMPLES];
    private static final double WINDOW_SUM;
    private static final double WINDOW_SQUARES;

    static {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < WINDOW_SAMPLES; i++) {
            WINDOW[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / WINDOW_SAMPLES));
            sum += WINDOW[i];
            squares += WINDOW[i] * WINDOW[i];
        }
        WINDOW_SUM = sum;
        WINDOW_SQUARES = squares;
        for (int tone = 0; tone < TONES; tone++) {
            double angle = 2 * Math.PI * hertz(tone) / SAMPLE_RATE;
            COSINES[tone] = Math.cos(angle);
            SINES[tone] = Math.sin(angle);
            HOP_ANGLES[tone] = angle * HOP_SAMPLES;
        }
    }

    private final float[] windowed = new float[WINDOW_SAMPLES];
    private final double[] real = new double[TONES];
    private final double[] imaginary = new double[TONES];
    private final double[] realBefore = new double[TONES];
    private final double[] imaginaryBefore = new double[TONES];
    private final double[] power = new double[TONES];
    private double meanSquare;

    /** Frequencies 0 to 3 are the rows, 4 to 7 the columns. */
    static double hertz(int tone) {
        return tone < ROWS ? DtmfTones.row(tone) : DtmfTones.column(tone - ROWS);
    }

    /** Takes the window whose oldest sample is at {@code oldest} of a ring of {@link #WINDOW_SAMPLES}. */
    void look(short[] ring, int oldest) {
        double squares = 0;
        for (int i = 0; i < WINDOW_SAMPLES; i++) {
            int at = oldest + i;
            float sample = WINDOW[i] * ring[at < WINDOW_SAMPLES ? at : at - WINDOW_SAMPLES];
            windowed[i] = sample;
            squares += sample * sample;
        }
        meanSquare = squares / WINDOW_SQUARES;
    }

    /** Finds strength and phase of all eight frequencies in the window looked at; the costly half. */
    void analyse() {
        for (int tone = 0; tone < TONES; tone++) {
            realBefore[tone] = real[tone];
            imaginaryBefore[tone] = imaginary[tone];
            float coefficient = (float) (2 * COSINES[tone]);
            float last = 0;
            float before = 0;
            for (int i = 0; i < WINDOW_SAMPLES; i++) {
                float next = windowed[i] + coefficient * last - before;
                before = last;
                last = next;
            }
            real[tone] = last - before * COSINES[tone];
            imaginary[tone] = before * SINES[tone];
            power[tone] = 2 * (real[tone] * real[tone] + imaginary[tone] * imaginary[tone]) / (WINDOW_SUM * WINDOW_SUM);
        }
    }

    /** Mean square of the whole sound in the window. */
    double meanSquare() {
        return meanSquare;
    }

    /** Mean square of the sine at this frequency. */
    double power(int tone) {
        return power[tone];
    }

    int strongestRow() {
        return strongest(0);
    }

    int strongestColumn() {
        return strongest(ROWS);
    }

    private int strongest(int from) {
        int best = from;
        for (int tone = from + 1; tone < from + ROWS; tone++) {
            if (power[tone] > power[best]) {
                best = tone;
            }
        }
        return best;
    }

    /**
     * How far off its frequency a sine is, from the phase that it gained since the window analysed before, which must be
     * the one half a window earlier.
     *
     * @return as part of the frequency: 0.01 is one per cent too high
     */
    double deviation(int tone) {
        double turnedReal = real[tone] * realBefore[tone] + imaginary[tone] * imaginaryBefore[tone];
        double turnedImaginary = imaginary[tone] * realBefore[tone] - real[tone] * imaginaryBefore[tone];
        double excess = Math.atan2(turnedImaginary, turnedReal) - HOP_ANGLES[tone];
        return Math.IEEEremainder(excess, 2 * Math.PI) / HOP_ANGLES[tone];
    }
}
