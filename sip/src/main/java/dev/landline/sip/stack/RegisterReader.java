package dev.landline.sip.stack;

import dev.landline.sip.SipUri;
import dev.landline.sip.registrar.Registration;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.header.AcceptHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.SupportedHeader;

/** What a REGISTER says, as values. */
final class RegisterReader {

    static final String PATH = "Path";

    private static final int MAX_CONTACTS = 10;
    private static final int MAX_INSTANCE = 128;
    private static final int MAX_PATH = 5;

    private RegisterReader() {}

    /**
     * Reads what is asked for; empty when a contact or the path cannot be understood.
     *
     * @param mostSeconds how long the proof of who asks is good
     */
    static Optional<Registration> read(SIPRequest request, String user, BrowserFlow flow, long mostSeconds) {
        List<Registration.Contact> contacts = new ArrayList<>();
        boolean removeAll = false;
        Iterator<?> written = request.getHeaders(ContactHeader.NAME);
        while (written.hasNext()) {
            if (!(written.next() instanceof Contact contact)) {
                continue;
            }
            if (contact.getAddress().isWildcard()) {
                removeAll = true;
                continue;
            }
            Optional<Registration.Contact> place = contact(contact);
            if (place.isEmpty() || contacts.size() == MAX_CONTACTS) {
                return Optional.empty();
            }
            contacts.add(place.get());
        }
        long expires = request.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader header
                ? header.getExpires()
                : Registration.NO_EXPIRES;
        boolean all = removeAll;
        return path(request)
                .map(path -> new Registration(
                        user,
                        flow.id(),
                        request.getCallId().getCallId(),
                        request.getCSeq().getSeqNumber(),
                        contacts,
                        all,
                        expires,
                        path,
                        mostSeconds));
    }

    private static Optional<Registration.Contact> contact(Contact contact) {
        String instance =
                Optional.ofNullable(contact.getParameter("+sip.instance")).orElse("");
        String number = Optional.ofNullable(contact.getParameter("reg-id")).orElse("0");
        String preference = Optional.ofNullable(contact.getParameter("q")).orElse("1");
        if (instance.length() > MAX_INSTANCE
                || !number.matches("[0-9]{1,9}")
                || !preference.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?")) {
            return Optional.empty();
        }
        return SipUri.parse(contact.getAddress().getURI().toString())
                .filter(uri -> !uri.scheme().equals("tel"))
                .map(uri -> new Registration.Contact(
                        uri,
                        contact.getParameter("expires") == null ? Registration.NO_EXPIRES : contact.getExpires(),
                        instance.replaceAll("[<>\"]", ""),
                        Integer.parseInt(number),
                        (int) Math.round(Double.parseDouble(preference) * 1_000)));
    }

    /** The proxies the REGISTER came through (RFC 3327); empty when one of them is no loose router. */
    private static Optional<List<SipUri>> path(SIPRequest request) {
        List<SipUri> path = new ArrayList<>();
        Iterator<?> written = request.getHeaders(PATH);
        while (written.hasNext()) {
            Optional<SipUri> proxy = written.next() instanceof HeaderAddress header
                    ? SipUri.parse(header.getAddress().getURI().toString())
                    : Optional.empty();
            if (proxy.filter(uri -> uri.parameters().containsKey("lr")).isEmpty() || path.size() == MAX_PATH) {
                return Optional.empty();
            }
            path.add(proxy.get());
        }
        return Optional.of(path);
    }

    /** Whether the sender understands an extension. */
    static boolean supports(SIPRequest request, String optionTag) {
        Iterator<?> supported = request.getHeaders(SupportedHeader.NAME);
        while (supported.hasNext()) {
            if (supported.next() instanceof SupportedHeader header
                    && optionTag.equalsIgnoreCase(header.getOptionTag())) {
                return true;
            }
        }
        return false;
    }

    /** Whether it asks for its flow to be remembered (RFC 5626 section 4.2): an instance, a reg-id and the option tag. */
    static boolean wantsOutbound(SIPRequest request, Registration registration) {
        return supports(request, "outbound")
                && registration.contacts().stream()
                        .anyMatch(contact -> contact.registrationId() > 0
                                && !contact.instance().isEmpty());
    }

    /** A proxy stands between and has not said that it keeps the flow (RFC 5626 section 6). */
    static boolean firstHopLacksOutbound(SIPRequest request, Registration registration) {
        boolean direct =
                request.getViaHeaders() == null || request.getViaHeaders().size() == 1;
        boolean kept = !registration.path().isEmpty()
                && registration.path().getLast().parameters().containsKey("ob");
        return !direct && !kept;
    }

    static boolean takesJson(SIPRequest request) {
        Iterator<?> accepted = request.getHeaders(AcceptHeader.NAME);
        while (accepted.hasNext()) {
            if (accepted.next() instanceof AcceptHeader header
                    && "application".equalsIgnoreCase(header.getContentType())
                    && "json".equalsIgnoreCase(header.getContentSubType())) {
                return true;
            }
        }
        return false;
    }
}
