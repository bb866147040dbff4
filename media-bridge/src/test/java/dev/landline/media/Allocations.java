package dev.landline.media;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what a piece of work allocates on this thread. */
public final class Allocations {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 40;

    private Allocations() {}

    /**
     * The steady state: work is repeated in rounds until one round allocates nothing, because the JIT removes the last
     * temporary objects only once it has compiled everything; after {@value #ROUNDS} rounds the least is taken.
     *
     * @return bytes per run of the best round
     */
    public static double leastBytesPerRun(Runnable work, int runsPerRound) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int run = 0; run < runsPerRound; run++) {
                work.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return (double) least / runsPerRound;
    }
}
