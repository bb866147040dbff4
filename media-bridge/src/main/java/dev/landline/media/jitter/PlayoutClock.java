package dev.landline.media.jitter;

/**
 * When the next frame leaves: a steady beat that is pushed by at most a millisecond per frame, toward the delay that the
 * network needs. Following the arrivals like this also follows the sender's clock, however it drifts.
 */
final class PlayoutClock {

    private static final long MILLI = 1_000_000L;
    private static final long MAX_PUSH = MILLI;
    private static final long DEAD_BAND = MILLI / 4;
    private static final int READINGS = 4;

    private final long frameNanos;
    private final long[] slack = new long[READINGS];
    private int readings;
    private long nextNanos = Long.MAX_VALUE;

    PlayoutClock(long frameNanos) {
        this.frameNanos = frameNanos;
    }

    boolean isStarted() {
        return nextNanos != Long.MAX_VALUE;
    }

    void start(long nowNanos) {
        nextNanos = nowNanos;
    }

    long nextNanos() {
        return nextNanos;
    }

    /** Shifts the beat by at most half a frame so that one beat falls on {@code nanos}. */
    void alignTo(long nanos) {
        long shift = Math.floorMod(nanos - nextNanos, frameNanos);
        nextNanos += shift > frameNanos / 2 ? shift - frameNanos : shift;
        forgetReadings();
    }

    /** How long before this beat the packet that was just taken could have been expected. */
    void read(long slackNanos) {
        slack[readings % READINGS] = slackNanos;
        readings++;
    }

    /** The smallest slack of the last takes: packets longer or shorter than a frame see different slacks in turn. */
    long smallestSlack() {
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < Math.min(readings, READINGS); i++) {
            smallest = Math.min(smallest, slack[i]);
        }
        return smallest;
    }

    boolean hasAllReadings() {
        return readings >= READINGS;
    }

    void forgetReadings() {
        readings = 0;
    }

    /** The time line was shortened: what was read before would now read less. */
    void shortened(long nanos) {
        for (int i = 0; i < READINGS; i++) {
            slack[i] -= nanos;
        }
    }

    /** Moves on by one frame, and a little less or more when there is more or less slack than {@code targetNanos}. */
    void advance(long targetNanos) {
        nextNanos += frameNanos;
        if (readings > 0) {
            long error = smallestSlack() - targetNanos;
            if (error < 0) {
                push(Math.min(-error, MAX_PUSH));
            } else if (error > DEAD_BAND && hasAllReadings()) {
                push(-Math.min(error, MAX_PUSH));
            }
        }
    }

    /** The beat fell far behind, because the process stood still: goes on from now. */
    void skipTo(long nowNanos) {
        nextNanos = nowNanos;
        forgetReadings();
    }

    private void push(long nanos) {
        nextNanos += nanos;
        for (int i = 0; i < READINGS; i++) {
            slack[i] += nanos;
        }
    }
}
