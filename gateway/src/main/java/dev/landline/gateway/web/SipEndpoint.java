package dev.landline.gateway.web;

import dev.landline.sip.stack.Flow;
import dev.landline.sip.stack.FlowSocket;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP over WebSocket (RFC 7118) at {@code /sip}: decides who may open one, and keeps those that are open. Owned by the
 * server's event loop.
 */
final class SipEndpoint {

    static final String SUB_PROTOCOL = "sip";

    /** An administrator behind a proxy must learn which origin to allow, but a flood must not fill the disk. */
    private static final int FOREIGN_ORIGINS_LOGGED_MAX = 20;

    private static final Logger LOG = LoggerFactory.getLogger(SipEndpoint.class);

    private final Origins origins;
    private final Function<FlowSocket, Flow> flows;
    private final WebLimits limits;
    private final WebCounters counters;
    private final Connections connections;
    private final Answers answers;
    private final LongSupplier nowNanos;
    private final Set<BrowserSocket> open = new HashSet<>();
    private final Set<String> foreignOrigins = new HashSet<>();

    /** Read by metrics from other threads. */
    private volatile int size;

    SipEndpoint(
            Origins origins,
            Function<FlowSocket, Flow> flows,
            WebLimits limits,
            WebCounters counters,
            Connections connections,
            LongSupplier nowNanos) {
        this.origins = origins;
        this.flows = flows;
        this.limits = limits;
        this.counters = counters;
        this.connections = connections;
        this.answers = new Answers(connections);
        this.nowNanos = nowNanos;
    }

    int size() {
        return size;
    }

    /** A request for a WebSocket; refused in words, or upgraded. */
    void asked(HttpServerRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            request.response().putHeader("Upgrade", "websocket");
            refuse(request, WebCounter.SOCKETS_REFUSED_HANDSHAKE, 426, "This address speaks SIP over WebSocket only.");
        } else if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            request.response().putHeader("Sec-WebSocket-Version", "13");
            refuse(request, WebCounter.SOCKETS_REFUSED_HANDSHAKE, 426, "WebSocket version 13 is needed.");
        } else if (!wellFormed(request)) {
            refuse(request, WebCounter.SOCKETS_REFUSED_HANDSHAKE, 400, "This WebSocket upgrade request is incomplete.");
        } else if (!origins.allow(
                Optional.ofNullable(request.getHeader("Origin")), Optional.ofNullable(request.getHeader("Host")))) {
            foreign(request.getHeader("Origin"));
            refuse(
                    request,
                    WebCounter.SOCKETS_REFUSED_ORIGIN,
                    403,
                    "Pages of this origin may not connect here; the setting is landline.http.allowed-origins.");
        } else if (!offersSip(request.getHeader("Sec-WebSocket-Protocol"))) {
            refuse(
                    request,
                    WebCounter.SOCKETS_REFUSED_PROTOCOL,
                    400,
                    "The WebSocket sub-protocol 'sip' is needed (RFC 7118).");
        } else {
            upgrade(request);
        }
    }

    private static boolean wellFormed(HttpServerRequest request) {
        String connection = request.getHeader("Connection");
        List<String> keys = request.headers().getAll("Sec-WebSocket-Key");
        return connection != null
                && Stream.of(connection.split(",")).map(String::strip).anyMatch("upgrade"::equalsIgnoreCase)
                && keys.size() == 1
                && keys.getFirst().length() == 24
                && request.headers().getAll("Origin").size() <= 1
                && request.headers().getAll("Host").size() == 1;
    }

    private static boolean offersSip(String offered) {
        return offered != null
                && Stream.of(offered.split(",")).map(String::strip).anyMatch(SUB_PROTOCOL::equals);
    }

    private void foreign(String origin) {
        String shown = origin == null ? "none" : origin.substring(0, Math.min(origin.length(), 100));
        if (foreignOrigins.size() < FOREIGN_ORIGINS_LOGGED_MAX && foreignOrigins.add(shown)) {
            LOG.warn(
                    "refused a WebSocket from a page of origin \"{}\"; if it is yours, add it to"
                            + " landline.http.allowed-origins",
                    shown.replaceAll("[^\\x21-\\x7e]", "?"));
        }
    }

    private void refuse(HttpServerRequest request, WebCounter reason, int status, String sentence) {
        counters.add(reason);
        answers.sayAndClose(request, status, sentence);
    }

    private void upgrade(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"));
        request.toWebSocket()
                .onSuccess(socket -> opened(socket, origin, connection))
                .onFailure(_ -> {
                    counters.add(WebCounter.SOCKETS_REFUSED_HANDSHAKE);
                    connection.close();
                });
    }

    private void opened(ServerWebSocket socket, Optional<String> origin, HttpConnection connection) {
        connections.upgraded(connection);
        counters.add(WebCounter.SOCKETS_OPENED);
        socket.setWriteQueueMaxSize(limits.queuedBytes());
        BrowserSocket browser = new BrowserSocket(
                socket, origin, flows, () -> Connections.cutOff(connection), limits, counters, nowNanos.getAsLong());
        open.add(browser);
        size = open.size();
        socket.frameHandler(frame -> browser.received(frame, nowNanos.getAsLong()));
        socket.exceptionHandler(cause -> broken(browser, cause));
        socket.closeHandler(_ -> {
            browser.finished();
            open.remove(browser);
            size = open.size();
            connections.closed(connection);
        });
    }

    /** Errors of the connection itself need no answer: it is closed already, or about to be. */
    private static void broken(BrowserSocket browser, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            browser.violated(corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG));
        }
    }

    void tick() {
        long now = nowNanos.getAsLong();
        List.copyOf(open).forEach(browser -> browser.tick(now));
    }

    /** The server is stopping: every browser is told. */
    void goAway() {
        List.copyOf(open).forEach(BrowserSocket::goAway);
    }
}
