package dev.landline.media.bridge;

/** Log-spectral distance between two sounds: how far their short-time power spectra lie apart, in dB. */
final class SpectralDistance {
    private static final int WINDOW = 256;
    private static final int LOWEST_HERTZ = 200;
    private static final int HIGHEST_HERTZ = 3400;

    /** A spectrum's floor relative to full scale: differences in what nobody hears do not count. */
    private static final double FLOOR = 1e-7 * WINDOW * WINDOW * 32_768.0 * 32_768.0 / 16;

    private SpectralDistance() {}

    /** The mean over windows of 32 ms (at 8 kHz), half overlapping, in which the first sound is audible. */
    static double decibels(short[] one, short[] other, int rate) {
        double sum = 0;
        int counted = 0;
        for (int at = rate; at + WINDOW <= one.length - rate; at += WINDOW / 2) {
            double[] first = power(one, at);
            double[] second = power(other, at);
            double energy = 0;
            double distance = 0;
            int bins = 0;
            for (int bin = LOWEST_HERTZ * WINDOW / rate; bin <= HIGHEST_HERTZ * WINDOW / rate; bin++) {
                energy += first[bin];
                double decibels = 10 * Math.log10((first[bin] + FLOOR) / (second[bin] + FLOOR));
                distance += decibels * decibels;
                bins++;
            }
            if (energy > 100 * FLOOR) {
                sum += Math.sqrt(distance / bins);
                counted++;
            }
        }
        return sum / counted;
    }

    /** Plain radix-2 transform of a Hann window; the power of each bin up to half the rate. */
    private static double[] power(short[] pcm, int at) {
        double[] real = new double[WINDOW];
        double[] imaginary = new double[WINDOW];
        int bits = Integer.numberOfTrailingZeros(WINDOW);
        for (int i = 0; i < WINDOW; i++) {
            double weight = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW);
            real[Integer.reverse(i) >>> (32 - bits)] = pcm[at + i] * weight;
        }
        for (int size = 2; size <= WINDOW; size *= 2) {
            for (int start = 0; start < WINDOW; start += size) {
                for (int i = 0; i < size / 2; i++) {
                    double angle = -2 * Math.PI * i / size;
                    int low = start + i;
                    int high = low + size / 2;
                    double turnedReal = real[high] * Math.cos(angle) - imaginary[high] * Math.sin(angle);
                    double turnedImaginary = real[high] * Math.sin(angle) + imaginary[high] * Math.cos(angle);
                    real[high] = real[low] - turnedReal;
                    imaginary[high] = imaginary[low] - turnedImaginary;
                    real[low] += turnedReal;
                    imaginary[low] += turnedImaginary;
                }
            }
        }
        double[] power = new double[WINDOW / 2];
        for (int i = 0; i < power.length; i++) {
            power[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
        }
        return power;
    }
}
