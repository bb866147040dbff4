package dev.landline.media.bridge;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counters of one media loop. The loop counts without a locked instruction, because nobody else writes its half; other
 * threads (DTLS, commands that found no room) count rarely and in a half of their own.
 */
@SuppressWarnings("EnumOrdinal") // the index into an array that never leaves this class
final class LoopCounters {
    private final AtomicLongArray byLoop = new AtomicLongArray(MediaCounter.values().length);
    private final AtomicLongArray byOthers = new AtomicLongArray(MediaCounter.values().length);

    /** On the loop's thread only. */
    void count(MediaCounter counter) {
        add(counter, 1);
    }

    /** On the loop's thread only. */
    void add(MediaCounter counter, long howMany) {
        int index = counter.ordinal();
        byLoop.setOpaque(index, byLoop.getPlain(index) + howMany);
    }

    /** On any thread. */
    void countFromOutside(MediaCounter counter) {
        byOthers.incrementAndGet(counter.ordinal());
    }

    long value(MediaCounter counter) {
        return byLoop.getOpaque(counter.ordinal()) + byOthers.get(counter.ordinal());
    }
}
