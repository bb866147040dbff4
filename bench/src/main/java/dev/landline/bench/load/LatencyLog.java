package dev.landline.bench.load;

import java.util.Arrays;

/** Latencies with the time at which each began, at most {@value #CAPACITY} of them. Owned by the load loop. */
final class LatencyLog {
    private static final int CAPACITY = 1 << 18;

    private long[] begunNanos = new long[1024];
    private long[] latencyNanos = new long[1024];
    private int count;
    private int lost;
    private long dropped;

    void add(long begun, long latency) {
        if (count == CAPACITY) {
            dropped++;
            return;
        }
        if (count == begunNanos.length) {
            begunNanos = Arrays.copyOf(begunNanos, 2 * count);
            latencyNanos = Arrays.copyOf(latencyNanos, 2 * count);
        }
        begunNanos[count] = begun;
        latencyNanos[count] = latency;
        count++;
    }

    void lost() {
        lost++;
    }

    void clear() {
        count = 0;
        lost = 0;
        dropped = 0;
    }

    /** A copy that another thread may keep. */
    Latencies snapshot() {
        return new Latencies(Arrays.copyOf(begunNanos, count), Arrays.copyOf(latencyNanos, count), lost, dropped);
    }
}
