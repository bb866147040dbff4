package dev.landline.gateway.web;

import dev.landline.sip.stack.Flow;
import dev.landline.sip.stack.FlowSocket;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser's WebSocket: frames in, whole messages to the SIP stack; messages out within a bound. Frames and ticks are
 * handled on the server's event loop; {@link #send} and {@link #close} may be called from any thread.
 */
final class BrowserSocket implements FlowSocket {

    /** Close codes of RFC 6455 section 7.4.1. */
    private static final short GOING_AWAY = 1001;

    private static final short PROTOCOL_ERROR = 1002;
    private static final short POLICY_VIOLATION = 1008;
    private static final short TOO_BIG = 1009;
    private static final short INTERNAL_ERROR = 1011;

    private static final Logger LOG = LoggerFactory.getLogger(BrowserSocket.class);

    private final ServerWebSocket socket;
    private final Optional<String> origin;
    private final Runnable cutOff;
    private final WebLimits limits;
    private final WebCounters counters;
    private final InetSocketAddress remote;
    private final AtomicInteger queuedBytes = new AtomicInteger();
    private final Flow flow;

    private Buffer partial;
    private int fragments;
    private long heardNanos;
    private long pingedNanos;
    private boolean finished;
    private long endedNanos;

    /** Set by the stack's threads, seen at the next tick. */
    private volatile boolean closeAsked;

    BrowserSocket(
            ServerWebSocket socket,
            Optional<String> origin,
            Function<FlowSocket, Flow> flows,
            Runnable cutOff,
            WebLimits limits,
            WebCounters counters,
            long nowNanos) {
        this.socket = socket;
        this.origin = origin;
        this.cutOff = cutOff;
        this.limits = limits;
        this.counters = counters;
        this.remote = literal(socket.remoteAddress());
        this.heardNanos = nowNanos;
        this.pingedNanos = nowNanos;
        this.flow = flows.apply(this);
    }

    private static InetSocketAddress literal(SocketAddress address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address.hostAddress()), address.port());
    }

    @Override
    public boolean send(byte[] message) {
        int queued = queuedBytes.addAndGet(message.length);
        if (queued > limits.queuedBytes() || socket.isClosed()) {
            queuedBytes.addAndGet(-message.length);
            counters.add(WebCounter.MESSAGES_NOT_SENT);
            return false;
        }
        socket.writeFrame(frame(message)).onComplete(_ -> queuedBytes.addAndGet(-message.length));
        counters.add(WebCounter.MESSAGES_SENT);
        return true;
    }

    /** SIP is UTF-8 and goes as text; a message that is not goes as binary (RFC 7118 section 5). */
    private static WebSocketFrame frame(byte[] message) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString();
            return WebSocketFrame.textFrame(text, true);
        } catch (CharacterCodingException _) {
            return WebSocketFrame.binaryFrame(Buffer.buffer(message), true);
        }
    }

    @Override
    public void close() {
        closeAsked = true;
        socket.close();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public boolean secure() {
        return socket.isSsl();
    }

    @Override
    public Optional<String> origin() {
        return origin;
    }

    /** The server is stopping. */
    void goAway() {
        socket.close(GOING_AWAY, "The gateway is stopping");
    }

    void received(WebSocketFrame frame, long nowNanos) {
        heardNanos = nowNanos;
        switch (frame.type()) {
            case TEXT, BINARY, CONTINUATION -> message(frame);
            case PING -> answeredPing();
            case PONG, CLOSE -> {}
        }
    }

    private void message(WebSocketFrame frame) {
        Buffer content = frame.binaryData();
        int before = partial == null ? 0 : partial.length();
        fragments++;
        if (finished) {
            return;
        }
        if (before + content.length() > limits.messageBytes()) {
            violated(true);
        } else if (fragments > limits.fragments()) {
            end(
                    WebCounter.MESSAGES_IN_PIECES,
                    POLICY_VIOLATION,
                    "A message may have " + limits.fragments() + " frames");
        } else if (frame.isFinal()) {
            Buffer whole = partial == null ? content : partial.appendBuffer(content);
            partial = null;
            fragments = 0;
            deliver(whole.getBytes());
        } else {
            partial = partial == null ? Buffer.buffer().appendBuffer(content) : partial.appendBuffer(content);
        }
    }

    /** A frame broke the rules, or announced more than fits. */
    void violated(boolean tooBig) {
        if (tooBig) {
            end(WebCounter.MESSAGES_TOO_BIG, TOO_BIG, "A message may have " + limits.messageBytes() + " bytes");
        } else {
            end(WebCounter.FRAMES_BROKEN, PROTOCOL_ERROR, "This is not a WebSocket frame");
        }
    }

    private void deliver(byte[] message) {
        if (message.length == 0) {
            return;
        }
        counters.add(WebCounter.MESSAGES_RECEIVED);
        try {
            flow.received(message);
        } catch (RuntimeException bug) {
            LOG.error("a message from {} broke its flow", remote, bug);
            end(WebCounter.SOCKETS_FAILED, INTERNAL_ERROR, "The gateway could not handle this");
        }
    }

    /** The pong is already queued; a peer that pings and never reads would otherwise fill our memory with pongs. */
    private void answeredPing() {
        if (!socket.isClosed() && socket.writeQueueFull()) {
            end(WebCounter.READERS_SLOW, POLICY_VIOLATION, "Read before you ask again");
        }
    }

    /** Pings in good time, gives up on the dead, and cuts off those who do not read our goodbye. */
    void tick(long nowNanos) {
        if (finished || closeAsked) {
            endedNanos = endedNanos == 0 ? nowNanos : endedNanos;
            if (nowNanos - endedNanos >= limits.goodbye().toNanos()) {
                cutOff.run();
            }
        } else if (nowNanos - heardNanos >= limits.silence().toNanos()) {
            end(WebCounter.SOCKETS_DEAD, GOING_AWAY, "Nothing was heard from you");
        } else if (nowNanos - pingedNanos >= limits.pingInterval().toNanos()) {
            pingedNanos = nowNanos;
            socket.writePing(Buffer.buffer());
        }
    }

    private void end(WebCounter reason, short code, String sentence) {
        counters.add(reason);
        finished();
        socket.close(code, sentence);
    }

    /** Tells the stack, once, that the browser can no longer be reached. */
    void finished() {
        if (!finished) {
            finished = true;
            partial = null;
            flow.closed();
        }
    }
}
