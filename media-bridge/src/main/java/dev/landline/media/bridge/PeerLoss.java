package dev.landline.media.bridge;

/**
 * What a peer's receiver reports say of our packets, and what we do about it. Lone losses are made good by the FEC inside
 * Opus; where losses are so frequent that two in a row are common, a whole copy of the frame before travels with each
 * packet as well (RED), at twice the bit rate.
 *
 * <p>Loss is smoothed over some three reports: of 250 packets in five seconds at 5 % loss, 4 to 6.4 % are reported. What
 * loss begins is given up only well below it, so that nothing flaps. Owned by the media loop.
 */
final class PeerLoss {
    /** One lost packet among 250 is nothing yet; FEC costs some sound and twice the encoder's time. All of 256. */
    private static final double FEC_ON = 0.8 / 100 * 256;

    private static final double FEC_OFF = 0.2 / 100 * 256;

    /** The encoder wants as much to take FEC seriously. */
    private static final int LEAST_PERCENT = 5;

    private static final int MOST_PERCENT = 30;

    /** At 4 % one frame in six hundred is lost with the one that carries its FEC, about one every twelve seconds. */
    private static final double RED_ON = 4.0 / 100 * 256;

    private static final double RED_OFF = 1.5 / 100 * 256;

    private double smoothed;
    private boolean known;
    private boolean fec;
    private boolean red;

    /** A receiver report about us came, with the fraction lost since the one before, of 256 (RFC 3550 section 6.4.1). */
    void reported(int fractionLost) {
        smoothed = known ? smoothed + (fractionLost - smoothed) / 2 : fractionLost;
        known = true;
        fec = fec ? smoothed > FEC_OFF : smoothed >= FEC_ON;
        red = red ? smoothed > RED_OFF : smoothed >= RED_ON;
    }

    /** How much loss the encoder should expect, in percent; 0 when FEC is not worth its price, as before any report. */
    int expectedPercent() {
        return fec ? Math.clamp(Math.round(smoothed * 100 / 256), LEAST_PERCENT, MOST_PERCENT) : 0;
    }

    /** Whether whole copies should travel along. */
    boolean wantsRed() {
        return red;
    }
}
