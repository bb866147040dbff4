package dev.landline.media.dtls;

import java.io.IOException;
import java.util.function.Consumer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsTimeoutException;

/**
 * DTLS of one browser leg, passive side: datagrams go in as they arrive, and when {@link #start} is called a virtual
 * thread of its own does the handshake and then stays to hear the peer close. Datagrams that arrive before wait.
 *
 * <p>{@link #offer} and {@link #close} may be called from any thread.
 */
public final class DtlsHandshake implements AutoCloseable {
    private static final int IDLE_WAIT_MILLIS = 60_000;

    private final DtlsIdentity identity;
    private final Consumer<DtlsOutcome> outcomes;
    private final DatagramQueue queue;
    // Written once by close() on any thread, read by the DTLS thread.
    private volatile boolean closed;
    private boolean started;

    /**
     * @param out takes our datagrams
     * @param outcomes is told on the DTLS thread; first {@code Established} or {@code Failed}, later perhaps
     *     {@code ClosedByPeer}; nothing after {@link #close}
     */
    public DtlsHandshake(DtlsIdentity identity, DatagramSink out, Consumer<DtlsOutcome> outcomes) {
        this.identity = identity;
        this.outcomes = outcomes;
        this.queue = new DatagramQueue(out);
    }

    /**
     * Hands one datagram over; the array is taken over.
     *
     * @return false when too many wait and it was dropped
     */
    public boolean offer(byte[] datagram) {
        return queue.offer(datagram);
    }

    /** Starts once; further calls do nothing. Called by the leg's owner only. */
    public void start(String threadName, CertificateFingerprint expected) {
        if (started || closed) {
            return;
        }
        started = true;
        Thread.ofVirtual().name(threadName).start(() -> run(expected));
    }

    private void run(CertificateFingerprint expected) {
        SrtpServer server = new SrtpServer(identity, expected);
        DTLSTransport transport;
        try {
            transport = new DTLSServerProtocol().accept(server, queue);
        } catch (IOException | RuntimeException failed) {
            tell(new DtlsOutcome.Failed(reason(server, failed)));
            return;
        }
        tell(new DtlsOutcome.Established(server.keys()));
        listen(transport);
    }

    /** After the handshake only alerts and repeated handshake messages come; there is no application data. */
    private void listen(DTLSTransport transport) {
        try {
            byte[] ignored = new byte[transport.getReceiveLimit()];
            while (!closed) {
                transport.receive(ignored, 0, ignored.length, IDLE_WAIT_MILLIS);
            }
        } catch (IOException ended) {
            // The leg ended, the peer closed, or a fatal alert came: the association is gone in any case.
        }
        closeQuietly(transport);
        tell(new DtlsOutcome.ClosedByPeer());
    }

    /** Says close_notify unless one was exchanged already. */
    private static void closeQuietly(DTLSTransport transport) {
        try {
            transport.close();
        } catch (IOException unsent) {
            // It was a courtesy.
        }
    }

    private void tell(DtlsOutcome outcome) {
        if (!closed) {
            outcomes.accept(outcome);
        }
    }

    private static String reason(SrtpServer server, Exception failed) {
        if (!server.complaint().isEmpty()) {
            return server.complaint();
        }
        return switch (failed) {
            case TlsTimeoutException timeout -> "the handshake timed out";
            case TlsFatalAlert alert -> "alert " + AlertDescription.getName(alert.getAlertDescription());
            default -> failed.getClass().getSimpleName();
        };
    }

    /** Ends the association: with a close_notify when it was established. */
    @Override
    public void close() {
        closed = true;
        queue.end();
    }
}
