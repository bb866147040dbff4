package dev.landline.media.codec;

/**
 * Tells speech from pauses and describes the background of a pause (RFC 3389), for G.711 at 8 kHz: a pause is described
 * when it begins, every fifth of a second, and when its level changes. Owned by one thread; allocates nothing.
 *
 * <p>Deaf to no speaker: what is louder than {@value #LOUD_DBOV} dBov is always speech, so that no steady tone or music is
 * taken for background; below that, what stands out from the quietest sound of late is.
 */
public final class ComfortNoiseEncoder {

    /** Speech: the frame is to be encoded as usual. */
    public static final int SPEECH = -1;

    /** Nothing is to be sent for the frame. */
    public static final int NOTHING = 0;

    /** Level byte and coefficients of the longest description. */
    public static final int MOST_BYTES = 1 + ComfortNoiseEncoder.ORDER;

    private static final int ORDER = 6;
    private static final int LOUD_DBOV = -45;
    private static final int QUIETEST_DBOV = -75;
    private static final double STANDS_OUT_DB = 6;
    /** The floor follows downward at once, upward by this much in each frame. */
    private static final double FLOOR_RISE_DB = 0.1;
    /** 0.2 s at 20 ms: the ends of words are soft. */
    private static final int HANGOVER_SAMPLES = 1600;

    private static final int REPEAT_SAMPLES = 1600;
    private static final double CHANGE_DB = 3;
    private static final double SMOOTHING = 0.25;
    private static final double FULL_SCALE = 32_768.0 * 32_768.0;

    private final double[] correlation = new double[ORDER + 1];
    private final double[] reflection = new double[ORDER];
    private final double[] predictor = new double[ORDER + 1];
    private final double[] previous = new double[ORDER + 1];
    private double floorDbov = LOUD_DBOV;
    private int hangover = HANGOVER_SAMPLES;
    private boolean pausing;
    private int sinceDescribed;
    private double describedDbov;

    /** Starts out expecting speech. */
    public ComfortNoiseEncoder() {}

    /**
     * Judges the next frame.
     *
     * @param samples 10 to 60 ms at 8 kHz
     * @return {@link #SPEECH}, {@link #NOTHING}, or the bytes of a description written at {@code outAt}, at most {@link
     *     #MOST_BYTES}
     */
    public int next(short[] pcm, int at, int samples, byte[] out, int outAt) {
        double dbov = level(pcm, at, samples);
        boolean speech = dbov > LOUD_DBOV || dbov > floorDbov + STANDS_OUT_DB;
        floorDbov = Math.clamp(Math.min(dbov, floorDbov + FLOOR_RISE_DB), QUIETEST_DBOV, LOUD_DBOV);
        if (speech) {
            hangover = HANGOVER_SAMPLES;
            pausing = false;
            return SPEECH;
        }
        if (hangover > 0) {
            hangover -= samples;
            return SPEECH;
        }
        correlate(pcm, at, samples, pausing ? SMOOTHING : 1);
        sinceDescribed += samples;
        double background = 10 * Math.log10(correlation[0] / FULL_SCALE + 1e-13);
        boolean due = !pausing || sinceDescribed >= REPEAT_SAMPLES || Math.abs(background - describedDbov) >= CHANGE_DB;
        pausing = true;
        if (!due) {
            return NOTHING;
        }
        sinceDescribed = 0;
        describedDbov = background;
        return describe(background, out, outAt);
    }

    private static double level(short[] pcm, int at, int samples) {
        long energy = 0;
        for (int i = at; i < at + samples; i++) {
            energy += pcm[i] * pcm[i];
        }
        return 10 * Math.log10(energy / (FULL_SCALE * samples) + 1e-13);
    }

    private void correlate(short[] pcm, int at, int samples, double weight) {
        for (int lag = 0; lag <= ORDER; lag++) {
            double sum = 0;
            for (int i = at + lag; i < at + samples; i++) {
                sum += pcm[i] * pcm[i - lag];
            }
            correlation[lag] += weight * (sum / samples - correlation[lag]);
        }
    }

    private int describe(double dbov, byte[] out, int outAt) {
        out[outAt] = (byte) Math.clamp(Math.round(-dbov), 0, 127);
        if (!reflect()) {
            return 1;
        }
        for (int i = 0; i < ORDER; i++) {
            out[outAt + 1 + i] = (byte) Math.clamp(Math.round(reflection[i] * 32_768 / 258) + 127, 0, 254);
        }
        return MOST_BYTES;
    }

    /** Levinson and Durbin; false when there is too little sound to have a shape. */
    private boolean reflect() {
        double error = correlation[0];
        if (error < 1) {
            return false;
        }
        predictor[0] = 1;
        for (int m = 1; m <= ORDER; m++) {
            double sum = correlation[m];
            for (int i = 1; i < m; i++) {
                sum += predictor[i] * correlation[m - i];
            }
            double coefficient = -sum / error;
            reflection[m - 1] = coefficient;
            System.arraycopy(predictor, 0, previous, 0, m);
            for (int i = 1; i < m; i++) {
                predictor[i] = previous[i] + coefficient * previous[m - i];
            }
            predictor[m] = coefficient;
            error = Math.max(error * (1 - coefficient * coefficient), 1e-3);
        }
        return true;
    }
}
