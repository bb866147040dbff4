package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.End;
import dev.landline.gateway.call.CallState.Over;
import dev.landline.gateway.call.CallState.Talking;
import dev.landline.gateway.call.CallState.Transferring;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.media.sound.CallProgressTone;
import dev.landline.sip.LegId;
import dev.landline.sip.Reason;
import dev.landline.sip.SipEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens between a REFER and its outcome (RFC 5589). The transferee stays where it is and hears ringing; when the
 * target answers, it goes to the target's call with its media and nobody is renegotiated. Whatever fails gives the call
 * back to the transferor, unless that has hung up.
 */
final class TransferRules {

    static final Reason TRANSFERRED = Reason.q850(16, "Call transferred");

    private TransferRules() {}

    /** The REFER may be carried out: 202, and the transferee waits. */
    static Step begin(Talking talking, Side by, long refer, Partner partner) {
        LegId transferor = talking.end(by).leg();
        List<CallAction> actions = new ArrayList<>();
        actions.add(new CallAction.AnswerRefer(transferor, refer, 202, "Accepted"));
        actions.add(new CallAction.NotifyRefer(transferor, refer, 100, "Trying"));
        if (partner.begun()) {
            actions.add(new CallAction.PlayTone(by.other(), CallProgressTone.RINGBACK));
        }
        return new Step(new Transferring(talking, by, refer, partner, false), actions);
    }

    static Step on(Transferring now, CallEvent event) {
        return switch (event) {
            case CallEvent.Said(SipEvent said) -> said(now, said);
            case CallEvent.Heard(MediaEvent heard) -> heard(now, heard);
            case CallEvent.Rang(CallTimer timer) -> rang(now, timer);
            case CallEvent.MediaRefused(Side _, CallFailure failure) -> endAll(now, failure);
            case CallEvent.MustEnd(CallFailure failure) -> endAll(now, failure);
            case CallEvent.TransferRings(int status) -> Step.of(now, tell(now, status, "Ringing"));
            case CallEvent.TransferReady(String call) ->
                call.equals(now.partner().call()) ? connected(now) : Step.of(now);
            case CallEvent.TransferFailed(CallFailure failure) -> failed(now, failure);
            case CallEvent.Asked asked ->
                Step.of(now, new CallAction.TellCall(asked.by(), new CallEvent.TransferFailed(Plain.NO_SUCH_CALL)));
            case CallEvent.TakenOver taken -> Step.of(now, new CallAction.DropHandover(taken.handover()));
            case CallEvent.Arrived _,
                    CallEvent.Merging _,
                    CallEvent.Merged _,
                    CallEvent.Alone _,
                    CallEvent.ReferAllowed _,
                    CallEvent.ReferRefused _,
                    CallEvent.SentOn _ -> Step.of(now);
        };
    }

    private static End transferor(Transferring now) {
        return now.talking().end(now.by());
    }

    private static End transferee(Transferring now) {
        return now.talking().end(now.by().other());
    }

    private static CallAction tell(Transferring now, int status, String phrase) {
        return new CallAction.NotifyRefer(transferor(now).leg(), now.refer(), status, phrase);
    }

    private static Step said(Transferring now, SipEvent event) {
        Optional<Side> side = now.talking().sideOf(event.leg());
        if (side.isEmpty()) {
            return TalkingRules.stranger(now, event);
        }
        boolean byTransferor = side.get() == now.by();
        return switch (event) {
            case SipEvent.HungUp _ -> byTransferor ? deserted(now, false) : abandoned(now);
            case SipEvent.OfferReceived offer ->
                Step.of(now, new CallAction.AnswerOffer(offer.leg(), offer.offer(), offer.sdp()));
            case SipEvent.ReferReceived again ->
                Step.of(
                        now,
                        new CallAction.AnswerRefer(again.leg(), again.refer(), 491, "A transfer is already under way"));
            case SipEvent.FlowLost _ -> Step.of(now, new CallAction.StartTimer(TalkingRules.graceOf(side.get())));
            case SipEvent.FlowRestored _ -> Step.of(now, new CallAction.StopTimer(TalkingRules.graceOf(side.get())));
            case SipEvent.Unacknowledged _ -> byTransferor ? deserted(now, true) : endAll(now, Plain.NOT_ACKNOWLEDGED);
            case SipEvent.PeerLost lost ->
                byTransferor ? deserted(now, true) : endAll(now, TalkingRules.failure(lost.loss()));
            case SipEvent.AnswerReceived late ->
                late.sdp()
                        .map(sdp -> Step.of(now, new CallAction.TakeLateAnswer(late.leg(), sdp)))
                        .orElseGet(() -> Step.of(now));
            case SipEvent.InviteReceived _,
                    SipEvent.InfoReceived _,
                    SipEvent.Answered _,
                    SipEvent.Acknowledged _,
                    SipEvent.Trying _,
                    SipEvent.Progress _,
                    SipEvent.Refused _,
                    SipEvent.Redirected _,
                    SipEvent.Cancelled _ -> Step.of(now);
        };
    }

    /** The transferor is gone: as many phones do once they have their 202. The transfer goes on. */
    private static Step deserted(Transferring now, boolean hangUp) {
        if (now.deserted()) {
            return Step.of(now);
        }
        List<CallAction> actions = new ArrayList<>();
        if (hangUp) {
            actions.add(new CallAction.HangUp(transferor(now).leg(), Optional.of(Plain.PAGE_GONE.reason())));
        }
        actions.add(new CallAction.StopTimer(TalkingRules.graceOf(now.by())));
        actions.add(new CallAction.Dismiss(now.by()));
        return new Step(new Transferring(now.talking(), now.by(), now.refer(), now.partner(), true), actions);
    }

    /** The transferee hung up: there is nobody to connect any more. */
    private static Step abandoned(Transferring now) {
        List<CallAction> actions = new ArrayList<>();
        giveUpPartner(now, actions);
        if (!now.deserted()) {
            actions.add(tell(now, 487, "The other side hung up"));
            actions.add(new CallAction.HangUp(transferor(now).leg(), Optional.of(TalkingRules.NORMAL)));
        }
        actions.add(new CallAction.Finish(Optional.empty()));
        return new Step(new Over(), actions);
    }

    private static void giveUpPartner(Transferring now, List<CallAction> actions) {
        if (now.partner().begun()) {
            actions.add(new CallAction.TellCall(now.partner().call(), new CallEvent.MustEnd(Plain.CALLER_GAVE_UP)));
        }
    }

    private static Step connected(Transferring now) {
        List<CallAction> actions = new ArrayList<>();
        actions.add(tell(now, 200, "OK"));
        actions.add(new CallAction.HandOver(now.by().other(), transferee(now), now.partner()));
        if (!now.deserted()) {
            actions.add(new CallAction.HangUp(transferor(now).leg(), Optional.of(TRANSFERRED)));
        }
        actions.add(new CallAction.Finish(Optional.empty()));
        return new Step(new Over(), actions);
    }

    private static Step failed(Transferring now, CallFailure failure) {
        if (now.deserted()) {
            return Step.of(
                    new Over(),
                    new CallAction.HangUp(transferee(now).leg(), Optional.of(failure.reason())),
                    new CallAction.Finish(Optional.of(failure)));
        }
        return Step.of(
                now.talking(),
                tell(now, failure.sipStatus(), failure.sentence()),
                new CallAction.StopTone(now.by().other()));
    }

    private static Step heard(Transferring now, MediaEvent event) {
        boolean transferor = event.side() == now.by();
        return switch (event) {
            case MediaEvent.Secured(Side side, String _) -> {
                Talking talking =
                        now.talking().with(side, now.talking().end(side).withSound());
                Transferring next = new Transferring(talking, now.by(), now.refer(), now.partner(), now.deserted());
                yield talking.soundIsUp()
                        ? Step.of(next, new CallAction.StopTimer(CallTimer.MEDIA_SETUP))
                        : Step.of(next);
            }
            case MediaEvent.DtlsFailed _ -> transferor ? deserted(now, true) : endAll(now, Plain.MEDIA_NOT_SECURED);
            case MediaEvent.ConsentLost _ -> transferor ? deserted(now, true) : endAll(now, Plain.MEDIA_LOST);
            case MediaEvent.TrunkSilent _ -> transferor ? deserted(now, true) : endAll(now, Plain.TRUNK_MEDIA_LOST);
            case MediaEvent.Departed(Side side) -> Step.of(now, new CallAction.StartTimer(TalkingRules.graceOf(side)));
            case MediaEvent.IceConnected _, MediaEvent.FirstSound _, MediaEvent.Digit _, MediaEvent.PlayEnded _ ->
                Step.of(now);
        };
    }

    private static Step rang(Transferring now, CallTimer timer) {
        return switch (timer) {
            case GRACE_CALLER, GRACE_CALLEE ->
                timer == TalkingRules.graceOf(now.by()) ? deserted(now, true) : endAll(now, Plain.PAGE_GONE);
            case MEDIA_SETUP -> endAll(now, Plain.MEDIA_NOT_SECURED);
            case MAX_DURATION -> endAll(now, Plain.TOO_LONG);
            case RING, FORWARD, TRUNK_SILENCE -> Step.of(now);
        };
    }

    private static Step endAll(Transferring now, CallFailure failure) {
        List<CallAction> actions = new ArrayList<>();
        giveUpPartner(now, actions);
        if (!now.deserted()) {
            actions.add(tell(now, failure.sipStatus(), failure.sentence()));
            actions.add(new CallAction.HangUp(transferor(now).leg(), Optional.of(failure.reason())));
        }
        actions.add(new CallAction.HangUp(transferee(now).leg(), Optional.of(failure.reason())));
        actions.add(new CallAction.Finish(Optional.of(failure)));
        return new Step(new Over(), actions);
    }
}
