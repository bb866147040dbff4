package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.sip.SipEvent.InviteReceived;

/** Decides where calls go. Safe from any thread, never blocks. */
@FunctionalInterface
interface Planner {

    CallPlan plan(InviteReceived invite);

    /** Where a call goes that is sent on, with its new legs. */
    default CallPlan onward(InviteReceived invite, Onward onward) {
        return CallPlan.refused(invite.leg(), invite.source(), Plain.UNKNOWN_NUMBER);
    }

    /** Where a call goes whose trunk named another number. */
    default CallPlan redirected(InviteReceived invite, Onward onward) {
        return CallPlan.refused(invite.leg(), invite.source(), Plain.UNKNOWN_NUMBER);
    }
}
