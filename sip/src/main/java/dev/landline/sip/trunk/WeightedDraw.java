package dev.landline.sip.trunk;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Chance in proportion to weights. */
public final class WeightedDraw {

    private WeightedDraw() {}

    /**
     * Draws one of the weights (RFC 2782): a number up to their sum, and the first whose running sum reaches it.
     *
     * @param weights 0 or more each, at least one of them
     * @param random gives a number from 0 to its argument, the argument excluded
     * @return its index
     */
    public static int index(int[] weights, IntUnaryOperator random) {
        int drawn = random.applyAsInt(Arrays.stream(weights).sum() + 1);
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            if (sum >= drawn) {
                return i;
            }
        }
        return weights.length - 1;
    }
}
