package dev.landline.gateway.call;

import static dev.landline.gateway.call.PlansForTests.CALLER;
import static dev.landline.gateway.call.PlansForTests.TAB;
import static dev.landline.gateway.call.PlansForTests.TRUNK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.call.CallAction.AnswerCaller;
import dev.landline.gateway.call.CallAction.AnswerOffer;
import dev.landline.gateway.call.CallAction.HangUp;
import dev.landline.gateway.call.CallAction.OpenCaller;
import dev.landline.gateway.call.CallAction.RefuseCaller;
import dev.landline.gateway.call.CallAction.RefuseOffer;
import dev.landline.gateway.call.CallAction.RingCaller;
import dev.landline.gateway.call.CallAction.TakeCalleeAnswer;
import dev.landline.gateway.call.CallAction.TakeCallerOffer;
import dev.landline.gateway.call.CallAction.TakeLateAnswer;
import dev.landline.gateway.call.CallState.Over;
import dev.landline.sip.LegId;
import dev.landline.sip.SipEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Offers that come late, early or twice, as the call machine sees them. */
class LateOfferTest {

    private CallState state = new CallState.New();
    private List<CallAction> actions = List.of();

    private void say(SipEvent event) {
        on(new CallEvent.Said(event));
    }

    private void on(CallEvent event) {
        Step step = CallMachine.on(state, event);
        state = step.state();
        actions = step.actions();
    }

    /** A trunk calls a tab without describing its sound. */
    private void arriveWithoutOffer() {
        CallPlan described = PlansForTests.trunkToTabs();
        on(new CallEvent.Arrived(new CallPlan(
                described.caller(),
                described.source(),
                Optional.empty(),
                described.attempts(),
                Optional.empty(),
                described.sound())));
    }

    private void talkWithoutOffer() {
        arriveWithoutOffer();
        say(new SipEvent.Answered(TAB, Optional.of("answer")));
    }

    @Test
    void aCallerWithoutAnOfferGetsOursAndItsAnswerIsTaken() {
        arriveWithoutOffer();
        assertInstanceOf(OpenCaller.class, actions.getFirst());
        assertFalse(actions.stream().anyMatch(TakeCallerOffer.class::isInstance));
        say(new SipEvent.Answered(TAB, Optional.of("answer")));
        assertTrue(actions.contains(new AnswerCaller()));
        say(new SipEvent.AnswerReceived(CALLER, Optional.of("late")));
        assertEquals(List.of(new TakeLateAnswer(CALLER, "late")), actions);
        say(new SipEvent.Acknowledged(CALLER));
        assertEquals(List.of(), actions);
    }

    @Test
    void anAckWithoutTheAnswerThatWasOwedEndsTheCallWithASentence() {
        talkWithoutOffer();
        say(new SipEvent.AnswerReceived(CALLER, Optional.empty()));
        assertInstanceOf(Over.class, state);
        HangUp hangUp = assertInstanceOf(HangUp.class, actions.getFirst());
        assertEquals(
                "The answer was confirmed without a description of the sound",
                hangUp.reason().orElseThrow().text());
    }

    @Test
    void theAnswerInAPrackIsTakenBeforeAnybodyAnswers() {
        arriveWithoutOffer();
        say(new SipEvent.AnswerReceived(CALLER, Optional.of("early")));
        assertEquals(List.of(new TakeLateAnswer(CALLER, "early")), actions);
        say(new SipEvent.AnswerReceived(CALLER, Optional.empty()));
        assertInstanceOf(
                RefuseCaller.class,
                actions.stream()
                        .filter(RefuseCaller.class::isInstance)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void aLaterEarlyDescriptionReplacesTheOneBefore() {
        on(new CallEvent.Arrived(PlansForTests.browserToTrunks(TRUNK)));
        say(new SipEvent.Progress(TRUNK, 183, "Session Progress", Optional.of("first")));
        assertTrue(actions.containsAll(List.of(new TakeCalleeAnswer("first"), new RingCaller(183, true))));
        say(new SipEvent.Progress(TRUNK, 183, "Session Progress", Optional.of("second")));
        assertTrue(actions.contains(new TakeCalleeAnswer("second")));
        assertFalse(actions.stream().anyMatch(RingCaller.class::isInstance));
    }

    @Test
    void anUpdateBeforeTheAnswerIsAnsweredWhereTheTrunkIsDescribedAndRefusedWhereNot() {
        on(new CallEvent.Arrived(PlansForTests.browserToTrunks(TRUNK)));
        say(new SipEvent.OfferReceived(TRUNK, 1, Optional.of("update")));
        assertEquals(List.of(new RefuseOffer(TRUNK, 1, 488)), actions);
        say(new SipEvent.Progress(TRUNK, 183, "Session Progress", Optional.of("early")));
        say(new SipEvent.OfferReceived(TRUNK, 2, Optional.of("update")));
        assertEquals(List.of(new AnswerOffer(TRUNK, 2, Optional.of("update"))), actions);
    }

    @Test
    void aPeerThatNoLongerKeepsTheCallUpEndsItWithASentence() {
        for (SipEvent.Loss loss : SipEvent.Loss.values()) {
            on(new CallEvent.Arrived(PlansForTests.browserToTrunks(TRUNK)));
            say(new SipEvent.Answered(TRUNK, Optional.of("answer")));
            say(new SipEvent.PeerLost(new LegId("nobody's"), loss));
            assertEquals(List.of(), actions);
            say(new SipEvent.PeerLost(TRUNK, loss));
            assertInstanceOf(Over.class, state);
            assertFalse(assertInstanceOf(HangUp.class, actions.getFirst())
                    .reason()
                    .orElseThrow()
                    .text()
                    .isEmpty());
            state = new CallState.New();
        }
    }
}
