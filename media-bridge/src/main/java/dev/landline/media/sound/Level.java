package dev.landline.media.sound;

/**
 * Levels in dBm0 as amplitudes of 16-bit samples. The reference is G.711's: a sine that just reaches the end of the A-law
 * scale has +3.14 dBm0, and that end is full scale here. The mu-law scale ends at +3.17 dBm0 and at 32,636 of 32,768, so
 * that the same samples are 0.07 dB louder on a mu-law trunk.
 */
public final class Level {

    /** Peak of a sine of 0 dBm0. */
    public static final double ZERO_DBM0_PEAK = 32_768 * Math.pow(10, -3.14 / 20);

    private Level() {}

    /** Peak of a sine of this level, in 16-bit samples. */
    public static double peak(double dbm0) {
        return ZERO_DBM0_PEAK * Math.pow(10, dbm0 / 20);
    }

    /** Level of a sound whose samples have this mean square; silence gives about -96. */
    public static double ofMeanSquare(double meanSquare) {
        return 10 * Math.log10(Math.max(meanSquare, 0.25) * 2 / (ZERO_DBM0_PEAK * ZERO_DBM0_PEAK));
    }
}
