package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnedAwayTest {

    private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(10);
    private static final long SECOND = 1_000_000_000L;

    private final TurnedAway turnedAway = new TurnedAway();

    @Test
    void anInviteIsRememberedForAsLongAsItIsRepeated() {
        assertFalse(turnedAway.contains("one", START));
        turnedAway.add("one", START);
        assertTrue(turnedAway.contains("one", START));
        assertFalse(turnedAway.contains("two", START));
        assertTrue(turnedAway.contains("one", START + 32 * SECOND));
        turnedAway.add("two", START + 40 * SECOND);
        assertFalse(turnedAway.contains("one", START + 80 * SECOND));
        assertTrue(turnedAway.contains("two", START + 80 * SECOND));
        assertFalse(turnedAway.contains("two", START + 200 * SECOND));
    }

    @Test
    void beyondTheBoundTheOldestAreForgottenFirst() {
        turnedAway.add("first", START);
        for (int i = 0; i < 2 * TurnedAway.MOST; i++) {
            turnedAway.add("other " + i, START);
        }
        assertFalse(turnedAway.contains("first", START));
        assertTrue(turnedAway.contains("other " + (2 * TurnedAway.MOST - 1), START));
    }
}
