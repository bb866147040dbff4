package dev.landline.media.ice;

import dev.landline.media.net.DatagramPort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What ice4j takes for the socket of a call. The real one is the media loop's: it hands over the STUN messages that
 * the agent may see, and what the agent sends leaves through it, non-blocking and only to addresses that
 * {@link CandidateRule} lets pass. So media has no further thread in its way.
 */
final class AgentSocket extends DatagramSocket {
    /** A browser's checks of one round; more is a flood. */
    static final int CAPACITY = 64;

    private final ArrayBlockingQueue<DatagramPacket> arrived = new ArrayBlockingQueue<>(CAPACITY);
    private final DatagramPort port;
    private final CandidateRule rule;
    private final Runnable onRefusedSend;
    // Written once by whoever closes or silences, read by ice4j's threads.
    private volatile boolean ended;
    private volatile boolean silent;
    private volatile int timeoutMillis;

    /** @param onRefusedSend told, on any thread, when a datagram was kept back or lost */
    AgentSocket(DatagramPort port, CandidateRule rule, Runnable onRefusedSend) throws SocketException {
        super((SocketAddress) null);
        this.port = port;
        this.rule = rule;
        this.onRefusedSend = onRefusedSend;
    }

    /**
     * Hands a message over; the array is taken over.
     *
     * @return false when too many wait and it was dropped
     */
    boolean offer(byte[] datagram, InetSocketAddress from) {
        return arrived.offer(new DatagramPacket(datagram, datagram.length, from));
    }

    /** Consent is lost: nothing more is sent. */
    void silence() {
        silent = true;
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        DatagramPacket next = await();
        if (ended) {
            throw new SocketException("closed");
        }
        int length = Math.min(next.getLength(), packet.getData().length - packet.getOffset());
        System.arraycopy(next.getData(), 0, packet.getData(), packet.getOffset(), length);
        packet.setLength(length);
        packet.setSocketAddress(next.getSocketAddress());
    }

    private DatagramPacket await() throws IOException {
        if (ended) {
            throw new SocketException("closed");
        }
        try {
            if (timeoutMillis == 0) {
                return arrived.take();
            }
            DatagramPacket next = arrived.poll(timeoutMillis, TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new SocketTimeoutException();
            }
            return next;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SocketException("interrupted");
        }
    }

    @Override
    public void send(DatagramPacket packet) {
        boolean allowed = !silent
                && !ended
                && packet.getSocketAddress() instanceof InetSocketAddress to
                && rule.isSendable(to)
                && port.send(ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength()), to);
        if (!allowed) {
            onRefusedSend.run();
        }
    }

    @Override
    public void close() {
        ended = true;
        // Wakes whoever waits; each that comes later finds it ended.
        DatagramPacket nothing = new DatagramPacket(new byte[0], 0);
        while (!arrived.offer(nothing)) {
            arrived.poll();
        }
        super.close();
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public InetAddress getLocalAddress() {
        return port.local().getAddress();
    }

    @Override
    public int getLocalPort() {
        return port.local().getPort();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return port.local();
    }

    /** ice4j makes its buffers of this size. */
    @Override
    public int getReceiveBufferSize() {
        return 2048;
    }

    @Override
    public void setReceiveBufferSize(int bytes) {
        // The media loop's socket has its own.
    }

    @Override
    public int getSoTimeout() {
        return timeoutMillis;
    }

    @Override
    public void setSoTimeout(int millis) {
        timeoutMillis = millis;
    }
}
