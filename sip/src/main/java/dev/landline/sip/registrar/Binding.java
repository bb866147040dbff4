package dev.landline.sip.registrar;

import dev.landline.sip.FlowId;
import dev.landline.sip.SipUri;
import java.util.List;

/**
 * One place where a person can be reached: a browser tab and the connection that leads to it.
 *
 * @param user the account
 * @param contact the browser's own contact
 * @param flow the connection it registered over
 * @param instance the +sip.instance of RFC 5626; empty when none was given
 * @param registrationId the reg-id of RFC 5626; 0 when none was given
 * @param preference the q value in thousandths, 0 to 1000
 * @param path the proxies between here and there, the nearest first (RFC 3327)
 * @param serial number of this instance's registration: the same as long as its REGISTERs have one Call-ID (RFC 5627
 *     section 5.1)
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
        int preference,
        List<SipUri> path,
        long serial,
        String callId,
        long cseq,
        long expiresNanos) {

    public Binding {
        path = List.copyOf(path);
    }

    /** The same place as a contact of a new REGISTER: same instance and reg-id (RFC 5626), otherwise same URI. */
    boolean isSamePlaceAs(Registration.Contact other) {
        if (!instance.isEmpty() && instance.equals(other.instance())) {
            return registrationId == other.registrationId();
        }
        return contact.equals(other.uri());
    }
}
