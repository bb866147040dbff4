package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.Over;
import dev.landline.gateway.call.CallState.Serving;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.sip.SipEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A call to a feature code: answered by the gateway, confirmed with a tone, and over. */
final class ServiceRules {

    private ServiceRules() {}

    /** {@code actions} have opened the caller's side. */
    static Step begin(CallPlan plan, ServiceCall service, List<CallAction> actions) {
        actions.add(new CallAction.Change(service));
        actions.add(new CallAction.AnswerCaller());
        actions.add(new CallAction.PlayConfirmation(Side.A));
        actions.add(new CallAction.StartTimer(CallTimer.RING));
        return new Step(new Serving(plan), actions);
    }

    static Step on(Serving now, CallEvent event) {
        return switch (event) {
            case CallEvent.Said(SipEvent said) -> said(now, said);
            case CallEvent.Heard(MediaEvent heard) ->
                heard instanceof MediaEvent.PlayEnded ended && ended.complete()
                        ? end(now, Optional.empty())
                        : Step.of(now);
            case CallEvent.MediaRefused(Side _, CallFailure failure) -> end(now, Optional.of(failure));
            case CallEvent.MustEnd(CallFailure failure) -> end(now, Optional.of(failure));
            case CallEvent.Rang _ -> end(now, Optional.empty());
            case CallEvent.Asked asked ->
                Step.of(now, new CallAction.TellCall(asked.by(), new CallEvent.TransferFailed(Plain.NO_SUCH_CALL)));
            case CallEvent.TakenOver taken -> Step.of(now, new CallAction.DropHandover(taken.handover()));
            case CallEvent.Arrived _,
                    CallEvent.Merging _,
                    CallEvent.Merged _,
                    CallEvent.Alone _,
                    CallEvent.ReferAllowed _,
                    CallEvent.ReferRefused _,
                    CallEvent.TransferRings _,
                    CallEvent.TransferReady _,
                    CallEvent.TransferFailed _,
                    CallEvent.SentOn _ -> Step.of(now);
        };
    }

    private static Step said(Serving now, SipEvent event) {
        return switch (event) {
            case SipEvent.HungUp _, SipEvent.Cancelled _ ->
                Step.of(new Over(), new CallAction.Finish(Optional.empty()));
            case SipEvent.OfferReceived offer ->
                Step.of(now, new CallAction.AnswerOffer(offer.leg(), offer.offer(), offer.sdp()));
            case SipEvent.AnswerReceived late ->
                late.sdp()
                        .map(sdp -> Step.of(now, new CallAction.TakeLateAnswer(late.leg(), sdp)))
                        .orElseGet(() -> Step.of(now));
            case SipEvent.ReferReceived refer ->
                Step.of(
                        now,
                        new CallAction.AnswerRefer(refer.leg(), refer.refer(), 603, "There is nobody to transfer"));
            case SipEvent.Unacknowledged _, SipEvent.PeerLost _ -> end(now, Optional.of(Plain.NOT_ACKNOWLEDGED));
            case SipEvent.InviteReceived _,
                    SipEvent.Acknowledged _,
                    SipEvent.Answered _,
                    SipEvent.Trying _,
                    SipEvent.Progress _,
                    SipEvent.Refused _,
                    SipEvent.Redirected _,
                    SipEvent.InfoReceived _,
                    SipEvent.FlowLost _,
                    SipEvent.FlowRestored _ -> Step.of(now);
        };
    }

    private static Step end(Serving now, Optional<CallFailure> failure) {
        List<CallAction> actions = new ArrayList<>();
        failure.ifPresent(why -> actions.add(new CallAction.RefuseCaller(why)));
        actions.add(new CallAction.HangUp(now.plan().caller(), Optional.of(TalkingRules.NORMAL)));
        actions.add(new CallAction.Finish(failure));
        return new Step(new Over(), actions);
    }
}
