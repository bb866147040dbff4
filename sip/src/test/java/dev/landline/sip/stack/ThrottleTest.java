package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** In virtual time: a machine that can begin so many calls a second, and a queue that grows by those that are too many. */
class ThrottleTest {

    private static final long MILLI = 1_000_000L;
    private static final long LONG_QUEUE = 60 * MILLI;

    private final Throttle throttle = new Throttle(LONG_QUEUE);
    private long now;
    private double waiting;
    private long longest;

    /** Calls let in within a second when so many are offered, one millisecond after the other. */
    private int second(int offered, int capacity) {
        int admitted = 0;
        double due = 0;
        for (int milli = 0; milli < 1_000; milli++) {
            now += MILLI;
            waiting = Math.max(0, waiting - capacity / 1_000.0);
            for (due += offered / 1_000.0; due >= 1; due--) {
                long age = (long) (waiting / capacity * 1_000 * MILLI);
                longest = Math.max(longest, age);
                if (throttle.admits(age, now)) {
                    admitted++;
                    waiting++;
                }
            }
        }
        return admitted;
    }

    @Test
    void letsEverythingInWhileTheQueueIsShort() {
        for (int i = 0; i < 10; i++) {
            assertEquals(200, second(200, 250));
        }
    }

    @Test
    void keepsNearlyTheCapacityAtTwiceTheLoadAndTheQueueShort() {
        second(500, 250);
        second(500, 250);
        longest = 0;
        int admitted = 0;
        for (int i = 0; i < 20; i++) {
            admitted += second(500, 250);
        }
        assertTrue(admitted >= 0.85 * 20 * 250, "let in " + admitted);
        assertTrue(longest < 4 * LONG_QUEUE, "waited " + longest / MILLI + " ms");
    }

    @Test
    void forgetsTheLimitSoonAfterTheLoadIsGone() {
        second(800, 250);
        second(800, 250);
        for (int i = 0; i < 8; i++) {
            second(100, 250);
        }
        assertEquals(1_000, second(1_000, 100_000));
    }

    @Test
    void letsAFewInWhateverHappens() {
        for (int i = 0; i < 50; i++) {
            second(500, 1);
        }
        waiting = 0;
        now += 100 * MILLI;
        assertTrue(throttle.admits(0, now));
    }

    @Test
    void refusesInTheStepAfterALongQueue() {
        for (int i = 0; i < 50; i++) {
            throttle.admits(2 * LONG_QUEUE, now);
        }
        now += 100 * MILLI;
        int admitted = 0;
        while (throttle.admits(0, now)) {
            admitted++;
        }
        assertEquals(40, admitted);
        assertFalse(throttle.admits(0, now));
    }
}
