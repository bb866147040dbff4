package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.End;
import dev.landline.gateway.call.CallState.Over;
import dev.landline.gateway.call.CallState.Replacing;
import dev.landline.media.bridge.Side;
import dev.landline.sip.SipEvent;
import java.util.Optional;

/** A call that came with a Replaces header (RFC 3891), until the call that it names has said whether it may. */
final class ReplacingRules {

    private ReplacingRules() {}

    static Step on(Replacing now, CallEvent event) {
        return switch (event) {
            case CallEvent.TransferReady _ -> {
                End caller = new End(now.plan().caller(), now.plan().callerWho(), false);
                yield Step.of(
                        new Over(),
                        new CallAction.AnswerCaller(),
                        new CallAction.HandOver(Side.A, caller, now.partner()),
                        new CallAction.Finish(Optional.empty()));
            }
            case CallEvent.TransferFailed(CallFailure failure) -> refuse(failure);
            case CallEvent.MustEnd(CallFailure failure) -> refuse(failure);
            case CallEvent.MediaRefused(Side _, CallFailure failure) -> refuse(failure);
            case CallEvent.Rang _ -> refuse(Plain.NO_SUCH_CALL);
            case CallEvent.Said(SipEvent said) ->
                said instanceof SipEvent.Cancelled || said instanceof SipEvent.HungUp
                        ? Step.of(new Over(), new CallAction.Finish(Optional.of(Plain.CALLER_GAVE_UP)))
                        : Step.of(now);
            case CallEvent.Asked asked ->
                Step.of(now, new CallAction.TellCall(asked.by(), new CallEvent.TransferFailed(Plain.NO_SUCH_CALL)));
            case CallEvent.TakenOver taken -> Step.of(now, new CallAction.DropHandover(taken.handover()));
            case CallEvent.Arrived _,
                    CallEvent.Merging _,
                    CallEvent.Merged _,
                    CallEvent.Alone _,
                    CallEvent.Heard _,
                    CallEvent.ReferAllowed _,
                    CallEvent.ReferRefused _,
                    CallEvent.TransferRings _,
                    CallEvent.SentOn _ -> Step.of(now);
        };
    }

    private static Step refuse(CallFailure failure) {
        return Step.of(new Over(), new CallAction.RefuseCaller(failure), new CallAction.Finish(Optional.of(failure)));
    }
}
