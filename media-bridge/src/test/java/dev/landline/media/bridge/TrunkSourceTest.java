package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class TrunkSourceTest {
    private static final InetSocketAddress NAMED = new InetSocketAddress("192.0.2.1", 4000);
    private static final InetSocketAddress REAL = new InetSocketAddress("198.51.100.7", 61_000);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.9", 9);

    private final TrunkSource source = new TrunkSource();

    @Test
    void withoutLeaveNobodyMovesIt() {
        source.describe(NAMED, false);
        assertFalse(source.mayMove());
        assertTrue(source.isCurrent(new InetSocketAddress("192.0.2.1", 4000)));
        assertFalse(source.isCurrent(REAL));
    }

    @Test
    void beforeAnyDescriptionNothingIsTaken() {
        assertFalse(source.isCurrent(NAMED));
        assertFalse(source.mayMove());
    }

    @Test
    void theFirstPacketFromElsewhereMovesItForGood() {
        source.describe(NAMED, true);
        assertTrue(source.mayMove());
        assertTrue(source.moves(REAL, 1));
        assertTrue(source.isCurrent(REAL));
        assertFalse(source.isCurrent(NAMED));
        assertFalse(source.mayMove());
        assertEquals(REAL, source.current());
    }

    @Test
    void onlyTheSameStreamMovesIt() {
        source.describe(NAMED, true);
        source.took(1);
        assertFalse(source.moves(STRANGER, 2));
        assertTrue(source.isCurrent(NAMED));
        assertTrue(source.moves(REAL, 1));
    }

    @Test
    void afterFivePacketsItStays() {
        source.describe(NAMED, true);
        for (int i = 0; i < TrunkSource.WINDOW - 1; i++) {
            source.took(1);
            assertTrue(source.mayMove());
        }
        source.took(1);
        assertFalse(source.mayMove());
    }

    @Test
    void guessesUseUpTheWindowToo() {
        source.describe(NAMED, true);
        source.took(1);
        for (int i = 1; i < TrunkSource.WINDOW; i++) {
            assertTrue(source.mayMove());
            assertFalse(source.moves(STRANGER, 100 + i));
        }
        assertFalse(source.mayMove());
    }

    @Test
    void theSameDescriptionKeepsTheMoveAndAnotherBeginsAnew() {
        source.describe(NAMED, true);
        assertTrue(source.moves(REAL, 1));
        source.describe(NAMED, true);
        assertTrue(source.isCurrent(REAL));
        source.describe(new InetSocketAddress("192.0.2.1", 5000), true);
        assertFalse(source.isCurrent(REAL));
        assertTrue(source.mayMove());
    }
}
