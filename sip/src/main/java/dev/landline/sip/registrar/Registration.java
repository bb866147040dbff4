package dev.landline.sip.registrar;

import dev.landline.sip.FlowId;
import dev.landline.sip.SipUri;
import java.util.List;

/**
 * What an authenticated REGISTER asks for.
 *
 * @param user the account
 * @param flow the connection it came over
 * @param contacts what to bind; empty to ask what is bound
 * @param removeAll {@code Contact: *} was given
 * @param expiresSeconds the Expires header, or {@link #NO_EXPIRES}
 */
public record Registration(
        String user,
        FlowId flow,
        String callId,
        long cseq,
        List<Contact> contacts,
        boolean removeAll,
        long expiresSeconds) {

    /** No expiry was given. */
    public static final long NO_EXPIRES = -1;

    public Registration {
        contacts = List.copyOf(contacts);
    }

    /**
     * One place to bind, or with expiry 0 to unbind.
     *
     * @param expiresSeconds the contact's own expires parameter, or {@link #NO_EXPIRES}
     * @param instance +sip.instance, or empty
     * @param registrationId reg-id, or 0
     */
    public record Contact(SipUri uri, long expiresSeconds, String instance, int registrationId) {}
}
