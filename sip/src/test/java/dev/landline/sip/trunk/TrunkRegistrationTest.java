package dev.landline.sip.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** In virtual time. */
class TrunkRegistrationTest {

    private static final RegisterSettings SETTINGS =
            new RegisterSettings("sip.carrier.test", 0, "us", "carrier.test", 3600, Optional.empty());

    private double random = 1;
    private long now = 1_000;
    private final TrunkRegistration registration = new TrunkRegistration(SETTINGS, () -> random, now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** The time until REGISTER is due, to the second. */
    private long secondsUntilDue() {
        for (int seconds = 0; seconds <= 90_000; seconds++) {
            if (registration.due(now).isPresent()) {
                return seconds;
            }
            pass(Duration.ofSeconds(1));
        }
        throw new AssertionError("never due");
    }

    private void registered(int seconds) {
        assertTrue(registration.due(now).isPresent());
        registration.accepted(seconds, List.of(), now);
    }

    @Test
    void itRegistersAtOnceAndAsksOnceAtATime() {
        assertEquals(OptionalInt.of(3600), registration.due(now));
        assertEquals(RegistrationState.TRYING, registration.state());
        pass(Duration.ofMinutes(5));
        assertTrue(registration.due(now).isEmpty(), "one is on its way");
        assertTrue(registration.accepted(600, List.of(), now));
        assertEquals(RegistrationState.REGISTERED, registration.state());
        assertEquals(600, registration.expiresInSeconds(now));
    }

    @Test
    void itRefreshesBetweenSeventyAndEightyPercentOfTheGrantedTime() {
        registered(100);
        assertEquals(80, secondsUntilDue());
        random = 0;
        assertFalse(registration.accepted(100, List.of(), now), "no news");
        assertEquals(70, secondsUntilDue());
    }

    @Test
    void afterAFailureItWaitsLongerAndLongerUpToFiveMinutes() {
        List<Long> pauses = List.of(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
        assertEquals(0, secondsUntilDue());
        for (long pause : pauses) {
            registration.unanswered("does not answer", now);
            assertEquals(RegistrationState.WAITING, registration.state());
            assertEquals(pause, secondsUntilDue());
        }
        registration.accepted(600, List.of(), now);
        secondsUntilDue();
        registration.unanswered("does not answer", now);
        assertEquals(5, secondsUntilDue(), "a success forgets the failures before");
    }

    @Test
    void pausesAreSpreadOverTheirUpperHalf() {
        random = 0;
        secondsUntilDue();
        registration.unanswered("does not answer", now);
        assertEquals(3, secondsUntilDue());
    }

    @Test
    void aTooBriefIntervalIsAskedForAgainAtOnceWithWhatTheRegistrarWants() {
        secondsUntilDue();
        registration.refused(423, "Interval Too Brief", 7200, 0, now);
        assertEquals(OptionalInt.of(7200), registration.due(now));
        registration.accepted(7200, List.of(), now);
        assertEquals(RegistrationState.REGISTERED, registration.state());
    }

    @Test
    void aRegistrarThatWantsEverMoreIsRefusedInTheEnd() {
        secondsUntilDue();
        for (int wanted : new int[] {4000, 5000, 6000}) {
            registration.refused(423, "Interval Too Brief", wanted, 0, now);
            assertEquals(OptionalInt.of(wanted), registration.due(now));
        }
        registration.refused(423, "Interval Too Brief", 7000, 0, now);
        assertEquals(RegistrationState.WAITING, registration.state());
        assertTrue(registration.due(now).isEmpty());
    }

    @Test
    void aWrongPasswordIsNotTriedOften() {
        secondsUntilDue();
        registration.refused(403, "Forbidden", 0, 0, now);
        assertEquals(300, secondsUntilDue());
        assertEquals("refused with 403 Forbidden", registration.sentence());
    }

    @Test
    void retryAfterIsKept() {
        secondsUntilDue();
        registration.refused(503, "Service Unavailable", 0, 47, now);
        assertEquals(47, secondsUntilDue());
        registration.refused(503, "Service Unavailable", 0, 999_999, now);
        assertEquals(3600, secondsUntilDue(), "but not believed without a bound");
    }

    @Test
    void aFailedRefreshLeavesTheRegistrationUntilItExpires() {
        registered(100);
        assertEquals(80, secondsUntilDue());
        registration.unanswered("does not answer", now);
        assertTrue(registration.isRegistered(now));
        assertEquals(5, secondsUntilDue());
        registration.unanswered("does not answer", now);
        pass(Duration.ofSeconds(16));
        registration.due(now);
        assertFalse(registration.isRegistered(now));
    }

    @Test
    void theServiceRouteIsKeptWhileRegistered() {
        secondsUntilDue();
        registration.accepted(100, List.of("sip:edge.carrier.test;lr"), now);
        assertEquals(List.of("sip:edge.carrier.test;lr"), registration.serviceRoute());
        secondsUntilDue();
        registration.accepted(100, List.of(), now);
        assertEquals(List.of(), registration.serviceRoute());
    }

    @Test
    void itLeavesWhenItWasRegisteredAndAsksForNothingMore() {
        registered(100);
        assertTrue(registration.leave());
        pass(Duration.ofDays(1));
        assertTrue(registration.due(now).isEmpty());
        registration.accepted(0, List.of(), now);
        assertEquals(RegistrationState.LEFT, registration.state());
    }

    @Test
    void whoWasNeverRegisteredNeedNotLeave() {
        secondsUntilDue();
        registration.refused(403, "Forbidden", 0, 0, now);
        assertFalse(registration.leave());
        assertTrue(registration.due(now + Duration.ofDays(1).toNanos()).isEmpty());
    }

    @Test
    void aContactThatIsNotListedIsNoRegistration() {
        secondsUntilDue();
        registration.accepted(0, List.of(), now);
        assertEquals(RegistrationState.WAITING, registration.state());
    }
}
