package dev.landline.media.jitter;

/** Turns 32-bit RTP timestamps that wrap into a steady count of ticks, and ticks into nanoseconds. */
final class MediaTime {

    private final int clockRate;
    private int anchorTimestamp;
    private long anchorTicks;

    MediaTime(int clockRate) {
        this.clockRate = clockRate;
    }

    /** Begins a time line: {@code timestamp} is tick 0. */
    void begin(int timestamp) {
        anchorTimestamp = timestamp;
        anchorTicks = 0;
    }

    /** Keeps the point from which timestamps are counted close to what comes, so that the count survives their wrap. */
    void moveTo(int timestamp) {
        long ticks = ticks(timestamp);
        if (ticks > anchorTicks) {
            anchorTimestamp = timestamp;
            anchorTicks = ticks;
        }
    }

    long ticks(int timestamp) {
        return anchorTicks + (timestamp - anchorTimestamp);
    }

    int timestamp(long ticks) {
        return anchorTimestamp + (int) (ticks - anchorTicks);
    }

    long nanos(long ticks) {
        return ticks / clockRate * 1_000_000_000L + ticks % clockRate * 1_000_000_000L / clockRate;
    }

    int ticksOfMillis(int millis) {
        return clockRate / 1000 * millis;
    }

    /** How much earlier than its own beat a packet may be needed, when packets and frames do not end together. */
    long misalignedNanos(int frameTicks, int packetTicks) {
        int common = frameTicks;
        int rest = packetTicks % frameTicks;
        while (rest != 0) {
            int next = common % rest;
            common = rest;
            rest = next;
        }
        return nanos(frameTicks - common);
    }
}
