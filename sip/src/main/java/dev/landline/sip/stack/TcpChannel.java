package dev.landline.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import javax.sip.message.Request;

/**
 * A peer on TCP or TLS. A connection of ours opens with the first message; what is written meanwhile waits in a short
 * queue. Every request that cannot leave tells its transaction.
 */
final class TcpChannel extends SipChannel {

    private static final int MAX_WAITING = 64;
    private static final int MAX_ALIASES = 8;

    private final TcpProcessor processor;
    private final InetSocketAddress peer;
    private final boolean accepted;
    // Guarded by this: the event loop, lanes and timers meet here.
    private final Queue<Outgoing> waiting = new ArrayDeque<>();
    private final List<String> aliases = new ArrayList<>();
    private Channel connection;
    private State state;
    // Told by the gate when a request shows whose connection this is.
    private volatile String trunk;
    private volatile boolean proved;
    // Set by the event loop when the handshake is over.
    private volatile List<X509Certificate> certificates = List.of();

    private enum State {
        IDLE,
        CONNECTING,
        OPEN,
        CLOSED
    }

    /**
     * A message as bytes.
     *
     * @param unsent what to do when it cannot leave
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Outgoing(byte[] bytes, Runnable unsent) {}

    private TcpChannel(TcpProcessor processor, InetSocketAddress peer, int hopPort, String trunk, Channel connection) {
        super(processor, peer.getAddress(), hopPort, processor.counters());
        this.processor = processor;
        this.peer = peer;
        this.trunk = trunk;
        this.accepted = connection != null;
        this.connection = connection;
        this.state = accepted ? State.OPEN : State.IDLE;
    }

    static TcpChannel accepted(TcpProcessor processor, InetSocketAddress peer, Channel connection) {
        return new TcpChannel(processor, peer, peer.getPort(), "", connection);
    }

    /**
     * A peer to be dialled when there is something to say.
     *
     * @param hopPort the port as JAIN-SIP has it, with the trunk's number above
     * @param trunk whose it is, or empty
     */
    static TcpChannel toDial(TcpProcessor processor, InetSocketAddress peer, int hopPort, String trunk) {
        return new TcpChannel(processor, peer, hopPort, trunk, null);
    }

    boolean isAccepted() {
        return accepted;
    }

    /** The trunk at the other end; empty while nobody knows. */
    String trunk() {
        return trunk;
    }

    /** A request that the gate let in shows whose connection this is: what we say in its call goes back over it. */
    void belongsTo(String name) {
        trunk = name;
        processor.share(this, peer.getPort());
    }

    /** Whether the certificate that the peer showed is its trunk's. */
    void proved(boolean isTrunks) {
        proved = isTrunks;
    }

    /**
     * Whether our requests may take this connection: over TLS only when the peer has proved who it is (RFC 5923 section
     * 9.1); over TCP its address is all that is ever known of it.
     */
    boolean mayBeAliased() {
        return accepted && (proved || !isSecure());
    }

    /** Our requests to the port where the peer listens take this connection from now on. */
    void reuseFor(int port) {
        if (processor.share(this, port)) {
            processor.counters().count(SipCounter.CONNECTIONS_ALIASED);
        }
    }

    /** The certificates that the peer showed, leaf first; empty without TLS or when it showed none. */
    List<X509Certificate> certificates() {
        return certificates;
    }

    void showed(List<X509Certificate> chain) {
        certificates = chain;
    }

    @Override
    InetSocketAddress remote() {
        return peer;
    }

    @Override
    void write(byte[] bytes) throws IOException {
        write(new Outgoing(bytes, () -> processor.counters().count(SipCounter.SEND_FAILED)));
    }

    @Override
    void write(SIPMessage message) throws IOException {
        switch (message) {
            case SIPResponse response when accepted && !trunk.isEmpty() -> writeOrAnswerAnew(response);
            case SIPRequest request when request.getMethod().equals(Request.ACK) -> writeAck(request);
            default -> write(outgoing(message));
        }
    }

    private Outgoing outgoing(SIPMessage message) {
        String transaction = message.getTransactionId();
        return new Outgoing(
                message.encodeAsBytes(getTransport()),
                () -> processor.lost().notSent(this, transaction, "The Connection Broke"));
    }

    /**
     * Who refuses may be gone before the ACK, and Netty knows that a moment before we do. JAIN-SIP would lose the refusal
     * over an exception here; a peer that is still there repeats its answer.
     */
    private void writeAck(SIPRequest ack) {
        try {
            write(outgoing(ack));
        } catch (IOException _) {
            processor.counters().count(SipCounter.SEND_FAILED);
        }
    }

    /** RFC 3261 section 18.2.2: when its connection is gone, an answer goes to where the peer says it listens. */
    private void writeOrAnswerAnew(SIPResponse response) throws IOException {
        byte[] bytes = response.encodeAsBytes(getTransport());
        int listening = response.getTopmostVia().getPort();
        if (isClosed()) {
            processor.toListener(this, listening).write(bytes);
        } else {
            write(new Outgoing(bytes, () -> answerAnew(bytes, listening)));
        }
    }

    private void answerAnew(byte[] bytes, int listening) {
        try {
            processor.toListener(this, listening).write(bytes);
        } catch (IOException _) {
            processor.counters().count(SipCounter.SEND_FAILED);
        }
    }

    private synchronized boolean isClosed() {
        return state == State.CLOSED;
    }

    private synchronized void write(Outgoing message) throws IOException {
        switch (state) {
            case OPEN -> {
                if (!connection.isWritable()) {
                    throw new IOException(peer + " does not read");
                }
                send(message);
            }
            case IDLE -> {
                state = State.CONNECTING;
                waiting.add(message);
                processor.dial(this);
            }
            case CONNECTING -> {
                if (waiting.size() >= MAX_WAITING) {
                    throw new IOException("too much waits for the connection to " + peer);
                }
                waiting.add(message);
            }
            case CLOSED -> throw new IOException("the connection to " + peer + " is closed");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The listener takes the result.
    private void send(Outgoing message) {
        connection.writeAndFlush(Unpooled.wrappedBuffer(message.bytes())).addListener(future -> {
            if (!future.isSuccess()) {
                message.unsent().run();
            }
        });
    }

    synchronized void connected(Channel opened) {
        connection = opened;
        state = State.OPEN;
        for (Outgoing message = waiting.poll(); message != null; message = waiting.poll()) {
            send(message);
        }
    }

    /**
     * The connection could not be opened, or is gone. Only the first call counts.
     *
     * @param why in the words of a reason phrase
     */
    void disconnected(String why) {
        List<String> names;
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            waiting.clear();
            names = List.copyOf(aliases);
        }
        processor.forget(this, names);
        processor.lost().connectionLost(this, why);
    }

    /** Found under one more address (RFC 5923); false when it has enough of them or is closed. */
    synchronized boolean alias(String key) {
        if (state == State.CLOSED || aliases.size() >= MAX_ALIASES) {
            return false;
        }
        aliases.add(key);
        return true;
    }

    /** A new channel to the same peer; empty when it cannot be dialled, having dialled us. */
    Optional<TcpChannel> again() {
        return accepted ? Optional.empty() : Optional.of(processor.channelTo(peer.getAddress(), getPeerPort()));
    }

    @Override
    public boolean isReliable() {
        return true;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The handler hears of the close.
    public synchronized void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
