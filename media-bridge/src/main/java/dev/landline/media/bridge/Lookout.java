package dev.landline.media.bridge;

/**
 * Knows since when packets may have been waiting in the sockets while the media loop was busy, was kept from its core or
 * stood still. An arrival is stamped when it is read: without this, our own lateness would look like the network's, and
 * every stall of ours would raise the delay of all calls. Owned by the media loop.
 */
final class Lookout {
    /** A wait that ends sooner found packets that were there before it began. */
    private static final long BLOCKED_NANOS = 100_000;

    /** Waits are in whole milliseconds, rounded up: a loop that is back later than this was kept from its core. */
    private static final long PROMPT_NANOS = 2_000_000;

    private long begunNanos;
    private long dueNanos;
    private long wokenNanos;
    private boolean woken;
    private long seenNanos;

    Lookout(long nowNanos) {
        begunNanos = nowNanos;
        seenNanos = nowNanos;
    }

    /** The loop turns to its sockets, and means to be back when there is a packet, at the latest at {@code dueNanos}. */
    void begin(long nowNanos, long dueNanos) {
        begunNanos = nowNanos;
        this.dueNanos = dueNanos;
        woken = false;
    }

    /** A socket has packets; only the first one counts. */
    void packets(long nowNanos) {
        if (woken) {
            return;
        }
        woken = true;
        wokenNanos = nowNanos;
        if (nowNanos - begunNanos > BLOCKED_NANOS && isPrompt(nowNanos)) {
            seenNanos = nowNanos;
        }
    }

    /** What was found is read. */
    void end(long nowNanos) {
        if (woken) {
            seenNanos = wokenNanos;
        } else {
            seenNanos = isPrompt(nowNanos) ? nowNanos : begunNanos;
        }
    }

    /** How much earlier than now a packet that is read now may have arrived. */
    long unreadNanos(long nowNanos) {
        return Math.max(0, nowNanos - seenNanos);
    }

    private boolean isPrompt(long nowNanos) {
        return dueNanos == Timed.NEVER || nowNanos - dueNanos <= PROMPT_NANOS;
    }
}
