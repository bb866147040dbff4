package dev.landline.sip.stack;

import java.util.HashSet;
import java.util.Set;

/**
 * INVITEs that were answered 503 without a transaction. A repetition may have been on its way or in the queue behind: let
 * in, it would ring a telephone for a caller who has long gone elsewhere (RFC 3261 section 17.2 has the transaction
 * remember). Holds each for 32 s at least (64*T1, section 17.1.1.2), and {@value #MOST} per half of that; beyond, the oldest
 * are forgotten sooner. Safe from any thread.
 */
final class TurnedAway {

    static final int MOST = 4096;

    private static final long HALF_LIFE_NANOS = 32_000_000_000L;

    private Set<String> young = new HashSet<>();
    private Set<String> old = new HashSet<>();
    private long turnedAtNanos;
    // Read without the lock: on a gateway with room for everybody there is nothing to look up.
    private volatile boolean any;

    /** @param via the topmost Via as it came: a repetition has the same to the byte */
    void add(String via, long nowNanos) {
        synchronized (this) {
            turn(nowNanos);
            if (young.size() >= MOST) {
                old = young;
                young = new HashSet<>();
                turnedAtNanos = nowNanos;
            }
            young.add(via);
            any = true;
        }
    }

    /** Whether this is a repetition of what was turned away. */
    boolean contains(String via, long nowNanos) {
        if (!any) {
            return false;
        }
        synchronized (this) {
            turn(nowNanos);
            return young.contains(via) || old.contains(via);
        }
    }

    private void turn(long nowNanos) {
        if (!any) {
            turnedAtNanos = nowNanos;
            return;
        }
        long age = nowNanos - turnedAtNanos;
        if (age < HALF_LIFE_NANOS) {
            return;
        }
        old = age < 2 * HALF_LIFE_NANOS ? young : new HashSet<>();
        young = new HashSet<>();
        turnedAtNanos = nowNanos;
        any = !old.isEmpty();
    }
}
