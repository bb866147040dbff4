package dev.landline.bench.load;

/**
 * Follows the markers of one direction of one call: sent at one end, found at the other. One is under way at a time; one
 * that was not found when the next is sent is lost. Owned by the load loop.
 */
final class MarkerWatch {
    private static final long NONE = Long.MIN_VALUE;

    private final LatencyLog log;
    private long sentNanos = NONE;
    private boolean isNear;

    MarkerWatch(LatencyLog log) {
        this.log = log;
    }

    /** A marker is among the next packets: a decoder that pauses between markers should take up its work. */
    void near() {
        isNear = true;
    }

    void sent(long nowNanos) {
        if (sentNanos != NONE) {
            log.lost();
        }
        sentNanos = nowNanos;
    }

    /** Whether packets are worth decoding. */
    boolean isNearOrSent() {
        return isNear || sentNanos != NONE;
    }

    /** Whether the next loud packet is the marker. */
    boolean isSent() {
        return sentNanos != NONE;
    }

    void heard(long nowNanos) {
        log.add(sentNanos, nowNanos - sentNanos);
        sentNanos = NONE;
        isNear = false;
    }
}
