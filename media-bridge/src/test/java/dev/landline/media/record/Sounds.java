package dev.landline.media.record;

/** Measures samples. */
public final class Sounds {
    private Sounds() {}

    /** Peak amplitude of one frequency between two samples. */
    public static double amplitude(short[] pcm, int from, int until, double hertz, int sampleRate) {
        double cosine = 0;
        double sine = 0;
        for (int i = from; i < until; i++) {
            // A window, so that a strong tone elsewhere does not spill over.
            double window = 1 - Math.cos(2 * Math.PI * (i - from) / (until - from));
            double angle = 2 * Math.PI * hertz * i / sampleRate;
            cosine += window * pcm[i] * Math.cos(angle);
            sine += window * pcm[i] * Math.sin(angle);
        }
        return 2 * Math.hypot(cosine, sine) / (until - from);
    }

    public static double decibels(double amplitude, double reference) {
        return 20 * Math.log10(Math.max(amplitude, 1e-3) / reference);
    }

    /** Whether all samples of a stretch are within a limit. */
    public static boolean isQuiet(short[] pcm, int from, int until, int limit) {
        for (int i = from; i < until; i++) {
            if (Math.abs(pcm[i]) > limit) {
                return false;
            }
        }
        return true;
    }
}
