package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SourceRatesTest {

    private static final long SECOND = 1_000_000_000L;
    /** Near the end of the clock's range: nanoTime may be anything. */
    private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3);

    private final SourceRates rates = new SourceRates(3);

    private int taken(Object source, int tries, long now) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += rates.take(source, 10, now) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void aSourceMaySaveUpTwoSecondsAndThenGetsItsRate() {
        assertEquals(20, taken("a", 50, START));
        assertEquals(0, taken("a", 5, START + SECOND / 20));
        assertEquals(1, taken("a", 5, START + SECOND / 10));
        assertEquals(10, taken("a", 50, START + SECOND + SECOND / 10));
        assertEquals(20, taken("a", 50, START + 9 * SECOND));
    }

    @Test
    void sourcesDoNotTakeFromEachOther() {
        assertEquals(20, taken("a", 50, START));
        assertEquals(20, taken("b", 50, START));
    }

    @Test
    void sourcesBeyondTheBoundShareOneRateUntilOthersAreForgotten() {
        for (String source : new String[] {"a", "b", "c"}) {
            assertTrue(rates.take(source, 10, START));
        }
        assertEquals(20, taken("d", 20, START));
        assertFalse(rates.take("e", 10, START));
        assertEquals(3, rates.size());
        assertTrue(rates.take("e", 10, START + 2 * SECOND));
        assertEquals(1, rates.size());
    }
}
