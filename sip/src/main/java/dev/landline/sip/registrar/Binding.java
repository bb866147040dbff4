package dev.landline.sip.registrar;

import dev.landline.sip.FlowId;
import dev.landline.sip.SipUri;

/**
 * One place where a person can be reached: a browser tab and the connection that leads to it.
 *
 * @param user the account
 * @param contact the browser's own contact
 * @param flow the connection it registered over
 * @param instance the +sip.instance of RFC 5626; empty when none was given
 * @param registrationId the reg-id of RFC 5626; 0 when none was given
 * @param callId the Call-ID of the REGISTER that last changed it
 * @param cseq the CSeq number of that REGISTER
 * @param expiresNanos when it ends, on the clock that the registrar's callers use
 */
public record Binding(
        String user,
        SipUri contact,
        FlowId flow,
        String instance,
        int registrationId,
        String callId,
        long cseq,
        long expiresNanos) {

    /** The same place as a contact of a new REGISTER: same instance and reg-id (RFC 5626), otherwise same URI. */
    boolean isSamePlaceAs(Registration.Contact other) {
        if (!instance.isEmpty() && instance.equals(other.instance())) {
            return registrationId == other.registrationId();
        }
        return contact.equals(other.uri());
    }
}
