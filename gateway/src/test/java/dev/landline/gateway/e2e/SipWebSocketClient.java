package dev.landline.gateway.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SIP over WebSocket (RFC 7118), typed by hand: for what no decent softphone would send. */
final class SipWebSocketClient implements AutoCloseable {

    private static final String HOST = UUID.randomUUID().toString().substring(0, 12) + ".invalid";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final WebSocket socket;
    private final Inbox inbox;

    private static final class Inbox implements WebSocket.Listener {
        private final List<String> messages = new CopyOnWriteArrayList<>();
        private final StringBuilder partial = new StringBuilder();
        private volatile int closed;

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                messages.add(partial.toString());
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed = statusCode;
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed = WebSocket.NORMAL_CLOSURE + 6;
        }
    }

    private SipWebSocketClient(WebSocket socket, Inbox inbox) {
        this.socket = socket;
        this.inbox = inbox;
    }

    /** Connects as the gateway's own page would. */
    static SipWebSocketClient connect(GatewayProcess gateway) {
        return connect(gateway, "http://" + gateway.authority(), "sip");
    }

    private static SipWebSocketClient connect(GatewayProcess gateway, String origin, String subProtocol) {
        Inbox inbox = new Inbox();
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(PATIENCE);
        if (!subProtocol.isEmpty()) {
            builder.subprotocols(subProtocol);
        }
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        URI uri = URI.create("ws://" + gateway.authority() + "/sip");
        return new SipWebSocketClient(builder.buildAsync(uri, inbox).join(), inbox);
    }

    /** The HTTP status that the handshake is refused with; 101 when it is not. Empty origin or sub-protocol: none. */
    static int handshake(GatewayProcess gateway, String origin, String subProtocol) {
        try (SipWebSocketClient client = connect(gateway, origin, subProtocol)) {
            return client.closed() ? 0 : 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    void send(String message) {
        socket.sendText(message, true)
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(e -> null)
                .join();
    }

    /** A REGISTER; with credentials when there is a challenge to answer. Returns the answer. */
    String register(String user, Optional<String> authorization) {
        String callId = UUID.randomUUID().toString();
        send(String.join(
                "\r\n",
                "REGISTER sip:landline.internal SIP/2.0",
                "Via: SIP/2.0/WS " + HOST + ";branch=z9hG4bK" + callId,
                "Max-Forwards: 70",
                "From: <sip:" + user + "@landline.internal>;tag=one",
                "To: <sip:" + user + "@landline.internal>",
                "Call-ID: " + callId,
                "CSeq: 1 REGISTER",
                "Contact: <sip:" + user + "@" + HOST + ";transport=ws>;expires=60",
                authorization.map(value -> "Authorization: " + value + "\r\n").orElse("") + "Content-Length: 0",
                "",
                ""));
        return awaitMessageWith(callId);
    }

    /** Registers as a phone does: asks, is challenged, answers. Returns the last status. */
    int registerWithPassword(String user, String password) {
        String challenge = register(user, Optional.empty());
        if (status(challenge) != 401) {
            return status(challenge);
        }
        String realm = field(challenge, "realm");
        String nonce = field(challenge, "nonce");
        String uri = "sip:landline.internal";
        String secret = md5(user + ":" + realm + ":" + password);
        String response = challenge.contains("qop")
                ? md5(secret + ":" + nonce + ":00000001:abc:auth:" + md5("REGISTER:" + uri))
                : md5(secret + ":" + nonce + ":" + md5("REGISTER:" + uri));
        String authorization =
                "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=MD5"
                        .formatted(user, realm, nonce, uri, response);
        if (challenge.contains("qop")) {
            authorization += ", qop=auth, nc=00000001, cnonce=\"abc\"";
        }
        String opaque = challenge.contains("opaque=") ? ", opaque=\"" + field(challenge, "opaque") + "\"" : "";
        return status(register(user, Optional.of(authorization + opaque)));
    }

    /** The first message that carries these words. */
    String awaitMessageWith(String... words) {
        return Await.value(
                () -> "no message with " + List.of(words) + "; got " + inbox.messages + ", close " + inbox.closed,
                PATIENCE,
                () -> inbox.messages.stream()
                        .filter(message -> Arrays.stream(words).allMatch(message::contains))
                        .findFirst());
    }

    boolean closed() {
        return inbox.closed != 0;
    }

    void awaitClosed() {
        Await.until("the gateway closes the connection", PATIENCE, this::closed);
    }

    static int status(String message) {
        Matcher line = Pattern.compile("^SIP/2\\.0 (\\d{3}) ").matcher(message);
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    private static String field(String message, String name) {
        Matcher found = Pattern.compile("[ ,]" + name + "=\"([^\"]*)\"").matcher(message);
        if (!found.find()) {
            throw new AssertionError("no " + name + " in " + message);
        }
        return found.group(1);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
