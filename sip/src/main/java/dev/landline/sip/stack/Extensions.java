package dev.landline.sip.stack;

import dev.landline.sip.session.DialogTerms.Reliability;
import dev.landline.sip.session.SessionExpires;
import dev.landline.sip.session.SessionTimer;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.header.AllowHeader;
import javax.sip.header.Header;
import javax.sip.header.OptionTag;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;

/** Reads and writes which extensions a message speaks of. */
final class Extensions {

    /** Reliable provisional answers (RFC 3262). */
    static final String RELIABLE = "100rel";
    /** Session timers (RFC 4028). */
    static final String TIMER = "timer";

    /** INVITE in place of another dialog (RFC 3891). */
    static final String REPLACES = "replaces";

    /** What a request may require. */
    static final Set<String> SERVED = Set.of(RELIABLE, TIMER, REPLACES);

    private Extensions() {}

    /** Says what we serve for a peer with these terms. */
    static void announce(Headers headers, Message message, Reliability reliability) throws ParseException {
        headers.add(message, SupportedHeader.NAME, REPLACES);
        headers.add(message, SupportedHeader.NAME, TIMER);
        if (reliability != Reliability.OFF) {
            headers.add(message, SupportedHeader.NAME, RELIABLE);
        }
    }

    /** Says in an INVITE of ours what we serve, and what we require. */
    static void offer(Headers headers, Request invite, Reliability reliability) throws ParseException {
        announce(headers, invite, reliability);
        if (reliability == Reliability.REQUIRED) {
            headers.set(invite, RequireHeader.NAME, RELIABLE);
        }
    }

    /** Says in an INVITE of ours how long a session we want. */
    static void offerTimer(Headers headers, Request invite, SessionTimer timer) throws ParseException {
        if (timer.wish().isPresent()) {
            headers.set(invite, "Session-Expires", timer.wish().get().value());
        }
        if (timer.minimum().isPresent()) {
            headers.set(invite, "Min-SE", timer.minimum().get().toString());
        }
    }

    static boolean requires(Message message, String tag) {
        return tags(message, RequireHeader.NAME).contains(tag);
    }

    static boolean supports(Message message, String tag) {
        return tags(message, SupportedHeader.NAME).contains(tag) || requires(message, tag);
    }

    /** The option tags of all headers of that name, in lower case. */
    static List<String> tags(Message message, String header) {
        List<String> tags = new ArrayList<>();
        Iterator<?> headers = message.getHeaders(header);
        while (headers.hasNext()) {
            if (headers.next() instanceof OptionTag tag && tag.getOptionTag() != null) {
                tags.add(tag.getOptionTag().toLowerCase(Locale.ROOT));
            }
        }
        return tags;
    }

    /** Whether the peer says that it takes requests of this method; a peer that says nothing at all may not. */
    static Optional<Boolean> allows(Message message, String method) {
        Iterator<?> headers = message.getHeaders(AllowHeader.NAME);
        if (!headers.hasNext()) {
            return Optional.empty();
        }
        while (headers.hasNext()) {
            if (headers.next() instanceof AllowHeader allow && method.equalsIgnoreCase(allow.getMethod())) {
                return Optional.of(true);
            }
        }
        return Optional.of(false);
    }

    static Optional<SessionExpires> sessionExpires(Message message) {
        return value(message, "Session-Expires").flatMap(SessionExpires::parse);
    }

    /** Min-SE in seconds; 0 when there is none. */
    static long minSessionExpires(Message message) {
        return value(message, "Min-SE")
                .flatMap(SessionExpires::parse)
                .map(SessionExpires::seconds)
                .orElse(0L);
    }

    static Optional<String> value(Message message, String name) {
        Header header = ((SIPMessage) message).getHeader(name);
        return header instanceof SIPHeader known ? Optional.of(known.getHeaderValue()) : Optional.empty();
    }
}
