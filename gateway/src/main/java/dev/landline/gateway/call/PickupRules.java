package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.Calling;
import dev.landline.gateway.call.CallState.End;
import dev.landline.gateway.call.CallState.Talking;
import dev.landline.media.bridge.Side;
import dev.landline.sip.LegId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A call that rings is taken by somebody else than it rings for (RFC 3891 section 3, RFC 7463's pick-up). */
final class PickupRules {

    private PickupRules() {}

    /**
     * Only legs that we ring may be taken: not that of the caller, who waits for one of them and did not begin its dialog
     * with us. A REFER may have another wait in its place.
     */
    static Step asked(Calling calling, CallEvent.Asked asked) {
        if (asked.waiting().isPresent() && asked.leg().equals(calling.plan().caller())) {
            return AwaitedRules.begin(calling, asked, asked.waiting().get());
        }
        boolean rings = calling.ringing().contains(asked.leg());
        return Step.of(
                calling,
                new CallAction.TellCall(
                        asked.by(),
                        rings
                                ? new CallEvent.TransferReady(asked.here())
                                : new CallEvent.TransferFailed(Plain.NO_SUCH_CALL)));
    }

    /** Whoever picked up is connected with the caller; the others stop ringing. */
    static Step takenOver(Calling calling, CallEvent.TakenOver taken) {
        Handover handover = taken.handover();
        if (!calling.ringing().contains(taken.replaced())) {
            return Step.of(calling, new CallAction.DropHandover(handover));
        }
        List<CallAction> actions = new ArrayList<>();
        actions.add(new CallAction.StopTimer(CallTimer.RING));
        actions.add(new CallAction.StopTimer(CallTimer.FORWARD));
        actions.add(new CallAction.StopTimer(CallTimer.TRUNK_SILENCE));
        for (LegId leg : calling.ringing()) {
            actions.add(new CallAction.Cancel(leg, Optional.of(CallingRules.ANSWERED_ELSEWHERE)));
        }
        actions.add(new CallAction.Adopt(Side.B, handover));
        actions.add(new CallAction.AnswerCaller());
        actions.add(new CallAction.StartTimer(CallTimer.MAX_DURATION));
        Talking talking = new Talking(
                calling.plan(),
                new End(
                        calling.plan().caller(),
                        calling.plan().callerWho(),
                        calling.secured().caller()),
                handover.end());
        if (!talking.soundIsUp()) {
            actions.add(new CallAction.StartTimer(CallTimer.MEDIA_SETUP));
        }
        return new Step(talking, actions);
    }
}
