package dev.landline.media.codec;

/**
 * One sub-band of ITU-T G.722: the adaptive quantizer's scale factor (blocks 3L and 3H) and the adaptive predictor of two
 * poles and six zeros (blocks 4L and 4H), in the recommendation's 16-bit arithmetic, saturating where it does. Encoder and
 * decoder run the same band, so both follow each other without side information. Owned by one thread; fixed memory.
 */
final class G722Band {

    /** Antilogarithm of the scale factor, 32 steps to a factor of two (table 18). */
    private static final int[] INVERSE_LOGARITHM = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834, 2896, 2960,
        3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    private static final int ZEROS = 6;

    private final int largestLogarithm;
    private final int shift;
    /** The quantizer's scale factor on a logarithmic scale: 2048 to a factor of two. */
    private int logarithm;

    private int scale;
    private int estimate;
    private int zeroEstimate;
    private int firstPole;
    private int secondPole;
    /** Reconstructed signal and partial reconstruction, one and two samples ago. */
    private int reconstructed1;

    private int partial1;
    private int partial2;
    private final int[] zeros = new int[ZEROS];
    /** Quantized differences, newest first. */
    private final int[] differences = new int[ZEROS];

    private G722Band(int largestLogarithm, int shift, int scale) {
        this.largestLogarithm = largestLogarithm;
        this.shift = shift;
        this.scale = scale;
    }

    static G722Band lower() {
        return new G722Band(18_432, 8, 32);
    }

    static G722Band higher() {
        return new G722Band(22_528, 10, 8);
    }

    /** What the next sample is expected to be. */
    int estimate() {
        return estimate;
    }

    /** The quantizer's unit for the next sample. */
    int scale() {
        return scale;
    }

    /** The 6-bit code of a sample of the lower band. */
    int codeLower(int sample) {
        return G722Tables.lowerCode(saturate(sample - estimate), scale);
    }

    /** The 2-bit code of a sample of the higher band. */
    int codeHigher(int sample) {
        return G722Tables.higherCode(saturate(sample - estimate), scale);
    }

    /**
     * Goes on by one sample.
     *
     * @param difference the quantized difference between the sample and the estimate
     * @param multiplier what the sample's code says about the loudness, in parts of the logarithmic scale
     */
    void adapt(int difference, int multiplier) {
        logarithm = Math.clamp(((logarithm * 127) >> 7) + multiplier, 0, largestLogarithm);
        int power = shift - (logarithm >> 11);
        int mantissa = INVERSE_LOGARITHM[(logarithm >> 6) & 31];
        scale = (power < 0 ? mantissa << -power : mantissa >> power) << 2;
        predict(difference);
    }

    private void predict(int difference) {
        int reconstructed = saturate(estimate + difference);
        int partial = saturate(zeroEstimate + difference);
        adaptPoles(partial);
        int zeroSum = adaptZeros(difference);
        int poleSum =
                saturate(part(firstPole, saturate(2 * reconstructed)) + part(secondPole, saturate(2 * reconstructed1)));
        reconstructed1 = reconstructed;
        partial2 = partial1;
        partial1 = partial;
        zeroEstimate = zeroSum;
        estimate = saturate(poleSum + zeroSum);
    }

    /** Moves both poles a little toward what the signs of the last three partial signals ask for (UPPOL2, UPPOL1). */
    private void adaptPoles(int partial) {
        boolean sameAsLast = (partial ^ partial1) >= 0;
        boolean sameAsOneBefore = (partial ^ partial2) >= 0;
        int first = saturate(4 * firstPole);
        int change = Math.min(sameAsLast ? -first : first, Short.MAX_VALUE) >> 7;
        int second = Math.clamp(change + (sameAsOneBefore ? 128L : -128L) + part(secondPole, 32_512), -12_288, 12_288);
        int limit = 15_360 - second;
        firstPole = Math.clamp((sameAsLast ? 192L : -192L) + part(firstPole, 32_640), -limit, limit);
        secondPole = second;
    }

    /** Moves each zero by the sign of the difference it would have foretold (UPZERO) and filters with them (FILTEZ). */
    private int adaptZeros(int difference) {
        int step = difference == 0 ? 0 : 128;
        int sum = 0;
        for (int i = ZEROS - 1; i >= 0; i--) {
            int moved = (differences[i] ^ difference) >= 0 ? step : -step;
            zeros[i] = moved + part(zeros[i], 32_640);
            int newer = i == 0 ? difference : differences[i - 1];
            differences[i] = newer;
            sum += part(zeros[i], saturate(2 * newer));
        }
        return saturate(sum);
    }

    /** Products are of 15 fraction bits, cut off. */
    static int part(int value, int factor) {
        return (value * factor) >> 15;
    }

    static int saturate(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
