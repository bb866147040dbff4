package dev.landline.media.jitter;

/**
 * Whether packets have been lost of late. A lost Opus frame can be restored from its follower's FEC only when that is here
 * in time, which costs one packet of delay: worth paying once losses come repeatedly, not for a single one.
 */
final class LossMemory {

    private static final int PER_LOSS = 250;
    private static final int MAX = 1000;
    private static final int ON = 400;
    private static final int OFF = 100;

    private int score;
    private boolean lossy;

    /** Packets are missing before the one that is played now; 0 when none is. */
    void played(int missing) {
        score = missing == 0 ? Math.max(0, score - 1) : Math.min(MAX, score + PER_LOSS * Math.min(missing, 2));
        if (score >= ON) {
            lossy = true;
        } else if (score <= OFF) {
            lossy = false;
        }
    }

    /** Two losses within a second or two turn it on; some ten seconds without any turn it off. */
    boolean isLossy() {
        return lossy;
    }
}
