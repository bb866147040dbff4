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
 * @param path the Path headers, in order (RFC 3327)
 * @param mostSeconds no binding lasts longer: what is left of the token that proved who asks (RFC 8898 section 2.2)
 */
public record Registration(
        String user,
        FlowId flow,
        String callId,
        long cseq,
        List<Contact> contacts,
        boolean removeAll,
        long expiresSeconds,
        List<SipUri> path,
        long mostSeconds) {

    /** No expiry was given. */
    public static final long NO_EXPIRES = -1;

    /** The q value of a contact that states none. */
    public static final int USUAL_PREFERENCE = 1_000;

    public Registration {
        contacts = List.copyOf(contacts);
        path = List.copyOf(path);
    }

    /** Without Path, by a proof that does not end. */
    public Registration(
            String user,
            FlowId flow,
            String callId,
            long cseq,
            List<Contact> contacts,
            boolean removeAll,
            long expiresSeconds) {
        this(user, flow, callId, cseq, contacts, removeAll, expiresSeconds, List.of(), Long.MAX_VALUE);
    }

    /**
     * One place to bind, or with expiry 0 to unbind.
     *
     * @param expiresSeconds the contact's own expires parameter, or {@link #NO_EXPIRES}
     * @param instance +sip.instance, or empty
     * @param registrationId reg-id, or 0
     * @param preference the q value in thousandths, 0 to 1000
     */
    public record Contact(SipUri uri, long expiresSeconds, String instance, int registrationId, int preference) {

        /** With the usual q value. */
        public Contact(SipUri uri, long expiresSeconds, String instance, int registrationId) {
            this(uri, expiresSeconds, instance, registrationId, USUAL_PREFERENCE);
        }
    }
}
