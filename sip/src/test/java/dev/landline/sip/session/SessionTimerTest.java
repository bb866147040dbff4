package dev.landline.sip.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.session.SessionExpires.Refresher;
import dev.landline.sip.session.SessionTimer.Answer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTimerTest {

    private static final SessionTimer FRESH = SessionTimer.of(TimerTerms.STANDARD);

    private static Optional<SessionExpires> said(String value) {
        return SessionExpires.parse(value);
    }

    private static Answer.Running running(Optional<SessionExpires> wished, long least, boolean knows) {
        return assertInstanceOf(Answer.Running.class, FRESH.requested(wished, least, knows, Refresher.UAC));
    }

    @ParameterizedTest
    @CsvSource({
        "1800, 1800, UNSAID",
        "90;refresher=uac, 90, UAC",
        "' 120 ; x=y ; Refresher = UAS ', 120, UAS",
        "9999999999, 604800, UNSAID"
    })
    void theHeaderIsRead(String value, long seconds, Refresher refresher) {
        assertEquals(Optional.of(new SessionExpires(seconds, refresher)), SessionExpires.parse(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "12 34", "99999999999999999999", ";refresher=uac"})
    void whatIsNoNumberIsNoWish(String value) {
        assertEquals(Optional.empty(), SessionExpires.parse(value));
    }

    @Test
    void weAskForHalfAnHourAndSayTheLeastOnlyWhereItIsNotTheUsualOne() {
        assertEquals("1800", FRESH.wish().orElseThrow().value());
        assertEquals(Optional.empty(), FRESH.minimum());
        assertEquals(
                Optional.of(120L), SessionTimer.of(new TimerTerms(1_800, 120)).minimum());
        assertEquals(Optional.empty(), SessionTimer.of(new TimerTerms(0, 90)).wish());
    }

    @Test
    void a422IsFollowedUpwardsWithinReason() {
        SessionTimer raised = FRESH.raised(3_600).orElseThrow();
        assertEquals(3_600, raised.wish().orElseThrow().seconds());
        assertEquals(Optional.of(3_600L), raised.minimum());
        assertEquals(Optional.empty(), FRESH.raised(1_800), "we have asked for that already");
        assertEquals(Optional.empty(), FRESH.raised(0));
        assertEquals(Optional.empty(), FRESH.raised(1_000_000));
        assertEquals(Optional.empty(), raised.raised(3_600));
    }

    @Test
    void theAnswerSaysWhoRefreshes() {
        SessionTimer ours = FRESH.answered(said("600;refresher=uac"));
        assertTrue(ours.weRefresh());
        assertEquals(300_000, ours.refreshAfterMillis());
        assertEquals(568_000, ours.endAfterMillis());
        assertEquals("600;refresher=uac", ours.refresh().value());
        SessionTimer theirs = FRESH.answered(said("90;refresher=uas"));
        assertFalse(theirs.weRefresh());
        assertEquals(60_000, theirs.endAfterMillis(), "a third before the end");
    }

    @Test
    void anAnswerWithoutTimersLeavesTheRefreshToUs() {
        SessionTimer alone = FRESH.answered(Optional.empty());
        assertTrue(alone.runs() && alone.weRefresh());
        assertFalse(alone.agreed());
        assertEquals(1_800, alone.seconds());
        assertFalse(SessionTimer.of(new TimerTerms(0, 90))
                .answered(Optional.empty())
                .runs());
    }

    @Test
    void aWishUnderOurLeastIsTooSmallForAPeerThatUnderstandsTheAnswer() {
        assertEquals(new Answer.TooSmall(90), FRESH.requested(said("89"), 0, true, Refresher.UAC));
        assertEquals(90, running(said("60"), 0, false).timer().seconds());
    }

    @Test
    void theShorterOfBothWishesCountsButNothingUnderThePeersLeast() {
        assertEquals(600, running(said("600"), 0, true).timer().seconds());
        assertEquals(1_800, running(said("7200"), 0, true).timer().seconds());
        assertEquals(3_600, running(said("7200"), 3_600, true).timer().seconds());
        assertEquals(1_800, running(Optional.empty(), 0, true).timer().seconds());
    }

    @ParameterizedTest
    @CsvSource({
        "600;refresher=uas, true, UAS, false",
        "600;refresher=uac, true, UAC, true",
        "600, true, UAC, true",
        "600, false, UAS, false"
    })
    void aPeerThatKnowsTimersChoosesTheRefresher(String wish, boolean knows, Refresher expected, boolean required) {
        Answer.Running answer = running(said(wish), 0, knows);
        assertEquals(expected, answer.header().orElseThrow().refresher());
        assertEquals(required, answer.required());
        assertEquals(expected == Refresher.UAS, answer.timer().weRefresh());
    }

    @Test
    void aRefreshOfThePeerMakesItTheRefresherAndKeepsTheLength() {
        SessionTimer running = FRESH.answered(said("600;refresher=uac"));
        Answer.Running next = assertInstanceOf(
                Answer.Running.class, running.requested(said("600;refresher=uac"), 0, true, Refresher.UAC));
        assertFalse(next.timer().weRefresh());
        assertEquals(600, next.timer().seconds());
    }

    @Test
    void termsThatContradictThemselvesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TimerTerms(1_800, 60));
        assertThrows(IllegalArgumentException.class, () -> new TimerTerms(100, 120));
    }
}
