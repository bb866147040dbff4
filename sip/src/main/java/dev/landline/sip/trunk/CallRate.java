package dev.landline.sip.trunk;

/** A token bucket: so many a second on average, and at most one second's worth at once. Not safe by itself. */
final class CallRate {

    private static final double NANOS = 1e9;

    private final int perSecond;
    private double tokens;
    private long lastNanos;

    CallRate(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.lastNanos = nowNanos;
    }

    /** Whether one more fits now; then it is counted. */
    boolean take(long nowNanos) {
        if (perSecond == 0) {
            return true;
        }
        tokens = Math.min(perSecond, tokens + (nowNanos - lastNanos) / NANOS * perSecond);
        lastNanos = nowNanos;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
