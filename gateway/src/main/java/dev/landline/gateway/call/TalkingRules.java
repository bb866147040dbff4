package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Blame;
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

    static final Reason NORMAL = Reason.q850(16, "Normal call clearing");

    private static final Reason REPLACED = Reason.sip(200, "Call completed elsewhere");

    private TalkingRules() {}

    static Step on(Talking talking, CallEvent event) {
        return switch (event) {
            case CallEvent.Arrived _ -> Step.of(talking);
            case CallEvent.Said(SipEvent said) -> said(talking, said);
            case CallEvent.Heard(MediaEvent heard) -> heard(talking, heard);
            case CallEvent.MediaRefused(Side _, CallFailure failure) -> mediaRefused(talking, failure);
            case CallEvent.Rang(CallTimer timer) -> rang(talking, timer);
            case CallEvent.MustEnd(CallFailure failure) -> endBoth(talking, failure);
            case CallEvent.ReferAllowed(Side by, long refer, Partner partner) ->
                TransferRules.begin(talking, by, refer, partner);
            case CallEvent.ReferRefused(Side by, long refer, CallFailure failure) ->
                Step.of(
                        talking,
                        new CallAction.AnswerRefer(
                                talking.end(by).leg(), refer, failure.sipStatus(), failure.sentence()));
            case CallEvent.Asked asked -> asked(talking, asked);
            case CallEvent.TakenOver(Handover handover, LegId replaced) -> takenOver(talking, handover, replaced);
            case CallEvent.Merging(Side by, long refer, String room) -> ConferenceRules.merge(talking, by, refer, room);
            case CallEvent.Merged(String room, LegId replaced) -> ConferenceRules.merged(talking, room, replaced);
            case CallEvent.Alone _,
                    CallEvent.TransferRings _,
                    CallEvent.TransferReady _,
                    CallEvent.TransferFailed _,
                    CallEvent.SentOn _ -> Step.of(talking);
        };
    }

    private static Step said(Talking talking, SipEvent event) {
        return switch (event) {
            case SipEvent.HungUp hungUp -> hungUp(talking, hungUp);
            case SipEvent.OfferReceived offer ->
                Step.of(talking, new CallAction.AnswerOffer(offer.leg(), offer.offer(), offer.sdp()));
            case SipEvent.ReferReceived refer ->
                talking.sideOf(refer.leg())
                        .map(side -> Step.of(
                                talking,
                                new CallAction.Refer(side, refer, talking.end(side), talking.end(side.other()))))
                        .orElseGet(() -> Step.of(talking));
            case SipEvent.InfoReceived info ->
                Step.of(
                        talking,
                        new CallAction.RelayInfo(
                                info.leg(), other(talking, info.leg()), info.contentType(), info.body()));
            case SipEvent.FlowLost lost ->
                talking.sideOf(lost.leg())
                        .map(side -> Step.of(talking, new CallAction.StartTimer(graceOf(side))))
                        .orElseGet(() -> Step.of(talking));
            case SipEvent.FlowRestored restored ->
                talking.sideOf(restored.leg())
                        .map(side -> Step.of(talking, new CallAction.StopTimer(graceOf(side))))
                        .orElseGet(() -> Step.of(talking));
            case SipEvent.Unacknowledged late ->
                talking.sideOf(late.leg()).isPresent() ? endBoth(talking, Plain.NOT_ACKNOWLEDGED) : Step.of(talking);
            case SipEvent.AnswerReceived late -> lateAnswer(talking, late);
            case SipEvent.PeerLost lost ->
                talking.sideOf(lost.leg()).isPresent() ? endBoth(talking, failure(lost.loss())) : Step.of(talking);
            case SipEvent.Answered _ -> stranger(talking, event);
            case SipEvent.InviteReceived _,
                    SipEvent.Acknowledged _,
                    SipEvent.Trying _,
                    SipEvent.Progress _,
                    SipEvent.Refused _,
                    SipEvent.Redirected _,
                    SipEvent.Cancelled _ -> Step.of(talking);
        };
    }

    private static Step lateAnswer(Talking talking, SipEvent.AnswerReceived late) {
        if (talking.sideOf(late.leg()).isEmpty()) {
            return Step.of(talking);
        }
        return late.sdp()
                .map(sdp -> Step.of(talking, new CallAction.TakeLateAnswer(late.leg(), sdp)))
                .orElseGet(() -> endBoth(
                        talking,
                        new CallFailure.NoCommonMedia(
                                "The answer was confirmed without a description of the sound",
                                talking.sideOf(late.leg()).get() == Side.B ? Blame.CALLEE : Blame.CALLER)));
    }

    static CallFailure failure(SipEvent.Loss loss) {
        return switch (loss) {
            case UNKNOWN_THERE -> Plain.CALL_FORGOTTEN;
            case SILENT -> Plain.PEER_SILENT;
            case NOT_REFRESHED -> Plain.NOT_REFRESHED;
        };
    }

    /** A page that answered in the same moment as another: it lost. */
    static Step stranger(CallState state, SipEvent event) {
        boolean connected =
                state instanceof Talking talking && talking.sideOf(event.leg()).isPresent();
        return event instanceof SipEvent.Answered && !connected
                ? Step.of(state, new CallAction.HangUp(event.leg(), Optional.of(CallingRules.ANSWERED_ELSEWHERE)))
                : Step.of(state);
    }

    /** RFC 3891 section 3: an answered call is given up unless the other wants only one that rings. */
    private static Step asked(Talking talking, CallEvent.Asked asked) {
        CallEvent answer;
        if (talking.sideOf(asked.leg()).isEmpty()) {
            answer = new CallEvent.TransferFailed(Plain.NO_SUCH_CALL);
        } else if (asked.earlyOnly()) {
            answer = new CallEvent.TransferFailed(Plain.ALREADY_ANSWERED);
        } else {
            answer = new CallEvent.TransferReady(asked.here());
        }
        return Step.of(talking, new CallAction.TellCall(asked.by(), answer));
    }

    /** An end of another call takes the place of a leg here, which is hung up. */
    private static Step takenOver(Talking talking, Handover handover, LegId replaced) {
        Optional<Side> side = talking.sideOf(replaced);
        if (side.isEmpty()) {
            return Step.of(talking, new CallAction.DropHandover(handover));
        }
        List<CallAction> actions = new ArrayList<>();
        if (!replaced.equals(handover.end().leg())) {
            actions.add(new CallAction.HangUp(replaced, Optional.of(REPLACED)));
        }
        actions.add(new CallAction.StopTimer(graceOf(side.get())));
        actions.add(new CallAction.Adopt(side.get(), handover));
        Talking now = talking.with(side.get(), handover.end());
        actions.add(
                now.soundIsUp()
                        ? new CallAction.StopTimer(CallTimer.MEDIA_SETUP)
                        : new CallAction.StartTimer(CallTimer.MEDIA_SETUP));
        return new Step(now, actions);
    }

    private static Step hungUp(Talking talking, SipEvent.HungUp hungUp) {
        Optional<LegId> other = other(talking, hungUp.leg());
        if (other.isEmpty()) {
            return Step.of(talking);
        }
        Reason reason = hungUp.reason()
                .filter(given -> given.protocol().equalsIgnoreCase(Reason.Q850))
                .orElse(NORMAL);
        return Step.of(
                new Over(),
                new CallAction.HangUp(other.get(), Optional.of(reason)),
                new CallAction.Finish(Optional.empty()));
    }

    /** Empty when the leg is none of this call's. */
    private static Optional<LegId> other(Talking talking, LegId leg) {
        return talking.sideOf(leg).map(side -> talking.end(side.other()).leg());
    }

    static CallTimer graceOf(Side side) {
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
                                side.other(), talking.end(side.other()).leg(), digit, millis));
            case MediaEvent.IceConnected _, MediaEvent.FirstSound _, MediaEvent.PlayEnded _ -> Step.of(talking);
        };
    }

    private static Step secured(Talking talking, Side side) {
        Talking now = talking.with(side, talking.end(side).withSound());
        return now.soundIsUp() ? Step.of(now, new CallAction.StopTimer(CallTimer.MEDIA_SETUP)) : Step.of(now);
    }

    private static Step rang(Talking talking, CallTimer timer) {
        return switch (timer) {
            case GRACE_CALLER, GRACE_CALLEE -> endBoth(talking, Plain.PAGE_GONE);
            case MEDIA_SETUP -> endBoth(talking, Plain.MEDIA_NOT_SECURED);
            case MAX_DURATION -> endBoth(talking, Plain.TOO_LONG);
            case RING, FORWARD, TRUNK_SILENCE -> Step.of(talking);
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
                new CallAction.HangUp(talking.a().leg(), reason),
                new CallAction.HangUp(talking.b().leg(), reason),
                new CallAction.Finish(Optional.of(failure)));
    }
}
