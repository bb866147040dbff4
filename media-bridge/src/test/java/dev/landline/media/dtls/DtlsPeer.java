package dev.landline.media.dtls;

import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import java.io.IOException;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsExtensionsUtils;

/** The DTLS half of a browser-like test peer: the active side, with a certificate of its own. */
public final class DtlsPeer implements AutoCloseable {
    private static final DtlsIdentity IDENTITY = DtlsIdentity.create(Instant.parse("2026-06-01T00:00:00Z"));

    private final SrtpClient client;
    private final DatagramQueue queue;
    private volatile DTLSTransport transport;

    /**
     * @param paddingBytes makes the ClientHello larger, as post-quantum key shares do
     */
    public DtlsPeer(List<SrtpProfile> profiles, int paddingBytes, DatagramSink out) {
        client = new PaddedClient(profiles, paddingBytes);
        queue = new DatagramQueue(out);
    }

    /** Fingerprint of the certificate that every test peer shows. */
    public static String fingerprint() {
        return IDENTITY.fingerprint();
    }

    public void offer(byte[] datagram) {
        queue.offer(datagram);
    }

    /** Shakes hands on a thread of its own. */
    public CompletableFuture<SrtpKeys> connect() {
        CompletableFuture<SrtpKeys> keys = new CompletableFuture<>();
        Thread.ofVirtual().name("peer-dtls").start(() -> {
            try {
                transport = new DTLSClientProtocol().connect(client, queue);
                keys.complete(client.keys());
            } catch (IOException | RuntimeException failed) {
                keys.completeExceptionally(failed);
            }
        });
        return keys;
    }

    /** Says close_notify when the handshake was done. */
    @Override
    public void close() {
        DTLSTransport established = transport;
        if (established != null) {
            try {
                established.close();
            } catch (IOException unsent) {
                // The test is over.
            }
        }
        queue.end();
    }

    /** Goes away without a word. */
    public void vanish() {
        queue.end();
    }

    private static final class PaddedClient extends SrtpClient {
        private final int paddingBytes;

        PaddedClient(List<SrtpProfile> profiles, int paddingBytes) {
            super(IDENTITY, profiles);
            this.paddingBytes = paddingBytes;
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"}) // the library's signature
        public Hashtable getClientExtensions() throws IOException {
            Hashtable extensions = super.getClientExtensions();
            if (paddingBytes > 0) {
                TlsExtensionsUtils.addPaddingExtension(extensions, paddingBytes);
            }
            return extensions;
        }
    }
}
