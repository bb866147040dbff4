package dev.landline.media.bridge;

/**
 * Notices that a trunk which should send sends nothing: no sound, no digit and no RTCP for so long. A trunk that holds us,
 * or that we hold, owes us nothing. Owned by the media loop.
 */
final class TrunkSilence {
    private final long limitNanos;
    private boolean owed;
    private long lastNanos;

    /** @param limitNanos how long is too long; 0 never is */
    TrunkSilence(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /** @param sends whether the trunk says that it sends */
    void describe(boolean sends, long nowNanos) {
        if (sends && !owed) {
            lastNanos = nowNanos;
        }
        owed = sends;
    }

    void heard(long nowNanos) {
        lastNanos = nowNanos;
    }

    /** Whether it has been too long, once for each such stretch. */
    boolean isReportDue(long nowNanos) {
        if (!owed || limitNanos == 0 || nowNanos - lastNanos < limitNanos) {
            return false;
        }
        lastNanos = nowNanos;
        return true;
    }

    int seconds() {
        return (int) (limitNanos / 1_000_000_000L);
    }
}
