package dev.landline.bench.load;

/** Counts one stream that arrives and follows its inter-arrival jitter (RFC 3550 section 6.4.1). Owned by the load loop. */
final class StreamMeter {
    private static final double GAIN = 1.0 / 16;

    private final int clockRate;
    private long packets;
    private double jitterNanos;
    private long lastArrivalNanos;
    private int lastTimestamp;
    private boolean hasLast;

    StreamMeter(int clockRate) {
        this.clockRate = clockRate;
    }

    void received(int timestamp, long nowNanos) {
        packets++;
        if (hasLast) {
            double expected = (timestamp - lastTimestamp) * 1e9 / clockRate;
            jitterNanos += (Math.abs(nowNanos - lastArrivalNanos - expected) - jitterNanos) * GAIN;
        }
        hasLast = true;
        lastArrivalNanos = nowNanos;
        lastTimestamp = timestamp;
    }

    void clear() {
        packets = 0;
    }

    long packets() {
        return packets;
    }

    double jitterMillis() {
        return jitterNanos / 1e6;
    }
}
