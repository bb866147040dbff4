package dev.landline.gateway.call;

import dev.landline.sip.LegId;
import dev.landline.sip.SipEvent;

/** What one call may ask about others. Safe from any thread, never blocks. */
interface Switchboard {

    /**
     * Begins what a REFER asks for: a new call to its target, or a question to the call that it names.
     *
     * @param media of the asking call: what is begun must be able to take an end of it over
     */
    Referral.Outcome refer(Referral referral, CallMedia media);

    /** Tells another call something; false when it is over. */
    boolean tell(String call, CallEvent event);

    /** Gives an end to another call, and its events from now on; false when that call is over. */
    boolean handOver(String call, Handover handover, LegId replaced);

    /** A peer said something about a leg that has left the call: whoever has it now hears it. */
    void resend(SipEvent event);
}
