package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LookoutTest {

    private static final long MILLI = 1_000_000L;

    private final Lookout lookout = new Lookout(0);

    @Test
    void aPacketThatWakesTheLoopIsReadAsItComes() {
        lookout.begin(0, 10 * MILLI);
        lookout.packets(7 * MILLI);
        assertEquals(0, lookout.unreadNanos(7 * MILLI));
        assertEquals(MILLI / 100, lookout.unreadNanos(7 * MILLI + MILLI / 100), "the second one of the same turn");
    }

    @Test
    void whatIsThereAfterABusyWhileMayHaveComeSinceTheLastLook() {
        lookout.begin(0, 10 * MILLI);
        lookout.packets(7 * MILLI);
        lookout.end(8 * MILLI);
        lookout.begin(19 * MILLI, 19 * MILLI);
        lookout.packets(19 * MILLI + 1000);
        assertEquals(12 * MILLI + 1000, lookout.unreadNanos(19 * MILLI + 1000));
        lookout.end(20 * MILLI);
        assertEquals(MILLI - 1000, lookout.unreadNanos(20 * MILLI), "that look counts in its turn");
    }

    @Test
    void aStopOfTheProcessWhileItWaitedIsFoundByTheMissedDeadline() {
        lookout.begin(0, 10 * MILLI);
        lookout.packets(160 * MILLI);
        assertEquals(160 * MILLI, lookout.unreadNanos(160 * MILLI));
    }

    @Test
    void aWaitThatEndedLateWithoutPacketsLeavesThemUnread() {
        lookout.begin(0, 10 * MILLI);
        lookout.end(160 * MILLI);
        lookout.begin(160 * MILLI, 160 * MILLI);
        lookout.packets(160 * MILLI + 1000);
        assertEquals(160 * MILLI + 1000, lookout.unreadNanos(160 * MILLI + 1000));
    }

    @Test
    void aWaitThatEndedInTimeWithoutPacketsSawThatThereWereNone() {
        lookout.begin(0, 10 * MILLI);
        lookout.end(11 * MILLI);
        lookout.begin(11 * MILLI, 20 * MILLI);
        lookout.packets(11 * MILLI + 1000);
        assertEquals(1000, lookout.unreadNanos(11 * MILLI + 1000));
    }

    @Test
    void aWaitWithoutDeadlineIsNeverLate() {
        lookout.begin(0, Timed.NEVER);
        lookout.packets(5000 * MILLI);
        assertEquals(0, lookout.unreadNanos(5000 * MILLI));
    }
}
