package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.Calling;
import dev.landline.gateway.call.CallState.End;
import dev.landline.gateway.call.CallState.Secured;
import dev.landline.media.bridge.Side;

/**
 * A call whose branches ring, and that another call waits for: nobody is at its own side A until the answer. It was begun for
 * a transfer, or its caller has asked for one before anybody answered (RFC 5589 section 7 with an early dialog). Then the
 * person called goes on ringing and sees nothing of it.
 */
final class AwaitedRules {

    private AwaitedRules() {}

    /** Who called goes away, and the end that its REFER named waits in its place, in the call where it is. */
    static Step begin(Calling calling, CallEvent.Asked asked, End waiting) {
        if (calling.plan().purpose() instanceof Purpose.Transfer) {
            return Step.of(
                    calling, new CallAction.TellCall(asked.by(), new CallEvent.TransferFailed(Plain.NO_SUCH_CALL)));
        }
        Purpose.Transfer transfer = new Purpose.Transfer(asked.by(), waiting);
        Calling awaited = new Calling(
                calling.plan().with(transfer),
                calling.ringing(),
                calling.next(),
                calling.alive(),
                calling.earlyMedia(),
                calling.best(),
                new Secured(waiting.secured(), calling.secured().callee()));
        return Step.of(
                awaited,
                new CallAction.GiveWay(transfer),
                new CallAction.StopTimer(CallTimer.GRACE_CALLER),
                new CallAction.Dismiss(Side.A));
    }

    /** What the leg that called still says and how its media ends is of no interest any more. */
    static Step on(Calling calling, CallEvent event) {
        boolean ofCaller = switch (event) {
            case CallEvent.Said said -> said.event().leg().equals(calling.plan().caller());
            case CallEvent.Heard heard -> heard.event().side() == Side.A;
            default -> false;
        };
        return ofCaller ? Step.of(calling) : CallingRules.on(calling, event);
    }
}
