package dev.landline.sip.stack;

import dev.landline.sip.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Iterator;
import java.util.Optional;
import javax.sip.header.AcceptHeader;
import javax.sip.header.ContactHeader;

/** What a parser lets through and nobody could serve. Only values of the request count, not where it comes from. */
final class RequestFaults {

    /**
     * A fault and its answer.
     *
     * @param extra headers of the answer
     */
    record Fault(SipCounter counter, int status, String phrase, Answers.Extra extra) {

        private static Fault malformed(int status, String phrase) {
            return new Fault(SipCounter.REFUSED_MALFORMED, status, phrase, Answers.Extra.NONE);
        }
    }

    private RequestFaults() {}

    /** Of a request outside of dialogs: whom it is for (RFC 3261 section 8.2.2.1). */
    static Optional<Fault> ofTarget(SIPRequest request, RawMessage raw) {
        String scheme = request.getRequestURI().getScheme();
        boolean known =
                "sip".equalsIgnoreCase(scheme) || "sips".equalsIgnoreCase(scheme) || "tel".equalsIgnoreCase(scheme);
        if (!known) {
            return Optional.of(Fault.malformed(416, "Unsupported URI Scheme"));
        }
        // As it was written: JAIN-SIP reads half of an address without its brackets and drops the rest.
        String uri = raw.startLine().split(" ", 3)[1];
        // A question mark may stand in the user; behind the host it begins headers, which are not for a Request-URI.
        if (uri.indexOf('?', uri.lastIndexOf('@') + 1) >= 0) {
            return Optional.of(Fault.malformed(400, "Bad Request: headers in the Request-URI"));
        }
        return SipUri.parse(uri).isPresent()
                ? Optional.empty()
                : Optional.of(Fault.malformed(400, "Bad Request: the Request-URI cannot be understood"));
    }

    /** Of an INVITE that opens a call: its body, what it accepts, and the addresses a dialog is made of. */
    static Optional<Fault> ofInvite(SIPRequest request, Headers headers) {
        if (Headers.sdp(request).isPresent() && !Offers.isSdp(request)) {
            return Optional.of(new Fault(
                    SipCounter.REFUSED_CONTENT_TYPE,
                    415,
                    "Unsupported Media Type",
                    response -> headers.set(response, "Accept", "application/sdp")));
        }
        if (!acceptsSdp(request)) {
            return Optional.of(new Fault(
                    SipCounter.REFUSED_CONTENT_TYPE, 406, "Not Acceptable: answers are SDP", Answers.Extra.NONE));
        }
        boolean oneContact = request.getContactHeaders() != null
                && request.getContactHeaders().size() == 1
                && request.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
                && !contact.getAddress().isWildcard()
                && contact.getAddress().getURI().isSipURI();
        if (!oneContact) {
            return Optional.of(Fault.malformed(400, "Bad Request: a call needs one contact"));
        }
        boolean readable = Headers.party(request.getFrom()).isPresent()
                && Headers.party(request.getTo()).isPresent()
                && request.getFromTag() != null;
        return readable
                ? Optional.empty()
                : Optional.of(Fault.malformed(400, "Bad Request: an address cannot be understood"));
    }

    /** Who says nothing accepts SDP (RFC 3261 section 20.1). */
    private static boolean acceptsSdp(SIPRequest request) {
        Iterator<?> accepted = request.getHeaders(AcceptHeader.NAME);
        boolean silent = true;
        while (accepted.hasNext()) {
            if (accepted.next() instanceof AcceptHeader accept && accept.getContentType() != null) {
                silent = false;
                String type = accept.getContentType();
                String subtype = accept.getContentSubType();
                boolean sdp = "application".equalsIgnoreCase(type)
                        && ("sdp".equalsIgnoreCase(subtype) || "*".equals(subtype));
                if (sdp || "*".equals(type)) {
                    return true;
                }
            }
        }
        return silent;
    }
}
