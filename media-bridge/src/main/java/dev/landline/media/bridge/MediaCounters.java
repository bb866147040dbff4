package dev.landline.media.bridge;

import java.util.List;

/** The engine's counters as they stand. Thread-safe. */
public final class MediaCounters {
    private final List<LoopCounters> loops;

    MediaCounters(List<LoopCounters> loops) {
        this.loops = List.copyOf(loops);
    }

    /** Sum over all loops since the engine started. */
    public long value(MediaCounter counter) {
        long sum = 0;
        for (LoopCounters loop : loops) {
            sum += loop.value(counter);
        }
        return sum;
    }
}
