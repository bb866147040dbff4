package dev.landline.media.codec;

/**
 * The filter between two rates of which one is a multiple of the other: 24 taps per sample of the lower rate, symmetric,
 * Kaiser window. Within 0.3 dB up to 0.85 times half the lower rate, about 60 dB down from 1.15 times that on.
 */
final class LowPass {

    private static final int TAPS_PER_SAMPLE = 24;
    private static final double KAISER_BETA = 5.65;

    private LowPass() {}

    /**
     * The taps at the higher rate; their sum is 1.
     *
     * @param factor from the lower rate to the higher, 2 to 6
     */
    static float[] taps(int factor) {
        int length = TAPS_PER_SAMPLE * factor + 1;
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
