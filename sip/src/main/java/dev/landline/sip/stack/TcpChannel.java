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
    private final Queue<Waiting> waiting = new ArrayDeque<>();
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
     * A message that waits for its connection.
     *
     * @param transaction the transaction to tell when it cannot leave, or empty
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Waiting(byte[] bytes, String transaction) {}

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
        write(bytes, "");
    }

    @Override
    void write(SIPMessage message) throws IOException {
        if (!isClosed()) {
            write(message.encodeAsBytes(getTransport()), message.getTransactionId());
        } else if (message instanceof SIPResponse response && accepted && !trunk.isEmpty()) {
            // RFC 3261 section 18.2.2: over a new connection to where the peer says it listens.
            processor.toListener(this, response.getTopmostVia().getPort()).write(response);
        } else if (message instanceof SIPRequest request && request.getMethod().equals(Request.ACK)) {
            // That of a refusal, and nobody is there to get it. JAIN-SIP would lose the refusal over an exception here.
            processor.counters().count(SipCounter.SEND_FAILED);
        } else {
            throw new IOException("the connection to " + peer + " is closed");
        }
    }

    private synchronized boolean isClosed() {
        return state == State.CLOSED;
    }

    private synchronized void write(byte[] bytes, String transaction) throws IOException {
        switch (state) {
            case OPEN -> {
                if (!connection.isWritable()) {
                    throw new IOException(peer + " does not read");
                }
                send(bytes, transaction);
            }
            case IDLE -> {
                state = State.CONNECTING;
                waiting.add(new Waiting(bytes, transaction));
                processor.dial(this);
            }
            case CONNECTING -> {
                if (waiting.size() >= MAX_WAITING) {
                    throw new IOException("too much waits for the connection to " + peer);
                }
                waiting.add(new Waiting(bytes, transaction));
            }
            case CLOSED -> throw new IOException("the connection to " + peer + " is closed");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The listener takes the result.
    private void send(byte[] bytes, String transaction) {
        connection.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener(future -> {
            if (!future.isSuccess()) {
                processor.lost().notSent(this, transaction, "The Connection Broke");
            }
        });
    }

    synchronized void connected(Channel opened) {
        connection = opened;
        state = State.OPEN;
        for (Waiting message = waiting.poll(); message != null; message = waiting.poll()) {
            send(message.bytes(), message.transaction());
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
