package dev.landline.bench.load;

import java.util.OptionalInt;

/**
 * Searches for the highest number of calls that an engine carries well: up in steps until a number fails twice, then by
 * halves between the last good and the first bad number until they are a grain apart. A number gets a second try, because
 * one disturbance from outside must not decide the search.
 */
final class HighestGood {
    private static final int MOST_CALLS = 1000;

    private final int step;
    private final int grain;
    private int candidate;
    private int best;
    private int ceiling = MOST_CALLS;
    private boolean failedOnce;

    /** @param first the number to begin with; steps are half of it, the answer is exact to a sixth */
    HighestGood(int first) {
        candidate = first;
        step = Math.max(2, first / 2);
        grain = Math.max(1, first / 6);
    }

    /** The number to try next; empty when the answer is known. */
    OptionalInt next() {
        return candidate > best && candidate < ceiling ? OptionalInt.of(candidate) : OptionalInt.empty();
    }

    /** Says how the number went. */
    void tried(boolean good) {
        if (good) {
            best = candidate;
        } else if (!failedOnce) {
            failedOnce = true;
            return;
        } else {
            ceiling = candidate;
        }
        failedOnce = false;
        if (ceiling == MOST_CALLS) {
            candidate += step;
        } else {
            candidate = ceiling - best > grain ? (best + ceiling) / 2 : best;
        }
    }

    /** The highest number that was good. */
    int best() {
        return best;
    }
}
