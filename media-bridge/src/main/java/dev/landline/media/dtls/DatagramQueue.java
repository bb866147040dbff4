package dev.landline.media.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;

/**
 * Carries datagrams from the media loop to the DTLS thread of one leg. Datagrams that come before the handshake runs
 * wait here. Bounded: a flood loses datagrams and nothing else.
 */
final class DatagramQueue implements DatagramTransport {
    static final int CAPACITY = 64;

    /** A ClientHello with post-quantum key shares fills an Ethernet frame. */
    private static final int RECEIVE_LIMIT = 2048;

    /** Fits every path that carries IPv6 and tunnels. */
    private static final int SEND_LIMIT = 1200;

    private static final byte[] END = {};

    private final ArrayBlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final DatagramSink out;
    // Written by close() on any thread, read by the DTLS thread.
    private volatile boolean ended;

    DatagramQueue(DatagramSink out) {
        this.out = out;
    }

    /** Whether there was room. The array is taken over. */
    boolean offer(byte[] datagram) {
        return !ended && waiting.offer(datagram);
    }

    /** Lets the DTLS thread find the end, now or after what already waits. */
    void end() {
        ended = true;
        if (!waiting.offer(END)) {
            waiting.clear();
            waiting.offer(END);
        }
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        failWhenEnded();
        try {
            byte[] datagram = waiting.poll(waitMillis, TimeUnit.MILLISECONDS);
            failWhenEnded();
            if (datagram == null) {
                return -1;
            }
            int copied = Math.min(length, datagram.length);
            System.arraycopy(datagram, 0, buffer, offset, copied);
            return copied;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(interrupted);
        }
    }

    /** The library passes this kind of failure through without an alert, so a close_notify can still go out. */
    private void failWhenEnded() throws InterruptedIOException {
        if (ended) {
            throw new InterruptedIOException("the leg ended");
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        out.send(buffer, offset, length);
    }

    /** The library calls this on the peer's close_notify and then would go on waiting; the next receive ends it. */
    @Override
    public void close() {
        ended = true;
    }
}
