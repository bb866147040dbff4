package dev.landline.sip.stack;

import dev.landline.sip.Party;
import dev.landline.sip.Reason;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.subscription.EventPackage;
import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipProvider;
import javax.sip.address.Address;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.ReasonHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Builds every header that we send from our own values. Nothing is copied from another leg, so nothing can be smuggled
 * through us.
 */
final class Headers {

    static final String PRODUCT = "Landline";

    /** What is served inside and around calls; REGISTER only concerns browsers and need not be announced. */
    private static final List<String> ALLOWED = List.of(
            "INVITE",
            "ACK",
            "CANCEL",
            "BYE",
            "OPTIONS",
            "INFO",
            "UPDATE",
            "PRACK",
            "REFER",
            "MESSAGE",
            "SUBSCRIBE",
            "NOTIFY");

    private static final int MAX_FORWARDS = 70;
    /** A parameter of Reason, which lets others in (RFC 3326 section 2). */
    private static final String ERROR = "landline-error";

    private static final int MOST_CONTACTS = 8;

    private final HeaderFactoryImpl headers = new HeaderFactoryImpl();
    private final AddressFactoryImpl addresses = new AddressFactoryImpl();
    private final MessageFactoryImpl messages = new MessageFactoryImpl();
    private final SipSettings settings;

    Headers(SipSettings settings) {
        this.settings = settings;
    }

    /** An INVITE of our own, whole but for what the dialog and the trunk's challenges add. */
    Request invite(
            SipCommand.Invite command,
            SipUri target,
            String fromTag,
            String callId,
            ViaHeader via,
            ContactHeader contact)
            throws ParseException, InvalidArgumentException {
        Request request = request(Request.INVITE, target, command.from(), fromTag, command.to(), "", callId, 1, via);
        request.setHeader(contact);
        allow(request);
        IdentityWire.write(this, request, command.identity());
        set(request, "Accept", "application/sdp");
        if (command.sdp().isPresent()) {
            sdp(request, command.sdp().get());
        }
        return request;
    }

    /** A request of our own; {@code toTag} is empty outside of dialogs. */
    Request request(
            String method,
            SipUri target,
            Party from,
            String fromTag,
            Party to,
            String toTag,
            String callId,
            long cseq,
            ViaHeader via)
            throws ParseException, InvalidArgumentException {
        Request request = messages.createRequest(
                uri(target),
                method,
                headers.createCallIdHeader(callId),
                headers.createCSeqHeader(cseq, method),
                headers.createFromHeader(address(from), fromTag),
                headers.createToHeader(address(to), toTag.isEmpty() ? null : toTag),
                List.of(via),
                headers.createMaxForwardsHeader(MAX_FORWARDS));
        userAgent(request);
        return request;
    }

    /** The Via of a message that is shown and not sent. */
    ViaHeader exampleVia(InetAddress host, int port, String transport) throws ParseException, InvalidArgumentException {
        ViaHeader via = headers.createViaHeader(host.getHostAddress(), port, transport, null);
        via.setRPort();
        via.setBranch("z9hG4bK-example");
        return via;
    }

    /** A request of our own outside any dialog. */
    SIPRequest request(String method, SipUri target, Party from, Party to, String callId, long sequence, ViaHeader via)
            throws ParseException, InvalidArgumentException {
        Request request = messages.createRequest(
                uri(target),
                method,
                headers.createCallIdHeader(callId),
                headers.createCSeqHeader(sequence, method),
                headers.createFromHeader(address(from), Core.token()),
                headers.createToHeader(address(to), null),
                List.of(via),
                headers.createMaxForwardsHeader(MAX_FORWARDS));
        request.setHeader(headers.createHeader("User-Agent", PRODUCT));
        return (SIPRequest) request;
    }

    /** Our Via; JAIN-SIP adds the branch. */
    ViaHeader via(SipProvider provider, String transport) throws ParseException, InvalidArgumentException {
        ListeningPoint point = provider.getListeningPoint(transport);
        if (point == null) {
            throw new InvalidArgumentException("this gateway has no " + transport + " port");
        }
        ViaHeader via = ((ListeningPointImpl) point).getViaHeader();
        via.setRPort();
        return via;
    }

    /** Where the peer reaches us inside the dialog. */
    ContactHeader contact(String transport, InetAddress peer) throws ParseException {
        return headers.createContactHeader(addresses.createAddress("<" + contactUri(transport, peer) + ">"));
    }

    /** A contact from text that was checked before. */
    ContactHeader contactFrom(String value) throws ParseException {
        return (ContactHeader) headers.createHeader(ContactHeader.NAME, value);
    }

    private String contactUri(String transport, InetAddress peer) {
        if (transport.regionMatches(true, 0, "ws", 0, 2)) {
            return SipUri.of("gateway", settings.domain())
                    .with("transport", transport.toLowerCase(Locale.ROOT))
                    .toString();
        }
        // A peer on this machine may not reach the address that the world does.
        InetAddress ours = peer.isLoopbackAddress()
                ? settings.address()
                : settings.advertise().orElse(settings.address());
        String host = ours.getHostAddress();
        String literal = host.indexOf(':') < 0 ? host : "[" + host + "]";
        String uri = "sip:gateway@" + literal + ":";
        return switch (SipTransport.named(transport)) {
            case UDP -> uri + settings.udpPort();
            case TCP -> uri + settings.tcpPort() + ";transport=tcp";
            case TLS ->
                "sip:gateway@" + settings.tls().host().orElse(literal) + ":" + settings.tlsPort() + ";transport=tls";
        };
    }

    /** A response with our reason phrase. */
    Response response(int status, String phrase, Request request) throws ParseException {
        Response response = messages.createResponse(status, request);
        response.setReasonPhrase(plain(phrase));
        return response;
    }

    void sdp(Message message, String sdp) throws ParseException {
        message.setContent(sdp.getBytes(StandardCharsets.UTF_8), headers.createContentTypeHeader("application", "sdp"));
    }

    /** @param contentType type and subtype with a slash between */
    void body(Message message, String contentType, String body) throws ParseException {
        String[] type = contentType.split("/", 2);
        message.setContent(
                body.getBytes(StandardCharsets.UTF_8), headers.createContentTypeHeader(type[0], type[type.length - 1]));
    }

    /** The status line of another call as a body (RFC 3420). */
    void sipfrag(Message message, int status, String phrase) throws ParseException {
        String line = "SIP/2.0 " + status + " " + plain(phrase) + "\r\n";
        message.setContent(line.getBytes(StandardCharsets.UTF_8), (ContentTypeHeader)
                headers.createHeader(ContentTypeHeader.NAME, "message/sipfrag;version=2.0"));
    }

    void reason(Message message, Optional<Reason> reason) throws ParseException, InvalidArgumentException {
        if (reason.isPresent()) {
            Reason why = reason.get();
            ReasonHeader header = headers.createReasonHeader(why.protocol(), why.cause(), null);
            if (!why.text().isEmpty()) {
                header.setText(quotable(why.text()));
            }
            if (why.error() > 0) {
                header.setParameter(ERROR, Integer.toString(why.error()));
            }
            message.setHeader(header);
        }
    }

    void allow(Message message) throws ParseException {
        for (String method : ALLOWED) {
            message.addHeader(headers.createAllowHeader(method));
        }
    }

    /** What can be subscribed to. */
    void allowEvents(Message message) throws ParseException {
        for (EventPackage event : EventPackage.values()) {
            message.addHeader(headers.createHeader("Allow-Events", event.token()));
        }
    }

    void server(Response response) throws ParseException {
        response.setHeader(headers.createHeader("Server", PRODUCT));
    }

    void userAgent(Request request) throws ParseException {
        request.setHeader(headers.createHeader("User-Agent", PRODUCT));
    }

    /** Changes the request URI. */
    void target(Request request, SipUri target) throws ParseException {
        request.setRequestURI(uri(target));
    }

    /** The way a request takes; it goes to our next hop all the same. */
    void route(Message message, List<SipUri> path) throws ParseException {
        for (SipUri proxy : path) {
            message.addHeader(headers.createRouteHeader(addresses.createAddress(uri(proxy))));
        }
    }

    /** Any header from text that is ours. */
    void set(Message message, String name, String value) throws ParseException {
        message.setHeader(headers.createHeader(name, value));
    }

    /** One more value of a header that may be a list. */
    void add(Message message, String name, String value) throws ParseException {
        message.addHeader(headers.createHeader(name, value));
    }

    void retryAfter(Message message, int seconds) throws ParseException {
        if (seconds > 0) {
            set(message, "Retry-After", Integer.toString(seconds));
        }
    }

    private URI uri(SipUri uri) throws ParseException {
        return addresses.createURI(uri.toString());
    }

    private Address address(Party party) throws ParseException {
        Address address = addresses.createAddress(uri(party.uri()));
        String name = quotable(party.displayName());
        if (!name.isEmpty()) {
            address.setDisplayName(name);
        }
        return address;
    }

    /** What may stand between quotes without escaping: names from peers end up here. */
    static String quotable(String text) {
        return plain(text).replaceAll("[\"\\\\]", "");
    }

    static String plain(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}", " ").strip();
        return oneLine.length() > 128 ? oneLine.substring(0, 128) : oneLine;
    }

    /** Reads an address header; empty when its URI is none of ours. */
    static Optional<Party> party(HeaderAddress header) {
        if (header == null) {
            return Optional.empty();
        }
        Address address = header.getAddress();
        String name = address.getDisplayName() == null ? "" : quotable(address.getDisplayName());
        return SipUri.parse(address.getURI().toString()).map(uri -> new Party(name, uri));
    }

    /** Whom a redirection names, the most wanted first; at most eight, without those that are none of ours. */
    static List<SipUri> contacts(Message message) {
        List<ContactHeader> given = new ArrayList<>();
        Iterator<?> all = message.getHeaders(ContactHeader.NAME);
        while (all.hasNext() && given.size() < MOST_CONTACTS) {
            if (all.next() instanceof ContactHeader contact
                    && !contact.getAddress().isWildcard()) {
                given.add(contact);
            }
        }
        return given.stream()
                .sorted(Comparator.comparingDouble(Headers::wanted).reversed())
                .flatMap(contact -> SipUri.parse(contact.getAddress().getURI().toString()).stream())
                .filter(uri -> !uri.user().isEmpty())
                .toList();
    }

    private static double wanted(ContactHeader contact) {
        return contact.getQValue() < 0 ? 1 : contact.getQValue();
    }

    static Optional<Reason> reason(Message message) {
        if (!(message.getHeader(ReasonHeader.NAME) instanceof ReasonHeader header) || header.getCause() < 0) {
            return Optional.empty();
        }
        String text = header.getText() == null ? "" : quotable(header.getText());
        return Optional.of(new Reason(header.getProtocol(), header.getCause(), text));
    }

    /** The SDP in a message; empty when it has no body. */
    static Optional<String> sdp(Message message) {
        return Bodies.sdp(message);
    }
}
