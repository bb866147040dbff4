package dev.landline.sip.auth;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers which nonce counts were used, so that a recorded response is good for nothing. Only right passwords get here,
 * so strangers cannot fill it. Bounded: when it is full the oldest nonce is forgotten, and every forgotten nonce, as well
 * as every older one that was never used, counts as used up. That costs an honest client one more round trip.
 * Any thread may call.
 */
final class NonceUses {

    private static final int WINDOW = 64;

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Long, Window> windows = new TreeMap<>();
    private long forgottenUpTo = -1;
    private long forgottenEarly;

    /** @param capacity how many nonces are remembered at once */
    NonceUses(int capacity) {
        this.capacity = capacity;
    }

    /** The counts seen for one nonce: the highest, and a bit for each of the 64 below and including it. */
    private static final class Window {
        private final long expiresMillis;
        private long highest;
        private long seen;

        Window(long expiresMillis) {
            this.expiresMillis = expiresMillis;
        }

        /** Requests may overtake each other on UDP, so a late count within the window is good once. */
        boolean take(long count) {
            if (count > highest) {
                long shift = count - highest;
                seen = shift >= WINDOW ? 1 : (seen << shift) | 1;
                highest = count;
                return true;
            }
            long age = highest - count;
            if (age >= WINDOW || (seen & (1L << age)) != 0) {
                return false;
            }
            seen |= 1L << age;
            return true;
        }
    }

    /**
     * Notes a use; false when it was used before.
     *
     * @param serial the nonce
     * @param expiresMillis when the nonce expires and can be forgotten safely
     * @param count the nonce count, from 1; {@link Long#MAX_VALUE} uses the nonce up
     */
    boolean take(long serial, long expiresMillis, long count, long nowMillis) {
        lock.lock();
        try {
            Window window = windows.get(serial);
            if (window == null) {
                if (serial <= forgottenUpTo) {
                    return false;
                }
                makeRoom(nowMillis);
                window = new Window(expiresMillis);
                windows.put(serial, window);
            }
            // A nonce used without a count is used up: every later count is below this one and out of the window.
            return window.take(count);
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom(long nowMillis) {
        Map.Entry<Long, Window> oldest = windows.firstEntry();
        while (oldest != null && (oldest.getValue().expiresMillis <= nowMillis || windows.size() >= capacity)) {
            if (oldest.getValue().expiresMillis > nowMillis) {
                forgottenEarly++;
            }
            forgottenUpTo = oldest.getKey();
            windows.pollFirstEntry();
            oldest = windows.firstEntry();
        }
    }

    /** How many nonces were forgotten before they expired because the table was full. */
    long forgottenEarly() {
        lock.lock();
        try {
            return forgottenEarly;
        } finally {
            lock.unlock();
        }
    }
}
