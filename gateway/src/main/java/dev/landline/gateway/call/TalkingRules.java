package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.Over;
import dev.landline.gateway.call.CallState.Talking;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.sip.LegId;
import dev.landline.sip.Reason;
import dev.landline.sip.SipEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens between the answer and the end. */
final class TalkingRules {

    private static final Reason NORMAL = Reason.q850(16, "Normal call clearing");

    private TalkingRules() {}

    static Step on(Talking talking, CallEvent event) {
        return switch (event) {
            case CallEvent.Arrived _ -> Step.of(talking);
            case CallEvent.Said(SipEvent said) -> said(talking, said);
            case CallEvent.Heard(MediaEvent heard) -> heard(talking, heard);
            case CallEvent.MediaRefused(Side _, CallFailure failure) -> mediaRefused(talking, failure);
            case CallEvent.Rang(CallTimer timer) -> rang(talking, timer);
            case CallEvent.MustEnd(CallFailure failure) -> endBoth(talking, failure);
        };
    }

    private static Step said(Talking talking, SipEvent event) {
        return switch (event) {
            case SipEvent.HungUp hungUp -> hungUp(talking, hungUp);
            case SipEvent.OfferReceived offer ->
                Step.of(talking, new CallAction.AnswerOffer(offer.leg(), offer.offer(), offer.sdp()));
            case SipEvent.InfoReceived info ->
                Step.of(
                        talking,
                        new CallAction.RelayInfo(
                                info.leg(), Optional.of(other(talking, info.leg())), info.contentType(), info.body()));
            case SipEvent.FlowLost lost ->
                graceOf(talking, lost.leg())
                        .map(timer -> Step.of(talking, new CallAction.StartTimer(timer)))
                        .orElseGet(() -> Step.of(talking));
            case SipEvent.FlowRestored restored ->
                graceOf(talking, restored.leg())
                        .map(timer -> Step.of(talking, new CallAction.StopTimer(timer)))
                        .orElseGet(() -> Step.of(talking));
            case SipEvent.Unacknowledged late ->
                isOurs(talking, late.leg()) ? endBoth(talking, Plain.NOT_ACKNOWLEDGED) : Step.of(talking);
            // A page that answered in the same moment as another: it lost.
            case SipEvent.Answered answered ->
                isOurs(talking, answered.leg())
                        ? Step.of(talking)
                        : Step.of(
                                talking,
                                new CallAction.HangUp(answered.leg(), Optional.of(CallingRules.ANSWERED_ELSEWHERE)));
            case SipEvent.InviteReceived _,
                    SipEvent.Acknowledged _,
                    SipEvent.Trying _,
                    SipEvent.Progress _,
                    SipEvent.Refused _,
                    SipEvent.Cancelled _ -> Step.of(talking);
        };
    }

    private static Step hungUp(Talking talking, SipEvent.HungUp hungUp) {
        if (!isOurs(talking, hungUp.leg())) {
            return Step.of(talking);
        }
        LegId other = other(talking, hungUp.leg());
        Reason reason = hungUp.reason()
                .filter(given -> given.protocol().equalsIgnoreCase(Reason.Q850))
                .orElse(NORMAL);
        return Step.of(
                new Over(), new CallAction.HangUp(other, Optional.of(reason)), new CallAction.Finish(Optional.empty()));
    }

    private static LegId other(Talking talking, LegId leg) {
        return leg.equals(talking.callee()) ? talking.plan().caller() : talking.callee();
    }

    private static boolean isOurs(Talking talking, LegId leg) {
        return leg.equals(talking.callee()) || leg.equals(talking.plan().caller());
    }

    private static Optional<CallTimer> graceOf(Talking talking, LegId leg) {
        if (leg.equals(talking.callee())) {
            return Optional.of(CallTimer.GRACE_CALLEE);
        }
        return leg.equals(talking.plan().caller()) ? Optional.of(CallTimer.GRACE_CALLER) : Optional.empty();
    }

    private static CallTimer graceOf(Side side) {
        return switch (side) {
            case A -> CallTimer.GRACE_CALLER;
            case B -> CallTimer.GRACE_CALLEE;
        };
    }

    private static Step heard(Talking talking, MediaEvent event) {
        return switch (event) {
            case MediaEvent.Secured secured -> secured(talking, secured.side());
            case MediaEvent.DtlsFailed _ -> endBoth(talking, Plain.MEDIA_NOT_SECURED);
            case MediaEvent.ConsentLost _ -> endBoth(talking, Plain.MEDIA_LOST);
            case MediaEvent.TrunkSilent _ -> endBoth(talking, Plain.TRUNK_MEDIA_LOST);
            // Hanging up closes the sound first and says BYE next; a page that was left says nothing more.
            case MediaEvent.Departed(Side side) -> Step.of(talking, new CallAction.StartTimer(graceOf(side)));
            case MediaEvent.Digit(Side side, char digit, int millis) ->
                Step.of(
                        talking,
                        new CallAction.RelayDigit(
                                side.other(),
                                side == Side.A
                                        ? talking.callee()
                                        : talking.plan().caller(),
                                digit,
                                millis));
            case MediaEvent.IceConnected _, MediaEvent.FirstSound _, MediaEvent.PlayEnded _ -> Step.of(talking);
        };
    }

    private static Step secured(Talking talking, Side side) {
        Talking now = new Talking(
                talking.plan(),
                talking.callee(),
                talking.calleeIsBrowser(),
                talking.secured().with(side));
        return now.soundIsUp() ? Step.of(now, new CallAction.StopTimer(CallTimer.MEDIA_SETUP)) : Step.of(now);
    }

    private static Step rang(Talking talking, CallTimer timer) {
        return switch (timer) {
            case GRACE_CALLER, GRACE_CALLEE -> endBoth(talking, Plain.PAGE_GONE);
            case MEDIA_SETUP -> endBoth(talking, Plain.MEDIA_NOT_SECURED);
            case MAX_DURATION -> endBoth(talking, Plain.TOO_LONG);
            case RING, TRUNK_SILENCE -> Step.of(talking);
        };
    }

    /** The answer cannot be used: the caller may not have had its 200 yet, and then gets the right refusal. */
    private static Step mediaRefused(Talking talking, CallFailure failure) {
        Step end = endBoth(talking, failure);
        List<CallAction> actions = new ArrayList<>(end.actions());
        actions.addFirst(new CallAction.RefuseCaller(failure));
        return new Step(end.state(), actions);
    }

    private static Step endBoth(Talking talking, CallFailure failure) {
        Optional<Reason> reason = Optional.of(failure.reason());
        return Step.of(
                new Over(),
                new CallAction.HangUp(talking.plan().caller(), reason),
                new CallAction.HangUp(talking.callee(), reason),
                new CallAction.Finish(Optional.of(failure)));
    }
}
