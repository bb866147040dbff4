package dev.landline.media.codec;

/**
 * The quantizers of ITU-T G.722 (tables 7 to 17): what a code means and which code a difference gets. The lower band has
 * 60 levels in 6 bits, of which the predictor uses only the upper four bits; the higher band has four levels in 2 bits.
 */
final class G722Tables {

    /** Decision levels of the lower band in parts of 4096 of the scale, from the second interval on. */
    private static final int[] LOWER_DECISIONS = {
        35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339,
        1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    private static final int HIGHER_DECISION = 564;

    /** What all six bits of the lower band's code mean, in parts of 32768 of the scale. An encoder never sends 0 to 3. */
    private static final int[] LOWER_FINE = {
        -136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704, -14_984, -13_512, -12_280, -11_192, -10_232, -9360,
        -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360,
        -1040, -728, 24_808, 21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192, 10_232, 9360, 8576, 7856, 7192,
        6576, 6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };

    /** What the upper four bits mean. */
    private static final int[] LOWER_COARSE = {
        0, -20_456, -12_896, -8968, -6288, -4240, -2584, -1200, 20_456, 12_896, 8968, 6288, 4240, 2584, 1200, 0
    };

    /** How the upper four bits move the scale: outer levels widen it, inner ones narrow it. */
    private static final int[] LOWER_MULTIPLIERS = {
        -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
    };

    private static final int[] HIGHER = {-7408, -1616, 7408, 1616};
    private static final int[] HIGHER_MULTIPLIERS = {798, -214, 798, -214};

    private G722Tables() {}

    /** The 6-bit code of a difference in the lower band: codes fall as the magnitude grows. */
    static int lowerCode(int difference, int scale) {
        int magnitude = difference < 0 ? ~difference : difference;
        int from = 0;
        int until = LOWER_DECISIONS.length;
        while (from < until) {
            int middle = (from + until) >>> 1;
            if (magnitude < (LOWER_DECISIONS[middle] * scale) >> 12) {
                until = middle;
            } else {
                from = middle + 1;
            }
        }
        if (difference >= 0) {
            return 61 - from;
        }
        return from < 2 ? 63 - from : 33 - from;
    }

    /** The 2-bit code of a difference in the higher band. */
    static int higherCode(int difference, int scale) {
        boolean negative = difference < 0;
        boolean large = (negative ? ~difference : difference) >= (HIGHER_DECISION * scale) >> 12;
        if (negative) {
            return large ? 0 : 1;
        }
        return large ? 2 : 3;
    }

    /** The difference that a 6-bit code stands for. */
    static int lowerFine(int code, int scale) {
        return G722Band.part(scale, LOWER_FINE[code]);
    }

    /** The difference that the predictor is told of. */
    static int lowerCoarse(int code, int scale) {
        return G722Band.part(scale, LOWER_COARSE[code >> 2]);
    }

    static int lowerMultiplier(int code) {
        return LOWER_MULTIPLIERS[code >> 2];
    }

    static int higher(int code, int scale) {
        return G722Band.part(scale, HIGHER[code]);
    }

    static int higherMultiplier(int code) {
        return HIGHER_MULTIPLIERS[code];
    }
}
