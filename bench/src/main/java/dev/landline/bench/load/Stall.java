package dev.landline.bench.load;

/**
 * What happened around a stop of the engine's process.
 *
 * @param stoppedNanos when it was stopped
 * @param continuedNanos when it went on
 * @param latencies of markers sent before, during and after
 */
record Stall(long stoppedNanos, long continuedNanos, Latencies latencies) {
    static final long BUCKET_NANOS = 100_000_000;

    /** Latencies of what was sent in the n-th tenth of a second after the process went on; negative n before. */
    Latencies tenth(int n) {
        long from = continuedNanos + n * BUCKET_NANOS;
        return latencies.between(from, from + BUCKET_NANOS);
    }

    /** The median of what was sent in a half second that ended well before the stop. */
    double medianBeforeMillis() {
        return latencies
                .between(stoppedNanos - 7 * BUCKET_NANOS, stoppedNanos - 2 * BUCKET_NANOS)
                .percentile(50);
    }

    /**
     * How long after the process went on latency was back for good: the end of the last tenth of a second in which the
     * given percentile was above a limit.
     */
    double secondsUntilBelow(double limitMillis, double percent, int tenths) {
        int last = -1;
        for (int n = 0; n < tenths; n++) {
            if (tenth(n).percentile(percent) > limitMillis) {
                last = n;
            }
        }
        return (last + 1) * BUCKET_NANOS / 1e9;
    }
}
