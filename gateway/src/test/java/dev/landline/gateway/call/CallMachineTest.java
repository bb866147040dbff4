package dev.landline.gateway.call;

import static dev.landline.gateway.call.PlansForTests.CALLER;
import static dev.landline.gateway.call.PlansForTests.FROM_TRUNK;
import static dev.landline.gateway.call.PlansForTests.OTHER_TAB;
import static dev.landline.gateway.call.PlansForTests.SECOND_TRUNK;
import static dev.landline.gateway.call.PlansForTests.TAB;
import static dev.landline.gateway.call.PlansForTests.TRUNK;
import static dev.landline.gateway.call.PlansForTests.browserToTrunks;
import static dev.landline.gateway.call.PlansForTests.trunkToTabs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.call.CallAction.AnswerCaller;
import dev.landline.gateway.call.CallAction.AnswerOffer;
import dev.landline.gateway.call.CallAction.Cancel;
import dev.landline.gateway.call.CallAction.Finish;
import dev.landline.gateway.call.CallAction.HangUp;
import dev.landline.gateway.call.CallAction.Invite;
import dev.landline.gateway.call.CallAction.OpenCallee;
import dev.landline.gateway.call.CallAction.RefuseCaller;
import dev.landline.gateway.call.CallAction.RefuseOffer;
import dev.landline.gateway.call.CallAction.RingCaller;
import dev.landline.gateway.call.CallAction.StartTimer;
import dev.landline.gateway.call.CallAction.StopTimer;
import dev.landline.gateway.call.CallAction.TakeCalleeAnswer;
import dev.landline.gateway.call.CallAction.TakeCallerOffer;
import dev.landline.gateway.call.CallEvent.Heard;
import dev.landline.gateway.call.CallEvent.MediaRefused;
import dev.landline.gateway.call.CallEvent.Rang;
import dev.landline.gateway.call.CallEvent.Said;
import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.Over;
import dev.landline.gateway.call.CallState.Talking;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.Reason;
import dev.landline.sip.SipEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallMachineTest {

    private CallState state = new CallState.New();
    private List<CallAction> actions = List.of();

    @Test
    void aBrowserCallsATrunkAndTheTrunkAnswers() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        assertEquals(new TakeCallerOffer("offer", Optional.empty()), actions.getFirst());
        assertTrue(actions.contains(new OpenCallee(Optional.of("pbx"))));
        assertEquals(List.of(TRUNK), invited());

        say(new SipEvent.Trying(TRUNK));
        assertTrue(actions.contains(new StopTimer(CallTimer.TRUNK_SILENCE)));
        say(new SipEvent.Progress(TRUNK, 180, "Ringing", Optional.empty()));
        assertTrue(actions.contains(new RingCaller(180, false)));
        say(new SipEvent.Answered(TRUNK, Optional.of("answer")));
        assertTrue(actions.indexOf(new TakeCalleeAnswer("answer")) < actions.indexOf(new AnswerCaller()));
        assertTrue(actions.contains(new StartTimer(CallTimer.MEDIA_SETUP)));

        on(new Heard(new MediaEvent.Secured(Side.A, "AEAD_AES_128_GCM")));
        assertTrue(actions.contains(new StopTimer(CallTimer.MEDIA_SETUP)));
    }

    @Test
    void byeFromTheBrowserHangsUpTheTrunk() {
        talking();
        say(new SipEvent.HungUp(CALLER, Optional.empty()));
        assertEquals(
                List.of(
                        new HangUp(TRUNK, Optional.of(Reason.q850(16, "Normal call clearing"))),
                        new Finish(Optional.empty())),
                actions);
        assertInstanceOf(Over.class, state);
    }

    @Test
    void byeFromTheTrunkHangsUpTheBrowserWithTheTrunksReason() {
        talking();
        Reason reason = Reason.q850(31, "Normal, unspecified");
        say(new SipEvent.HungUp(TRUNK, Optional.of(reason)));
        assertEquals(new HangUp(CALLER, Optional.of(reason)), actions.getFirst());
    }

    @Test
    void earlyMediaIsHeardAsSoonAsTheTrunkSendsItAndABareRingingDoesNotStopIt() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        say(new SipEvent.Progress(TRUNK, 183, "Session Progress", Optional.of("early")));
        assertTrue(actions.containsAll(List.of(new TakeCalleeAnswer("early"), new RingCaller(183, true))));
        say(new SipEvent.Progress(TRUNK, 180, "Ringing", Optional.empty()));
        assertEquals(List.of(new RingCaller(180, false)), rings());
        say(new SipEvent.Answered(TRUNK, Optional.empty()));
        assertTrue(actions.contains(new AnswerCaller()));
    }

    @Test
    void cancelBeforeTheAnswerCancelsTheTrunkAndSaysNothingMoreToTheCaller() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        say(new SipEvent.Cancelled(CALLER, Optional.empty()));
        assertEquals(
                List.of(new Cancel(TRUNK, Optional.empty()), new Finish(Optional.of(Plain.CALLER_GAVE_UP))), actions);
    }

    @Test
    void anAnswerThatCrossesTheCancelIsHungUp() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        say(new SipEvent.Cancelled(CALLER, Optional.empty()));
        say(new SipEvent.Answered(TRUNK, Optional.of("answer")));
        assertEquals(TRUNK, assertInstanceOf(HangUp.class, actions.getFirst()).leg());
    }

    @Test
    void busyReachesTheCallerWithItsCause() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        say(new SipEvent.Refused(TRUNK, 486, "Busy Here", Optional.of(Reason.q850(17, "User busy")), false));
        CallFailure failure = refusal();
        assertEquals(486, failure.sipStatus());
        assertEquals(17, failure.q850());
        assertEquals("Busy", failure.sentence());
    }

    @Test
    void aCauseThatOnlyTheReasonHeaderKnowsIsPassedOn() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        say(new SipEvent.Refused(TRUNK, 404, "Not Found", Optional.of(Reason.q850(28, "Invalid number")), false));
        assertEquals(404, refusal().sipStatus());
        assertEquals(28, refusal().q850());
    }

    @Test
    void aChallengeFromTheTrunkIsNotTheCallersBusiness() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        say(new SipEvent.Refused(TRUNK, 407, "Proxy Authentication Required", Optional.empty(), false));
        assertEquals(503, refusal().sipStatus());
    }

    @Test
    void aFaultyTrunkIsReplacedByTheNextOne() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK, SECOND_TRUNK)));
        say(new SipEvent.Refused(TRUNK, 503, "Service Unavailable", Optional.empty(), false));
        assertEquals(List.of(SECOND_TRUNK), invited());
        say(new SipEvent.Answered(SECOND_TRUNK, Optional.of("answer")));
        assertEquals(SECOND_TRUNK, assertInstanceOf(Talking.class, state).b().leg());
    }

    @Test
    void aSilentTrunkIsCancelledAndReplacedByTheNextOne() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK, SECOND_TRUNK)));
        on(new Rang(CallTimer.TRUNK_SILENCE));
        assertEquals(new Cancel(TRUNK, Optional.empty()), actions.getFirst());
        assertEquals(List.of(SECOND_TRUNK), invited());
        say(new SipEvent.Refused(TRUNK, 487, "Request Terminated", Optional.empty(), false));
        assertEquals(List.of(), actions);
    }

    @Test
    void aBusyNumberIsNotTriedOnTheNextTrunk() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK, SECOND_TRUNK)));
        say(new SipEvent.Refused(TRUNK, 486, "Busy Here", Optional.empty(), false));
        assertEquals(486, refusal().sipStatus());
        assertEquals(List.of(), invited());
    }

    @Test
    void aTrunkThatIsSilentToTheEndIsSaidToBeSo() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        on(new Rang(CallTimer.TRUNK_SILENCE));
        assertEquals(List.of(), actions);
        say(new SipEvent.Refused(TRUNK, 408, "Request Timeout", Optional.empty(), true));
        assertEquals(Plain.TRUNK_SILENT, refusal());
    }

    @Test
    void aTrunkThatNothingCanBeSentToIsSaidToBeOutOfReach() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        say(new SipEvent.Refused(TRUNK, 503, "Cannot Be Reached", Optional.empty(), true));
        assertEquals(Plain.TRUNK_UNRESOLVED, refusal());
    }

    @Test
    void allTabsRingAndTheOthersLearnThatTheCallWasAnsweredElsewhere() {
        on(new CallEvent.Arrived(trunkToTabs()));
        assertEquals(List.of(TAB, OTHER_TAB), invited());
        say(new SipEvent.Progress(TAB, 180, "Ringing", Optional.empty()));
        say(new SipEvent.Answered(OTHER_TAB, Optional.of("answer")));
        assertTrue(actions.contains(new Cancel(TAB, Optional.of(Reason.sip(200, "Call completed elsewhere")))));
        assertTrue(actions.contains(new AnswerCaller()));
        say(new SipEvent.Answered(TAB, Optional.of("too late")));
        assertEquals(TAB, assertInstanceOf(HangUp.class, actions.getFirst()).leg());
    }

    @Test
    void oneTabThatIsBusyDoesNotStopTheOthersFromRinging() {
        on(new CallEvent.Arrived(trunkToTabs()));
        say(new SipEvent.Refused(TAB, 486, "Busy Here", Optional.empty(), false));
        assertEquals(List.of(), actions);
        say(new SipEvent.Refused(OTHER_TAB, 480, "Temporarily Unavailable", Optional.empty(), false));
        assertEquals(486, refusal().sipStatus());
    }

    @Test
    void decliningOnOneTabEndsTheCallOnAll() {
        on(new CallEvent.Arrived(trunkToTabs()));
        say(new SipEvent.Refused(TAB, 603, "Decline", Optional.empty(), false));
        assertEquals(new Cancel(OTHER_TAB, Optional.empty()), actions.getFirst());
        assertEquals(603, refusal().sipStatus());
    }

    @Test
    void nobodyAnswersInTime() {
        on(new CallEvent.Arrived(trunkToTabs()));
        on(new Rang(CallTimer.RING));
        assertEquals(Plain.NO_ANSWER, refusal());
        assertEquals(2, actions.stream().filter(Cancel.class::isInstance).count());
    }

    @Test
    void aPlanThatRefusesIsRefusedAtOnce() {
        on(new CallEvent.Arrived(CallPlan.refused(CALLER, FROM_TRUNK, Plain.UNKNOWN_NUMBER)));
        assertEquals(
                List.of(new RefuseCaller(Plain.UNKNOWN_NUMBER), new Finish(Optional.of(Plain.UNKNOWN_NUMBER))),
                actions);
    }

    @Test
    void aLostPageMayComeBackWithinTheGraceTime() {
        talking();
        say(new SipEvent.FlowLost(CALLER));
        assertEquals(List.of(new StartTimer(CallTimer.GRACE_CALLER)), actions);
        say(new SipEvent.FlowRestored(CALLER, new FlowId(7)));
        assertEquals(List.of(new StopTimer(CallTimer.GRACE_CALLER)), actions);
    }

    @Test
    void aLostPageThatStaysAwayEndsTheTrunkLeg() {
        talking();
        say(new SipEvent.FlowLost(CALLER));
        on(new Rang(CallTimer.GRACE_CALLER));
        assertTrue(actions.contains(new HangUp(TRUNK, Optional.of(Plain.PAGE_GONE.reason()))));
        assertInstanceOf(Over.class, state);
    }

    @Test
    void anOfferInsideTheCallIsAnsweredWithoutAskingTheOtherSide() {
        talking();
        say(new SipEvent.OfferReceived(TRUNK, 3, Optional.of("hold")));
        assertEquals(List.of(new AnswerOffer(TRUNK, 3, Optional.of("hold"))), actions);
        assertInstanceOf(Talking.class, state);
    }

    @Test
    void anOfferAfterTheEndIsRefused() {
        talking();
        say(new SipEvent.HungUp(TRUNK, Optional.empty()));
        say(new SipEvent.OfferReceived(CALLER, 1, Optional.of("offer")));
        assertEquals(List.of(new RefuseOffer(CALLER, 1, 481)), actions);
    }

    @Test
    void aBrowserWhoseSoundIsNeverSecuredIsHungUpOnBothSides() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        say(new SipEvent.Answered(TRUNK, Optional.of("answer")));
        on(new Rang(CallTimer.MEDIA_SETUP));
        assertEquals(Optional.of(Plain.MEDIA_NOT_SECURED), finish().failure());
        assertEquals(2, actions.stream().filter(HangUp.class::isInstance).count());
    }

    @Test
    void aWrongFingerprintWhileRingingRefusesTheCallAndCancelsTheTrunk() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        on(new Heard(new MediaEvent.DtlsFailed(Side.A, "fingerprint")));
        assertEquals(new Cancel(TRUNK, Optional.empty()), actions.getFirst());
        assertEquals(Plain.MEDIA_NOT_SECURED, refusal());
    }

    @Test
    void anUnusableAnswerRefusesTheCallerAndHangsUpTheTrunk() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        say(new SipEvent.Answered(TRUNK, Optional.of("nonsense")));
        on(new MediaRefused(Side.B, new CallFailure.NoCommonMedia("No G.711", CallFailure.Blame.TRUNK)));
        assertEquals(488, refusal().sipStatus());
        assertTrue(actions.stream()
                .anyMatch(a -> a instanceof HangUp hangUp && hangUp.leg().equals(TRUNK)));
    }

    @Test
    void aBrowserThatClosesItsSoundHasTheGraceTimeToSayBye() {
        talking();
        on(new Heard(new MediaEvent.Departed(Side.A)));
        assertEquals(List.of(new StartTimer(CallTimer.GRACE_CALLER)), actions);
        say(new SipEvent.HungUp(CALLER, Optional.empty()));
        assertEquals(Optional.empty(), finish().failure());
    }

    @Test
    void aTrunkThatFallsSilentEndsTheCallInWordsOfItsOwn() {
        talking();
        on(new Heard(new MediaEvent.TrunkSilent(Side.B, 60)));
        CallFailure failure = finish().failure().orElseThrow();
        assertEquals(CallFailure.Plain.TRUNK_MEDIA_LOST, failure);
        assertEquals("The telephone line stopped sending sound", failure.sentence());
    }

    @Test
    void theGatewayGoingDownEndsBothLegs() {
        talking();
        on(new CallEvent.MustEnd(Plain.SHUTTING_DOWN));
        assertEquals(2, actions.stream().filter(HangUp.class::isInstance).count());
    }

    @Test
    void aCallThatIsNeverAcknowledgedEnds() {
        talking();
        say(new SipEvent.Unacknowledged(CALLER));
        assertEquals(Optional.of(Plain.NOT_ACKNOWLEDGED), finish().failure());
    }

    @Test
    void eventsOfStrangeLegsChangeNothing() {
        talking();
        CallState before = state;
        LegId stranger = new LegId("stranger");
        say(new SipEvent.HungUp(stranger, Optional.empty()));
        say(new SipEvent.FlowLost(stranger));
        say(new SipEvent.Refused(stranger, 500, "", Optional.empty(), false));
        assertEquals(before, state);
        assertEquals(List.of(), actions);
    }

    private void talking() {
        on(new CallEvent.Arrived(browserToTrunks(TRUNK)));
        on(new Heard(new MediaEvent.Secured(Side.A, "AEAD_AES_128_GCM")));
        say(new SipEvent.Answered(TRUNK, Optional.of("answer")));
        assertFalse(actions.contains(new StartTimer(CallTimer.MEDIA_SETUP)));
    }

    private void say(SipEvent event) {
        on(new Said(event));
    }

    private void on(CallEvent event) {
        Step step = CallMachine.on(state, event);
        state = step.state();
        actions = step.actions();
    }

    private List<LegId> invited() {
        return actions.stream()
                .filter(Invite.class::isInstance)
                .map(action -> ((Invite) action).branch().leg())
                .toList();
    }

    private List<CallAction> rings() {
        return actions.stream().filter(RingCaller.class::isInstance).toList();
    }

    private CallFailure refusal() {
        return actions.stream()
                .filter(RefuseCaller.class::isInstance)
                .map(action -> ((RefuseCaller) action).failure())
                .findFirst()
                .orElseThrow();
    }

    private Finish finish() {
        return (Finish) actions.getLast();
    }
}
