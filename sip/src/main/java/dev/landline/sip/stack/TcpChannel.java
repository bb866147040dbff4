package dev.landline.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * A peer on TCP. A connection of ours opens with the first message; what is written meanwhile waits in a short queue. Every
 * message that cannot leave tells its transaction.
 */
final class TcpChannel extends SipChannel {

    private static final int MAX_WAITING = 64;

    private final TcpProcessor processor;
    private final InetSocketAddress peer;
    private final boolean accepted;
    // Guarded by this: the event loop, lanes and timers meet here.
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private Channel connection;
    private State state;

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

    private TcpChannel(TcpProcessor processor, InetSocketAddress peer, Channel connection) {
        super(processor, peer, processor.counters());
        this.processor = processor;
        this.peer = peer;
        this.accepted = connection != null;
        this.connection = connection;
        this.state = accepted ? State.OPEN : State.IDLE;
    }

    static TcpChannel accepted(TcpProcessor processor, InetSocketAddress peer, Channel connection) {
        return new TcpChannel(processor, peer, connection);
    }

    /** A peer to be dialled when there is something to say. */
    static TcpChannel toDial(TcpProcessor processor, InetSocketAddress peer) {
        return new TcpChannel(processor, peer, null);
    }

    boolean isAccepted() {
        return accepted;
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
        write(message.encodeAsBytes(getTransport()), message.getTransactionId());
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
                processor.failed(this, transaction);
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

    /** The connection could not be opened, or is gone. */
    void disconnected() {
        List<Waiting> lost;
        synchronized (this) {
            state = State.CLOSED;
            lost = new ArrayList<>(waiting);
            waiting.clear();
        }
        processor.forget(this);
        lost.forEach(message -> processor.failed(this, message.transaction()));
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
