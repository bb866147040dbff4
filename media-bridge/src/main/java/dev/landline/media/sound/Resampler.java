package dev.landline.media.sound;

/**
 * Brings a whole recording from one sample rate to another when it is loaded: a windowed sinc of {@value #ZERO_CROSSINGS}
 * zero crossings each side, one set of taps for each position between two input samples. Not for the media path.
 */
final class Resampler {
    private static final int ZERO_CROSSINGS = 24;
    /** The pass band ends at this part of the lower rate's half, so that the slope is done before it. */
    private static final double PASS = 0.92;

    private Resampler() {}

    static short[] convert(short[] pcm, int fromRate, int toRate) {
        if (fromRate == toRate) {
            return pcm;
        }
        int common = greatestCommonDivisor(fromRate, toRate);
        int up = toRate / common;
        int down = fromRate / common;
        double cutoff = PASS * Math.min(1, (double) toRate / fromRate);
        int reach = (int) Math.ceil(ZERO_CROSSINGS / cutoff);
        double[][] phases = new double[up][];
        for (int phase = 0; phase < up; phase++) {
            phases[phase] = taps(phase / (double) up, cutoff, reach);
        }
        int length = (int) ((long) pcm.length * up / down);
        short[] out = new short[length];
        for (int i = 0; i < length; i++) {
            long position = (long) i * down;
            int centre = (int) (position / up);
            double[] taps = phases[(int) (position % up)];
            double sum = 0;
            for (int tap = 0; tap < taps.length; tap++) {
                int at = centre - reach + 1 + tap;
                if (at >= 0 && at < pcm.length) {
                    sum += taps[tap] * pcm[at];
                }
            }
            out[i] = Samples.clamp(sum);
        }
        return out;
    }

    /** Weights of the {@code 2 * reach} samples around a position that lies {@code fraction} behind a sample. */
    private static double[] taps(double fraction, double cutoff, int reach) {
        double[] taps = new double[2 * reach];
        double sum = 0;
        for (int tap = 0; tap < taps.length; tap++) {
            double distance = tap - reach + 1 - fraction;
            double x = Math.PI * cutoff * distance;
            double sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
            double edge = Math.min(1, Math.abs(distance) / reach);
            // Blackman: nothing comes back as an alias above -74 dB.
            double window = 0.42 + 0.5 * Math.cos(Math.PI * edge) + 0.08 * Math.cos(2 * Math.PI * edge);
            taps[tap] = sinc * window;
            sum += taps[tap];
        }
        for (int tap = 0; tap < taps.length; tap++) {
            taps[tap] /= sum;
        }
        return taps;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
