package dev.landline.gateway.demo;

/** Measures sine tones in linear samples at 8000 Hz. */
final class Goertzel {

    private Goertzel() {}

    /** The level of one frequency as a sine in dBm0 by A-law's scale; -120 for nothing. */
    static double levelDbm0(short[] samples, int offset, int count, double hertz) {
        double sine = 0;
        double cosine = 0;
        double weights = 0;
        for (int i = 0; i < count; i++) {
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / count);
            double angle = 2 * Math.PI * hertz * i / 8_000;
            sine += window * samples[offset + i] * Math.sin(angle);
            cosine += window * samples[offset + i] * Math.cos(angle);
            weights += window;
        }
        double peak = 2 * Math.hypot(sine, cosine) / weights;
        return Math.max(-120, 20 * Math.log10(peak / 32_768) + 3.14);
    }

    /** The strongest frequency between two others, to 0.25 Hz. */
    static double strongest(short[] samples, int offset, int count, double from, double to) {
        double best = from;
        double bestLevel = Double.NEGATIVE_INFINITY;
        for (double hertz = from; hertz <= to; hertz += 4) {
            double level = levelDbm0(samples, offset, count, hertz);
            if (level > bestLevel) {
                bestLevel = level;
                best = hertz;
            }
        }
        double around = best;
        for (double hertz = around - 4; hertz <= around + 4; hertz += 0.25) {
            double level = levelDbm0(samples, offset, count, hertz);
            if (level > bestLevel) {
                bestLevel = level;
                best = hertz;
            }
        }
        return best;
    }
}
