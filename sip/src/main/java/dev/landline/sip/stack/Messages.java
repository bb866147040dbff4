package dev.landline.sip.stack;

import dev.landline.sip.FlowId;
import dev.landline.sip.MessageRoute;
import dev.landline.sip.OutsideCalls;
import dev.landline.sip.PageMessage;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipUri;
import dev.landline.sip.registrar.Binding;
import dev.landline.sip.registrar.Gruus;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContentEncodingHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Request;

/** Carries texts (MESSAGE, RFC 3428) from tabs and trunks to tabs and trunks. */
final class Messages {

    private static final String PLAIN_TEXT = "text/plain";
    /** An address that nothing can be at (RFC 1112 section 4). */
    private static final SipHop NOWHERE = new SipHop("240.0.0.0", 1, "ws");

    private final Core core;
    private final Answers answers;
    private final Sources sources;
    private final RequestBrakes brakes;
    private final OutsideRequests requests;
    private final Supplier<OutsideCalls> decisions;

    Messages(
            Core core,
            Answers answers,
            Sources sources,
            RequestBrakes brakes,
            OutsideRequests requests,
            Supplier<OutsideCalls> decisions) {
        this.core = core;
        this.answers = answers;
        this.sources = sources;
        this.brakes = brakes;
        this.requests = requests;
        this.decisions = decisions;
    }

    /** True when the text may go on to {@link #received}; false when it has been answered. */
    boolean admits(SIPRequest request, RawMessage raw, SipChannel channel) {
        Optional<SipSource> source = sources.of(request, raw, channel);
        if (source.isEmpty()) {
            return false;
        }
        if (!brakes.admits(RequestBrakes.Kind.MESSAGE, source.get(), System.nanoTime())) {
            return refuse(
                    request,
                    channel,
                    503,
                    "Too Many Messages",
                    response -> core.headers().retryAfter(response, RequestBrakes.RETRY_SECONDS));
        }
        byte[] body = request.getRawContent();
        if (body == null || body.length == 0) {
            return refuse(request, channel, 400, "Bad Request: a message without a text", Answers.Extra.NONE);
        }
        if (request.getHeader(ContentEncodingHeader.NAME) != null) {
            return refuse(
                    request,
                    channel,
                    415,
                    "Unsupported Media Type",
                    response -> core.headers().set(response, "Accept-Encoding", "identity"));
        }
        if (!isPlainText(request)) {
            return refuse(
                    request,
                    channel,
                    415,
                    "Unsupported Media Type",
                    response -> core.headers().set(response, "Accept", PLAIN_TEXT));
        }
        if (body.length > PageMessage.MAX_BYTES) {
            return refuse(request, channel, 413, "Message Too Long", Answers.Extra.NONE);
        }
        boolean readable = SipUri.parse(request.getRequestURI().toString()).isPresent()
                && Headers.party(request.getFrom()).isPresent()
                && text(body).isPresent();
        if (!readable) {
            return refuse(
                    request, channel, 400, "Bad Request: an address or the text is unreadable", Answers.Extra.NONE);
        }
        request.setApplicationData(new Admission(channel, source.get()));
        return true;
    }

    private boolean refuse(SIPRequest request, SipChannel channel, int status, String phrase, Answers.Extra extra) {
        core.counters().count(SipCounter.TEXTS_REFUSED);
        answers.send(request, channel, status, phrase, extra);
        return false;
    }

    private static boolean isPlainText(SIPRequest request) {
        if (!(request.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type)) {
            return false;
        }
        String charset = type.getParameter("charset");
        boolean utf8 = charset == null || charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("us-ascii");
        return utf8
                && "text".equalsIgnoreCase(type.getContentType())
                && "plain".equalsIgnoreCase(type.getContentSubType());
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** A text that has been let in. On the lane of its Call-ID. */
    void received(ServerTransaction given, SIPRequest request, Admission admission)
            throws SipException, ParseException, InvalidArgumentException {
        ServerTransaction transaction = given == null ? core.provider().getNewServerTransaction(request) : given;
        core.counters().count(SipCounter.TEXTS_TAKEN);
        Delivery delivery = new Delivery(core, transaction, request);
        SipUri target = SipUri.parse(request.getRequestURI().toString()).orElseThrow();
        Optional<Binding> tab = core.registrar().placeOf(target, core.gruus());
        if (Gruus.isGruu(target) && tab.isEmpty()) {
            delivery.refuse(480, "This Page Is Gone");
            return;
        }
        PageMessage message = new PageMessage(
                admission.source(),
                tab.map(place -> SipUri.of(place.user(), core.settings().domain()))
                        .orElse(target),
                Headers.party(request.getFrom()).orElseThrow(),
                text(request.getRawContent()).orElseThrow());
        switch (decisions.get().route(message)) {
            case MessageRoute.Refused refused -> delivery.refuse(refused.status(), refused.phrase());
            case MessageRoute.ToUser toUser ->
                toUser(
                        delivery,
                        message,
                        toUser,
                        tab.map(List::of).orElseGet(() -> core.registrar().places(toUser.user())));
            case MessageRoute.ToTrunk toTrunk -> toTrunk(delivery, message, toTrunk);
        }
    }

    private void toUser(Delivery delivery, PageMessage message, MessageRoute.ToUser route, List<Binding> known) {
        List<Binding> places = known.stream()
                .filter(place -> !isFrom(message.source(), place.flow()))
                .filter(place -> core.flows().find(place.flow()).isPresent())
                .toList();
        if (places.isEmpty()) {
            delivery.refuse(480, "Not Signed In");
            return;
        }
        delivery.expect(places.size());
        for (Binding place : places) {
            // A connection that closes right now has no way any more: its answer is that it cannot be sent.
            SipHop hop = core.flows().find(place.flow()).map(BrowserFlow::hop).orElse(NOWHERE);
            OutsideRequests.Extra extra = request -> {
                core.headers().route(request, place.path());
                core.headers().body(request, PLAIN_TEXT, message.text());
            };
            requests.send(
                    new OutsideRequests.Draft(Request.MESSAGE, place.contact(), route.from(), route.to(), extra),
                    hop,
                    Optional.empty(),
                    delivery::answered);
        }
    }

    private static boolean isFrom(SipSource source, FlowId flow) {
        return source instanceof SipSource.Browser browser && browser.flow().equals(flow);
    }

    private void toTrunk(Delivery delivery, PageMessage message, MessageRoute.ToTrunk route) {
        if (message.text().getBytes(StandardCharsets.UTF_8).length > PageMessage.MAX_TRUNK_BYTES) {
            delivery.refuse(413, "Message Too Long");
            return;
        }
        if (TrunkHop.isOurs(route.trunk().address(), core.settings())) {
            delivery.refuse(480, "The Trunk Is This Gateway");
            return;
        }
        delivery.expect(1);
        requests.send(
                new OutsideRequests.Draft(
                        Request.MESSAGE,
                        route.requestUri(),
                        route.from(),
                        route.to(),
                        request -> core.headers().body(request, PLAIN_TEXT, message.text())),
                TrunkHop.hop(route.trunk(), core),
                Optional.of(route.trunk().trunk()),
                delivery::answered);
    }
}
