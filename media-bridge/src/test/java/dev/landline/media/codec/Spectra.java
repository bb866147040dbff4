package dev.landline.media.codec;

/** How far two sounds lie apart as the ear hears it: by their spectra. */
final class Spectra {
    private static final int WINDOW = 256;
    private static final int BINS = 109;

    private Spectra() {}

    /** How many samples the second sound is late, by the greatest likeness; 0 to {@code most}. */
    static int delay(short[] reference, short[] other, int most) {
        int best = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int delay = 0; delay <= most; delay++) {
            double likeness = 0;
            for (int i = 1600; i < 17_600; i++) {
                likeness += (double) reference[i] * other[i + delay];
            }
            if (likeness > greatest) {
                greatest = likeness;
                best = delay;
            }
        }
        return best;
    }

    /**
     * Root mean square distance of the log power spectra up to 3400 Hz in dB, averaged over the windows of 32 ms that are
     * not pauses, at 8000 Hz.
     */
    static double logSpectralDistance(short[] reference, short[] other, int delay) {
        double loudest = 0;
        for (int at = 0; at + WINDOW < reference.length - delay; at += WINDOW / 2) {
            loudest = Math.max(loudest, energy(reference, at));
        }
        double sum = 0;
        int windows = 0;
        for (int at = 1600; at + WINDOW < reference.length - delay; at += WINDOW / 2) {
            if (energy(reference, at) > loudest / 10_000) {
                sum += distance(power(reference, at), power(other, at + delay));
                windows++;
            }
        }
        return sum / windows;
    }

    private static double energy(short[] pcm, int at) {
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            sum += (double) pcm[at + i] * pcm[at + i];
        }
        return sum;
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int bin = 3; bin < BINS; bin++) {
            double difference = 10 * Math.log10((one[bin] + 1e4) / (other[bin] + 1e4));
            sum += difference * difference;
        }
        return Math.sqrt(sum / (BINS - 3));
    }

    private static double[] power(short[] pcm, int at) {
        double[] power = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            double real = 0;
            double imaginary = 0;
            for (int i = 0; i < WINDOW; i++) {
                double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW);
                double angle = 2 * Math.PI * bin * i / WINDOW;
                real += hann * pcm[at + i] * Math.cos(angle);
                imaginary += hann * pcm[at + i] * Math.sin(angle);
            }
            power[bin] = real * real + imaginary * imaginary;
        }
        return power;
    }
}
