package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.Calling;
import dev.landline.gateway.call.CallState.Conferring;
import dev.landline.gateway.call.CallState.Entering;
import dev.landline.gateway.call.CallState.New;
import dev.landline.gateway.call.CallState.Over;
import dev.landline.gateway.call.CallState.Replacing;
import dev.landline.gateway.call.CallState.Secured;
import dev.landline.gateway.call.CallState.Serving;
import dev.landline.gateway.call.CallState.Talking;
import dev.landline.gateway.call.CallState.Transferring;
import dev.landline.sip.SipEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a call between two legs (a back-to-back user agent, RFC 7092): state and event in, next state and actions
 * out. It does no I/O, knows no clock and keeps nothing.
 */
public final class CallMachine {

    private CallMachine() {}

    /** What {@code event} means in {@code state}. */
    public static Step on(CallState state, CallEvent event) {
        return switch (state) {
            case New _ -> onNew(event);
            case Calling calling ->
                calling.plan().purpose() instanceof Purpose.Transfer
                        ? AwaitedRules.on(calling, event)
                        : CallingRules.on(calling, event);
            case Talking talking -> TalkingRules.on(talking, event);
            case Transferring transferring -> TransferRules.on(transferring, event);
            case Replacing replacing -> ReplacingRules.on(replacing, event);
            case Conferring conferring -> ConferenceRules.on(conferring, event);
            case Entering entering -> EntryRules.on(entering, event);
            case Serving serving -> ServiceRules.on(serving, event);
            case Over over -> onOver(over, event);
        };
    }

    private static Step onNew(CallEvent event) {
        if (!(event instanceof CallEvent.Arrived(CallPlan plan))) {
            return Step.of(new New());
        }
        if (plan.refusal().isPresent()) {
            return refuse(plan.refusal().get());
        }
        if (plan.purpose() instanceof Purpose.Transfer transfer) {
            List<CallAction> actions = new ArrayList<>();
            actions.add(new CallAction.OpenMedia());
            actions.add(new CallAction.StartTimer(CallTimer.RING));
            Secured secured = new Secured(transfer.end().secured(), false);
            return CallingRules.attempt(plan, 0, Optional.empty(), secured, actions);
        }
        List<CallAction> actions = new ArrayList<>();
        // Without an offer ours goes out with the answer, and what the caller says to it comes with its ACK.
        actions.add(plan.offer()
                .<CallAction>map(sdp -> new CallAction.TakeCallerOffer(sdp, plan.callerTrunk()))
                .orElseGet(() -> new CallAction.OpenCaller(plan.callerTrunk())));
        if (plan.purpose() instanceof Purpose.Service(ServiceCall service)) {
            return ServiceRules.begin(plan, service, actions);
        }
        if (plan.purpose() instanceof Purpose.Room room) {
            return EntryRules.begin(plan, room, actions);
        }
        actions.add(new CallAction.StartTimer(CallTimer.RING));
        if (plan.purpose() instanceof Purpose.Replacement(Partner partner)) {
            return new Step(new Replacing(plan, partner), actions);
        }
        return CallingRules.attempt(plan, 0, Optional.empty(), CallState.Secured.NONE, actions);
    }

    private static Step refuse(CallFailure failure) {
        return Step.of(new Over(), new CallAction.RefuseCaller(failure), new CallAction.Finish(Optional.of(failure)));
    }

    /** A 200 that crossed our CANCEL is hung up by the stack; a page that answers after the end must be told here. */
    private static Step onOver(Over over, CallEvent event) {
        if (event instanceof CallEvent.Said(SipEvent.Answered answered)) {
            return Step.of(over, new CallAction.HangUp(answered.leg(), Optional.of(Plain.CALLER_GAVE_UP.reason())));
        }
        if (event instanceof CallEvent.Said(SipEvent.OfferReceived offer)) {
            return Step.of(over, new CallAction.RefuseOffer(offer.leg(), offer.offer(), 481));
        }
        if (event instanceof CallEvent.TakenOver taken) {
            return Step.of(over, new CallAction.DropHandover(taken.handover()));
        }
        if (event instanceof CallEvent.Asked asked) {
            return Step.of(over, new CallAction.TellCall(asked.by(), new CallEvent.TransferFailed(Plain.NO_SUCH_CALL)));
        }
        return Step.of(over);
    }
}
