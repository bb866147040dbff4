package dev.landline.media.jitter;

import java.util.Arrays;

/**
 * How late packets come, measured against their own timestamps. The smallest delay of the last half second is the
 * network's base; the spread above it is what the playout must wait for. Spread is remembered in two ways: the largest of
 * the last half second protects at once and is soon forgotten, so that a single stall costs nothing for long; the third
 * largest of the last sixteen seconds remembers jitter that keeps coming back.
 *
 * <p>Delays are arrival time minus media time: only differences between them mean anything.
 */
final class ArrivalDelay {

    private static final long MILLI = 1_000_000L;
    private static final long SHORT_BUCKET = 100 * MILLI;
    private static final int SHORT_BUCKETS = 5;
    private static final long LONG_BUCKET = 1000 * MILLI;
    private static final int LONG_BUCKETS = 16;

    private static final long GUARD = MILLI;
    private static final long FIRST_MARGIN = 4 * MILLI;
    private static final int FIRST_PACKETS = 10;

    private final long[] bucketNumbers = new long[SHORT_BUCKETS];
    private final long[] smallest = new long[SHORT_BUCKETS];
    private final long[] largest = new long[SHORT_BUCKETS];
    private final long[] spreads = new long[LONG_BUCKETS];

    private long newestBucket;
    private long base;
    private long shortSpread;
    private long longSpread;
    private long secondNumber;
    private long secondSmallest;
    private long secondLargest;
    private int nextSpread;
    private int packets;

    ArrivalDelay() {
        forget();
        secondNumber = Long.MIN_VALUE;
    }

    /**
     * Adds one packet's delay. A packet may have waited unread while the media loop was busy or stood still; of the delays
     * it may have had, the one that fits best with being on time counts. That is safe, because the loop reads its sockets
     * before it plays a beat that is overdue: its own lateness never needs a margin.
     *
     * @param unreadNanos how much earlier the packet may have arrived
     */
    void record(long delayNanos, long arrivalNanos, long unreadNanos) {
        boolean onTimePossible = isKnown(arrivalNanos) && delayNanos > base;
        record(onTimePossible ? Math.max(base, delayNanos - unreadNanos) : delayNanos, arrivalNanos);
    }

    /** Adds one packet's delay, which is known exactly. */
    void record(long delayNanos, long arrivalNanos) {
        packets = Math.min(packets + 1, FIRST_PACKETS);
        recordSecond(delayNanos, arrivalNanos);
        long number = Math.floorDiv(arrivalNanos, SHORT_BUCKET);
        int index = Math.floorMod(number, SHORT_BUCKETS);
        if (bucketNumbers[index] != number) {
            bucketNumbers[index] = number;
            smallest[index] = delayNanos;
            largest[index] = delayNanos;
        } else {
            smallest[index] = Math.min(smallest[index], delayNanos);
            largest[index] = Math.max(largest[index], delayNanos);
        }
        newestBucket = Math.max(newestBucket, number);
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int i = 0; i < SHORT_BUCKETS; i++) {
            if (isRecent(bucketNumbers[i])) {
                low = Math.min(low, smallest[i]);
                high = Math.max(high, largest[i]);
            }
        }
        base = low;
        shortSpread = high - low;
    }

    /** Whether packets came lately, so that {@link #base} means something. */
    boolean isKnown(long nowNanos) {
        return newestBucket != Long.MIN_VALUE && Math.floorDiv(nowNanos, SHORT_BUCKET) - newestBucket < SHORT_BUCKETS;
    }

    /** The smallest delay of late. */
    long base() {
        return base;
    }

    /** How much more than {@link #base} to wait for a packet: the spread and a little; more while little is known. */
    long margin() {
        long margin = Math.max(shortSpread, longSpread) + GUARD;
        return packets < FIRST_PACKETS ? Math.max(margin, FIRST_MARGIN) : margin;
    }

    /** Forgets the base, for a new time line; keeps what is known of the network's long-term jitter. */
    void forget() {
        Arrays.fill(bucketNumbers, Long.MIN_VALUE);
        newestBucket = Long.MIN_VALUE;
        shortSpread = 0;
        packets = 0;
        // The second under way mixes two time lines: it must not count.
        secondNumber = Long.MIN_VALUE;
    }

    private boolean isRecent(long number) {
        return number != Long.MIN_VALUE && newestBucket - number < SHORT_BUCKETS;
    }

    private void recordSecond(long delayNanos, long arrivalNanos) {
        long number = Math.floorDiv(arrivalNanos, LONG_BUCKET);
        if (number != secondNumber) {
            if (secondNumber != Long.MIN_VALUE) {
                spreads[nextSpread] = secondLargest - secondSmallest;
                nextSpread = (nextSpread + 1) % LONG_BUCKETS;
                longSpread = thirdLargestSpread();
            }
            secondNumber = number;
            secondSmallest = delayNanos;
            secondLargest = delayNanos;
        } else {
            secondSmallest = Math.min(secondSmallest, delayNanos);
            secondLargest = Math.max(secondLargest, delayNanos);
        }
    }

    private long thirdLargestSpread() {
        long first = 0;
        long second = 0;
        long third = 0;
        for (long spread : spreads) {
            if (spread > first) {
                third = second;
                second = first;
                first = spread;
            } else if (spread > second) {
                third = second;
                second = spread;
            } else if (spread > third) {
                third = spread;
            }
        }
        return third;
    }
}
