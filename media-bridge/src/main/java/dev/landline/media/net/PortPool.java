package dev.landline.media.net;

import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * Hands out ports of one range: RTP port pairs (even ports, the odd one above for RTCP), or single ones. The search starts at a random place so
 * that ports cannot be guessed from one call to the next. A pair given back rests for a while before it is used again:
 * packets still on their way to the old call must not land in a new one.
 *
 * <p>Safe from any thread; used at call set-up only.
 */
public final class PortPool {
    /** No pair is free. */
    public static final int NONE = -1;

    private final int firstPort;
    private final int step;
    private final long restNanos;
    private final RandomGenerator random;
    private final BitSet taken;
    private final long[] releasedAtNanos;
    private final BitSet resting;
    private int inUse;

    /**
     * @param first first RTP port, even
     * @param last last port of the range, inclusive
     * @param restNanos how long a pair rests after use
     */
    public PortPool(int first, int last, long restNanos, RandomGenerator random) {
        this(first, last, 2, restNanos, random);
    }

    private PortPool(int first, int last, int step, long restNanos, RandomGenerator random) {
        if (first % step != 0 || first < 2 || last > 65535 || last < first + step - 1) {
            throw new IllegalArgumentException("not a port range: " + first + "-" + last);
        }
        int pairs = (last - first + 1) / step;
        this.firstPort = first;
        this.step = step;
        this.restNanos = restNanos;
        this.random = random;
        this.taken = new BitSet(pairs);
        this.resting = new BitSet(pairs);
        this.releasedAtNanos = new long[pairs];
    }

    /** Every port of the range by itself, for calls that need one. */
    public static PortPool ofSingles(int first, int last, long restNanos, RandomGenerator random) {
        return new PortPool(first, last, 1, restNanos, random);
    }

    /** The even port of a free pair, or {@link #NONE}. */
    public synchronized int take(long nowNanos) {
        int pairs = releasedAtNanos.length;
        int start = random.nextInt(pairs);
        for (int i = 0; i < pairs; i++) {
            int pair = (start + i) % pairs;
            if (!taken.get(pair) && !isResting(pair, nowNanos)) {
                taken.set(pair);
                inUse++;
                return firstPort + step * pair;
            }
        }
        return NONE;
    }

    /** Gives a pair back; it rests from {@code nowNanos} on. */
    public synchronized void release(int rtpPort, long nowNanos) {
        int pair = (rtpPort - firstPort) / step;
        if (!taken.get(pair)) {
            return;
        }
        taken.clear(pair);
        resting.set(pair);
        releasedAtNanos[pair] = nowNanos;
        inUse--;
    }

    /** Pairs handed out and not given back. */
    public synchronized int inUse() {
        return inUse;
    }

    /** Pairs in the range. */
    public int size() {
        return releasedAtNanos.length;
    }

    private boolean isResting(int pair, long nowNanos) {
        if (!resting.get(pair)) {
            return false;
        }
        if (nowNanos - releasedAtNanos[pair] < restNanos) {
            return true;
        }
        resting.clear(pair);
        return false;
    }
}
