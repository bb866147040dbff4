package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.Conferring;
import dev.landline.gateway.call.CallState.End;
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

/** What happens to the one or two legs of a call that are in a conference: each leaves on its own. */
final class ConferenceRules {

    private static final Reason MERGED = Reason.sip(200, "Call completed elsewhere");

    private ConferenceRules() {}

    /** Somebody merged this call, in which it asked, with another: both sides come in. */
    static Step merge(Talking talking, Side by, long refer, String room) {
        LegId asking = talking.end(by).leg();
        return Step.of(
                new Conferring(talking.plan(), Optional.of(talking.a()), Optional.of(talking.b()), room),
                new CallAction.AnswerRefer(asking, refer, 202, "Accepted"),
                new CallAction.NotifyRefer(asking, refer, 100, "Trying"),
                new CallAction.JoinRoom(Side.A, room, true),
                new CallAction.JoinRoom(Side.B, room, true),
                new CallAction.NotifyRefer(asking, refer, 200, "OK"));
    }

    /** The other call: the leg of who merged has its place in the conference already, so it ends here. */
    static Step merged(Talking talking, String room, LegId replaced) {
        Optional<Side> side = talking.sideOf(replaced);
        if (side.isEmpty()) {
            return Step.of(talking);
        }
        Side stays = side.get().other();
        Conferring now = new Conferring(talking.plan(), Optional.of(talking.a()), Optional.of(talking.b()), room)
                .without(side.get());
        return Step.of(
                now,
                new CallAction.HangUp(replaced, Optional.of(MERGED)),
                new CallAction.Dismiss(side.get()),
                new CallAction.JoinRoom(stays, room, true));
    }

    static Step on(Conferring now, CallEvent event) {
        return switch (event) {
            case CallEvent.Said(SipEvent said) -> said(now, said);
            case CallEvent.Heard(MediaEvent heard) -> heard(now, heard);
            case CallEvent.MediaRefused(Side side, CallFailure failure) -> left(now, side, Optional.of(failure));
            case CallEvent.Rang(CallTimer timer) -> rang(now, timer);
            case CallEvent.MustEnd(CallFailure failure) -> end(now, failure.reason(), Optional.of(failure));
            case CallEvent.Alone _ -> end(now, TalkingRules.NORMAL, Optional.empty());
            case CallEvent.Asked asked ->
                Step.of(now, new CallAction.TellCall(asked.by(), new CallEvent.TransferFailed(Plain.NO_SUCH_CALL)));
            case CallEvent.TakenOver taken -> Step.of(now, new CallAction.DropHandover(taken.handover()));
            case CallEvent.Arrived _,
                    CallEvent.ReferAllowed _,
                    CallEvent.ReferRefused _,
                    CallEvent.TransferRings _,
                    CallEvent.TransferReady _,
                    CallEvent.TransferFailed _,
                    CallEvent.Merging _,
                    CallEvent.Merged _,
                    CallEvent.SentOn _ -> Step.of(now);
        };
    }

    private static Step said(Conferring now, SipEvent event) {
        Optional<Side> side = now.sideOf(event.leg());
        if (side.isEmpty()) {
            return TalkingRules.stranger(now, event);
        }
        return switch (event) {
            case SipEvent.HungUp _, SipEvent.Cancelled _ -> left(now, side.get(), Optional.empty());
            case SipEvent.OfferReceived offer ->
                Step.of(now, new CallAction.AnswerOffer(offer.leg(), offer.offer(), offer.sdp()));
            case SipEvent.AnswerReceived late ->
                late.sdp()
                        .map(sdp -> Step.of(now, new CallAction.TakeLateAnswer(late.leg(), sdp)))
                        .orElseGet(() -> Step.of(now));
            case SipEvent.ReferReceived refer ->
                Step.of(
                        now,
                        new CallAction.AnswerRefer(
                                refer.leg(), refer.refer(), 603, "Nobody can be transferred out of a conference"));
            case SipEvent.FlowLost _ -> Step.of(now, new CallAction.StartTimer(TalkingRules.graceOf(side.get())));
            case SipEvent.FlowRestored _ -> Step.of(now, new CallAction.StopTimer(TalkingRules.graceOf(side.get())));
            case SipEvent.Unacknowledged _ -> left(now, side.get(), Optional.of(Plain.NOT_ACKNOWLEDGED));
            case SipEvent.PeerLost lost -> left(now, side.get(), Optional.of(TalkingRules.failure(lost.loss())));
            case SipEvent.InviteReceived _,
                    SipEvent.InfoReceived _,
                    SipEvent.Answered _,
                    SipEvent.Acknowledged _,
                    SipEvent.Trying _,
                    SipEvent.Progress _,
                    SipEvent.Refused _,
                    SipEvent.Redirected _ -> Step.of(now);
        };
    }

    private static Step heard(Conferring now, MediaEvent event) {
        return switch (event) {
            case MediaEvent.Secured(Side side, String _) -> {
                Conferring next = now.withSound(side);
                yield next.soundIsUp() ? Step.of(next, new CallAction.StopTimer(CallTimer.MEDIA_SETUP)) : Step.of(next);
            }
            case MediaEvent.DtlsFailed(Side side, String _) -> left(now, side, Optional.of(Plain.MEDIA_NOT_SECURED));
            case MediaEvent.ConsentLost(Side side) -> left(now, side, Optional.of(Plain.MEDIA_LOST));
            case MediaEvent.TrunkSilent(Side side, int _) -> left(now, side, Optional.of(Plain.TRUNK_MEDIA_LOST));
            case MediaEvent.Departed(Side side) -> Step.of(now, new CallAction.StartTimer(TalkingRules.graceOf(side)));
            case MediaEvent.IceConnected _, MediaEvent.FirstSound _, MediaEvent.Digit _, MediaEvent.PlayEnded _ ->
                Step.of(now);
        };
    }

    private static Step rang(Conferring now, CallTimer timer) {
        return switch (timer) {
            case GRACE_CALLER -> left(now, Side.A, Optional.of(Plain.PAGE_GONE));
            case GRACE_CALLEE -> left(now, Side.B, Optional.of(Plain.PAGE_GONE));
            case MEDIA_SETUP -> end(now, Plain.MEDIA_NOT_SECURED.reason(), Optional.of(Plain.MEDIA_NOT_SECURED));
            case MAX_DURATION -> end(now, Plain.TOO_LONG.reason(), Optional.of(Plain.TOO_LONG));
            case RING, FORWARD, TRUNK_SILENCE -> Step.of(now);
        };
    }

    /** One leg is out; with the last one the call is over. */
    private static Step left(Conferring now, Side side, Optional<CallFailure> hangUpFor) {
        Optional<End> leaving = now.end(side);
        if (leaving.isEmpty()) {
            return Step.of(now);
        }
        List<CallAction> actions = new ArrayList<>();
        hangUpFor.ifPresent(
                failure -> actions.add(new CallAction.HangUp(leaving.get().leg(), Optional.of(failure.reason()))));
        actions.add(new CallAction.StopTimer(TalkingRules.graceOf(side)));
        actions.add(new CallAction.LeaveRoom(side, now.room()));
        Conferring rest = now.without(side);
        if (rest.a().isEmpty() && rest.b().isEmpty()) {
            actions.add(new CallAction.Finish(hangUpFor));
            return new Step(new Over(), actions);
        }
        actions.add(new CallAction.Dismiss(side));
        return new Step(rest, actions);
    }

    private static Step end(Conferring now, Reason reason, Optional<CallFailure> failure) {
        List<CallAction> actions = new ArrayList<>();
        for (Side side : Side.values()) {
            now.end(side).ifPresent(end -> {
                actions.add(new CallAction.HangUp(end.leg(), Optional.of(reason)));
                actions.add(new CallAction.LeaveRoom(side, now.room()));
            });
        }
        actions.add(new CallAction.Finish(failure));
        return new Step(new Over(), actions);
    }
}
