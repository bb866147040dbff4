package dev.landline.sip.stack;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests each source has sent of late: a token bucket for each, in a bounded table. Sources beyond the bound share
 * one bucket, so that a flood from many addresses cannot buy itself room. Safe from any thread.
 */
final class SourceRates {

    private static final long SECOND = 1_000_000_000L;
    /** A bucket holds two seconds' worth. */
    private static final long SAVED = 2 * SECOND;

    private final int bound;
    private final Map<Object, Bucket> buckets = new ConcurrentHashMap<>();
    private final Bucket others = new Bucket();
    private final AtomicLong nextSweep = new AtomicLong();

    SourceRates(int bound) {
        this.bound = bound;
    }

    /** Counts as a clock: when its last token will be back. */
    private static final class Bucket {
        private long fullAt;
        private boolean used;

        synchronized boolean take(int perSecond, long now) {
            if (!used || fullAt - now < 0) {
                fullAt = now;
                used = true;
            }
            long next = fullAt + SECOND / perSecond;
            if (next - now > SAVED) {
                return false;
            }
            fullAt = next;
            return true;
        }

        synchronized boolean isFull(long now) {
            return fullAt - now <= 0;
        }
    }

    /**
     * Takes a token.
     *
     * @param source whatever tells one source from another
     * @param perSecond its rate
     * @return false when it has none left
     */
    boolean take(Object source, int perSecond, long now) {
        Bucket bucket = buckets.get(source);
        if (bucket == null) {
            bucket = hasRoom(now) ? buckets.computeIfAbsent(source, _ -> new Bucket()) : others;
        }
        return bucket.take(perSecond, now);
    }

    /** A flood must not make every message look through the table: once a second is enough. */
    private boolean hasRoom(long now) {
        if (buckets.size() < bound) {
            return true;
        }
        long due = nextSweep.get();
        if ((due == 0 || now - due >= 0) && nextSweep.compareAndSet(due, now + SECOND)) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
        return buckets.size() < bound;
    }

    int size() {
        return buckets.size();
    }

    /** The source of datagrams and connections: the address, because the port costs nothing. */
    static Object of(InetSocketAddress remote) {
        return remote.getAddress();
    }
}
