package dev.landline.gateway.call;

import dev.landline.sip.SipEvent;

/**
 * Hears of every call. Told on the calls' own threads and on the stack's: must copy, enqueue and return, and never throw.
 */
public interface CallWatcher {

    /** Nobody watches. */
    CallWatcher NOBODY = new CallWatcher() {};

    /**
     * A call as it stands.
     *
     * @param plan as it was made at first
     */
    record Sight(String id, CallPlan plan, CallState state) {}

    /** Somebody calls. Calls that a transfer begins are heard of by {@link #changed} only. */
    default void opened(String id, CallPlan plan, SipEvent.InviteReceived invite) {}

    /** Something happened in a call; often nothing that changes how it stands. */
    default void changed(Sight call) {}

    /** A call is over. */
    default void over(CallRecord record) {}
}
