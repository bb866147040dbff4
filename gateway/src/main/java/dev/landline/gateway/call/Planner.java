package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.sip.SipEvent.InviteReceived;
import java.util.Optional;

/** Decides where calls go. Safe from any thread, never blocks. */
@FunctionalInterface
interface Planner {

    CallPlan plan(InviteReceived invite);

    /** Whom a number rings; empty when it is no account of ours. */
    default Optional<String> person(String dialled) {
        return Optional.empty();
    }

    /** Where a call goes that is sent on, with its new legs. */
    default CallPlan onward(InviteReceived invite, Onward onward) {
        return CallPlan.refused(invite.leg(), invite.source(), Plain.UNKNOWN_NUMBER);
    }

    /** Where a call goes whose trunk named another number. */
    default CallPlan redirected(InviteReceived invite, Onward onward) {
        return CallPlan.refused(invite.leg(), invite.source(), Plain.UNKNOWN_NUMBER);
    }
}
