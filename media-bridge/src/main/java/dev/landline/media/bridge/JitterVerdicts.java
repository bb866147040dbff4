package dev.landline.media.bridge;

import dev.landline.media.jitter.JitterBuffer;
import dev.landline.media.jitter.PutResult;

/** Counts what jitter buffers refuse. */
final class JitterVerdicts {

    private JitterVerdicts() {}

    static void count(LoopCounters counters, PutResult result) {
        switch (result) {
            case STORED -> {}
            case DUPLICATE -> counters.count(MediaCounter.JITTER_DUPLICATE);
            case LATE -> counters.count(MediaCounter.JITTER_LATE);
            case OVERFLOW -> counters.count(MediaCounter.JITTER_OVERFLOW);
            case JUMP -> counters.count(MediaCounter.JITTER_JUMP);
        }
    }

    /** Counts how often sound was skipped since {@code seen}; returns the new count to remember. */
    static long countSkipped(LoopCounters counters, JitterBuffer jitter, long seen) {
        long skipped = jitter.counters().skipped();
        if (skipped != seen) {
            counters.add(MediaCounter.TICK_SKIPPED, skipped - seen);
        }
        return skipped;
    }
}
