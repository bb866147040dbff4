package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Barred;
import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.Conferring;
import dev.landline.gateway.call.CallState.End;
import dev.landline.gateway.call.CallState.Entering;
import dev.landline.gateway.call.CallState.Over;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.media.sound.CallProgressTone;
import dev.landline.sip.SipEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The door of a conference room: whoever called it is answered, asked for the PIN by a tone, and let in. */
final class EntryRules {

    private static final int MOST_TRIES = 3;
    private static final Barred WRONG_PIN = new Barred("The PIN was wrong three times");

    private EntryRules() {}

    /** {@code actions} have opened the caller's side. */
    static Step begin(CallPlan plan, Purpose.Room room, List<CallAction> actions) {
        actions.add(new CallAction.AnswerCaller());
        actions.add(new CallAction.StartTimer(CallTimer.MAX_DURATION));
        if (plan.callerIsBrowser()) {
            actions.add(new CallAction.StartTimer(CallTimer.MEDIA_SETUP));
        }
        Entering door = new Entering(plan, room, false, "", 0);
        if (room.pin().isEmpty()) {
            return admit(door, actions);
        }
        actions.add(new CallAction.StartTimer(CallTimer.RING));
        actions.add(new CallAction.PlayTone(Side.A, CallProgressTone.DIAL));
        return new Step(door, actions);
    }

    private static Step admit(Entering door, List<CallAction> actions) {
        actions.add(new CallAction.StopTimer(CallTimer.RING));
        actions.add(new CallAction.JoinRoom(Side.A, door.room().name(), false));
        End end = new End(door.plan().caller(), door.plan().callerWho(), door.secured());
        return new Step(
                new Conferring(
                        door.plan(),
                        Optional.of(end),
                        Optional.empty(),
                        door.room().name()),
                actions);
    }

    static Step on(Entering door, CallEvent event) {
        return switch (event) {
            case CallEvent.Said(SipEvent said) -> said(door, said);
            case CallEvent.Heard(MediaEvent heard) -> heard(door, heard);
            case CallEvent.MediaRefused(Side _, CallFailure failure) -> end(door, failure);
            case CallEvent.MustEnd(CallFailure failure) -> end(door, failure);
            case CallEvent.Rang(CallTimer timer) ->
                end(door, timer == CallTimer.MEDIA_SETUP ? Plain.MEDIA_NOT_SECURED : Plain.NO_ANSWER);
            case CallEvent.Asked asked ->
                Step.of(door, new CallAction.TellCall(asked.by(), new CallEvent.TransferFailed(Plain.NO_SUCH_CALL)));
            case CallEvent.TakenOver taken -> Step.of(door, new CallAction.DropHandover(taken.handover()));
            case CallEvent.Arrived _,
                    CallEvent.ReferAllowed _,
                    CallEvent.ReferRefused _,
                    CallEvent.TransferRings _,
                    CallEvent.TransferReady _,
                    CallEvent.TransferFailed _,
                    CallEvent.Merging _,
                    CallEvent.Merged _,
                    CallEvent.Alone _,
                    CallEvent.SentOn _ -> Step.of(door);
        };
    }

    private static Step said(Entering door, SipEvent event) {
        return switch (event) {
            case SipEvent.HungUp _, SipEvent.Cancelled _ ->
                Step.of(new Over(), new CallAction.Finish(Optional.empty()));
            case SipEvent.InfoReceived info ->
                InfoDigits.read(info.contentType(), info.body())
                        .map(digit -> typed(door, digit.digit()))
                        .orElseGet(() -> Step.of(door));
            case SipEvent.OfferReceived offer ->
                Step.of(door, new CallAction.AnswerOffer(offer.leg(), offer.offer(), offer.sdp()));
            case SipEvent.AnswerReceived late ->
                late.sdp()
                        .map(sdp -> Step.of(door, new CallAction.TakeLateAnswer(late.leg(), sdp)))
                        .orElseGet(() -> Step.of(door));
            case SipEvent.ReferReceived refer ->
                Step.of(
                        door,
                        new CallAction.AnswerRefer(refer.leg(), refer.refer(), 603, "There is nobody to transfer"));
            case SipEvent.Unacknowledged _ -> end(door, Plain.NOT_ACKNOWLEDGED);
            case SipEvent.PeerLost lost -> end(door, TalkingRules.failure(lost.loss()));
            case SipEvent.InviteReceived _,
                    SipEvent.Acknowledged _,
                    SipEvent.Answered _,
                    SipEvent.Trying _,
                    SipEvent.Progress _,
                    SipEvent.Refused _,
                    SipEvent.Redirected _,
                    SipEvent.FlowLost _,
                    SipEvent.FlowRestored _ -> Step.of(door);
        };
    }

    private static Step heard(Entering door, MediaEvent event) {
        return switch (event) {
            case MediaEvent.Digit(Side _, char digit, int _) -> typed(door, digit);
            case MediaEvent.Secured _ ->
                Step.of(
                        new Entering(door.plan(), door.room(), true, door.typed(), door.tries()),
                        new CallAction.StopTimer(CallTimer.MEDIA_SETUP));
            case MediaEvent.DtlsFailed _ -> end(door, Plain.MEDIA_NOT_SECURED);
            case MediaEvent.ConsentLost _, MediaEvent.Departed _ -> end(door, Plain.MEDIA_LOST);
            case MediaEvent.TrunkSilent _, MediaEvent.IceConnected _, MediaEvent.FirstSound _, MediaEvent.PlayEnded _ ->
                Step.of(door);
        };
    }

    /** The PIN counts once it is as long as it should be, or with the hash key. */
    private static Step typed(Entering door, char digit) {
        String pin = door.room().pin().orElse("");
        String typed = digit == '#' ? door.typed() : door.typed() + digit;
        if (digit != '#' && typed.length() < pin.length()) {
            return Step.of(
                    new Entering(door.plan(), door.room(), door.secured(), typed, door.tries()),
                    new CallAction.StopTone(Side.A));
        }
        if (typed.equals(pin)) {
            List<CallAction> actions = new ArrayList<>();
            actions.add(new CallAction.StopTone(Side.A));
            return admit(door, actions);
        }
        if (door.tries() + 1 >= MOST_TRIES) {
            return end(door, WRONG_PIN);
        }
        return Step.of(
                new Entering(door.plan(), door.room(), door.secured(), "", door.tries() + 1),
                new CallAction.PlayTone(Side.A, CallProgressTone.DIAL));
    }

    private static Step end(Entering door, CallFailure failure) {
        return Step.of(
                new Over(),
                new CallAction.RefuseCaller(failure),
                new CallAction.HangUp(door.plan().caller(), Optional.of(failure.reason())),
                new CallAction.Finish(Optional.of(failure)));
    }
}
