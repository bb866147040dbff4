package dev.landline.gateway.call;

import static dev.landline.gateway.call.PlansForTests.CALLER;
import static dev.landline.gateway.call.PlansForTests.TRUNK;
import static dev.landline.gateway.call.PlansForTests.browserToTrunks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.call.CallAction.AnswerCaller;
import dev.landline.gateway.call.CallAction.Cancel;
import dev.landline.gateway.call.CallAction.Dismiss;
import dev.landline.gateway.call.CallAction.GiveWay;
import dev.landline.gateway.call.CallAction.StopTimer;
import dev.landline.gateway.call.CallAction.TellCall;
import dev.landline.gateway.call.CallEvent.Asked;
import dev.landline.gateway.call.CallEvent.Heard;
import dev.landline.gateway.call.CallEvent.MustEnd;
import dev.landline.gateway.call.CallEvent.Said;
import dev.landline.gateway.call.CallEvent.TransferFailed;
import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.Calling;
import dev.landline.gateway.call.CallState.End;
import dev.landline.gateway.call.CallState.Over;
import dev.landline.gateway.call.CallState.Talking;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.sip.LegId;
import dev.landline.sip.SipEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that rings is named by a REFER of its caller (RFC 3891, RFC 5589 section 7), or by an INVITE. */
class AwaitedCallTest {

    private static final End WAITING = new End(new LegId("waiting"), new Who.Line("pbx"), false);

    private CallState state = new CallState.New();
    private List<CallAction> actions = List.of();

    @BeforeEach
    void ring() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        say(new SipEvent.Progress(TRUNK, 180, "Ringing", Optional.empty()));
    }

    private void on(CallEvent event) {
        Step step = CallMachine.on(state, event);
        state = step.state();
        actions = step.actions();
    }

    private void say(SipEvent event) {
        on(new Said(event));
    }

    private void referNames(LegId leg) {
        on(new Asked("other", "this", leg, false, Optional.of(WAITING)));
    }

    @Test
    void anInviteThatNamesAnEarlyDialogThatWeDidNotBeginIsTold481() {
        on(new Asked("other", "this", CALLER, false, Optional.empty()));
        assertEquals(List.of(new TellCall("other", new TransferFailed(Plain.NO_SUCH_CALL))), actions);
        assertEquals(481, Plain.NO_SUCH_CALL.sipStatus());
        assertInstanceOf(Calling.class, state);
    }

    @Test
    void aReferThatNamesItSendsItsCallerAwayWhileTheOtherSideGoesOnRinging() {
        referNames(CALLER);
        assertEquals(
                List.of(
                        new GiveWay(new Purpose.Transfer("other", WAITING)),
                        new StopTimer(CallTimer.GRACE_CALLER),
                        new Dismiss(Side.A)),
                actions);
        assertEquals(List.of(TRUNK), assertInstanceOf(Calling.class, state).ringing());
    }

    @Test
    void theAnswerGoesToTheCallThatWaitsAndItsEndTakesThePlaceOfTheCaller() {
        referNames(CALLER);
        say(new SipEvent.Answered(TRUNK, Optional.of("answer")));
        assertTrue(actions.contains(new AnswerCaller()), actions::toString);
        on(new CallEvent.TakenOver(new Handover(WAITING, null, Side.B), CALLER));
        assertEquals(WAITING, assertInstanceOf(Talking.class, state).a());
    }

    @Test
    void whatItsCallerStillSaysAndHowItsMediaEndsChangesNothing() {
        referNames(CALLER);
        for (CallEvent late : List.of(
                new Said(new SipEvent.Cancelled(CALLER, Optional.empty())),
                new Said(new SipEvent.HungUp(CALLER, Optional.empty())),
                new Said(new SipEvent.FlowLost(CALLER)),
                new Heard(new MediaEvent.Departed(Side.A)),
                new Heard(new MediaEvent.ConsentLost(Side.A)))) {
            on(late);
            assertEquals(List.of(), actions, late::toString);
            assertInstanceOf(Calling.class, state);
        }
    }

    @Test
    void whenTheCallThatWaitsGivesUpTheOtherSideStopsRinging() {
        referNames(CALLER);
        on(new MustEnd(Plain.CALLER_GAVE_UP));
        assertTrue(actions.contains(new Cancel(TRUNK, Optional.empty())), actions::toString);
        assertInstanceOf(Over.class, state);
    }

    @Test
    void aSecondReferThatNamesItIsTold481() {
        referNames(CALLER);
        on(new Asked("third", "this", CALLER, false, Optional.of(WAITING)));
        assertEquals(List.of(new TellCall("third", new TransferFailed(Plain.NO_SUCH_CALL))), actions);
    }
}
