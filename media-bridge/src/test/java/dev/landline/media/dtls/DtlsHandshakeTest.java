package dev.landline.media.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import dev.landline.media.srtp.SrtpSession;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DtlsHandshakeTest {
    private static final List<SrtpProfile> BOTH = SrtpProfile.OVER_DTLS;

    private static DtlsIdentity ours;
    private static DtlsIdentity theirs;

    private final BlockingQueue<DtlsOutcome> outcomes = new LinkedBlockingQueue<>();
    private final AtomicInteger clientDatagrams = new AtomicInteger();
    private final DtlsHandshake server = new DtlsHandshake(ours, this::toClient, outcomes::add);
    private final DatagramQueue client = new DatagramQueue((bytes, at, length) -> {
        clientDatagrams.incrementAndGet();
        server.offer(Arrays.copyOfRange(bytes, at, at + length));
    });

    @BeforeAll
    static void makeIdentities() throws GeneralSecurityException {
        SrtpSession.warmUp(1);
        ours = DtlsIdentity.create(Instant.now());
        theirs = DtlsIdentity.create(Instant.now());
    }

    @AfterEach
    void close() {
        server.close();
        client.end();
    }

    private void toClient(byte[] bytes, int at, int length) {
        client.offer(Arrays.copyOfRange(bytes, at, at + length));
    }

    private static CertificateFingerprint fingerprintOf(DtlsIdentity identity) {
        return CertificateFingerprint.parse("sha-256", identity.fingerprint()).orElseThrow();
    }

    private CompletableFuture<DTLSTransport> connect(SrtpClient peer) {
        CompletableFuture<DTLSTransport> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                done.complete(new DTLSClientProtocol().connect(peer, client));
            } catch (IOException | RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        return done;
    }

    private DtlsOutcome outcome() throws InterruptedException {
        DtlsOutcome outcome = outcomes.poll(30, TimeUnit.SECONDS);
        return Optional.ofNullable(outcome).orElseThrow(() -> new AssertionError("no outcome"));
    }

    private SrtpKeys established() throws InterruptedException {
        return assertInstanceOf(DtlsOutcome.Established.class, outcome()).keys();
    }

    private void assertKeysFit(SrtpKeys ourKeys, SrtpKeys theirKeys) throws GeneralSecurityException {
        try (SrtpSession one = new SrtpSession(ourKeys, 5);
                SrtpSession other = new SrtpSession(theirKeys, 6)) {
            byte[] packet = new byte[64];
            packet[0] = (byte) 0x80;
            packet[11] = 5;
            int length = one.protectRtp(packet, 0, 40);
            assertEquals(40, other.unprotectRtp(packet, 0, length, 0));
        }
    }

    @Test
    void gcmIsPreferredWhenThePeerOffersBoth() throws Exception {
        SrtpClient peer =
                new SrtpClient(theirs, List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80, SrtpProfile.AEAD_AES_128_GCM));
        server.start("dtls-test", fingerprintOf(theirs));
        connect(peer).get(30, TimeUnit.SECONDS);
        SrtpKeys keys = established();
        assertEquals(SrtpProfile.AEAD_AES_128_GCM, keys.profile());
        assertKeysFit(keys, peer.keys());
    }

    @Test
    void aesCmIsAcceptedWhenItIsAllThePeerHas() throws Exception {
        SrtpClient peer = new SrtpClient(theirs, List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80));
        server.start("dtls-test", fingerprintOf(theirs));
        connect(peer).get(30, TimeUnit.SECONDS);
        SrtpKeys keys = established();
        assertEquals(SrtpProfile.AES_CM_128_HMAC_SHA1_80, keys.profile());
        assertKeysFit(keys, peer.keys());
    }

    @Test
    void datagramsThatComeBeforeTheStartWaitForIt() throws Exception {
        CompletableFuture<DTLSTransport> connected = connect(new SrtpClient(theirs, BOTH));
        while (clientDatagrams.get() == 0) {
            Thread.onSpinWait();
        }
        server.start("dtls-test", fingerprintOf(theirs));
        connected.get(30, TimeUnit.SECONDS);
        established();
        assertEquals(6, clientDatagrams.get(), "one hello and a flight of five: nothing was sent again");
    }

    @Test
    void anotherCertificateThanTheSdpsIsRefused() throws Exception {
        server.start("dtls-test", fingerprintOf(ours));
        CompletableFuture<DTLSTransport> connected = connect(new SrtpClient(theirs, BOTH));
        DtlsOutcome.Failed failed = assertInstanceOf(DtlsOutcome.Failed.class, outcome());
        assertTrue(failed.reason().contains("fingerprint"), failed.reason());
        assertTrue(connected.handle((transport, failure) -> failure != null).get(30, TimeUnit.SECONDS));
    }

    @Test
    void aClientHelloInTwoDatagramsIsPutTogether() throws Exception {
        server.start("dtls-test", fingerprintOf(theirs));
        connect(new LargeHello(theirs)).get(30, TimeUnit.SECONDS);
        established();
        assertTrue(clientDatagrams.get() >= 3, "the hello did not fit one datagram");
    }

    /** As large as a post-quantum key share makes it. */
    private static final class LargeHello extends SrtpClient {
        LargeHello(DtlsIdentity identity) {
            super(identity, BOTH);
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"}) // the library's signature
        public Hashtable getClientExtensions() throws IOException {
            Hashtable extensions = super.getClientExtensions();
            TlsExtensionsUtils.addPaddingExtension(extensions, 1_250);
            return extensions;
        }
    }

    @Test
    void aPeerThatClosesIsReported() throws Exception {
        server.start("dtls-test", fingerprintOf(theirs));
        DTLSTransport transport = connect(new SrtpClient(theirs, BOTH)).get(30, TimeUnit.SECONDS);
        established();
        transport.close();
        assertInstanceOf(DtlsOutcome.ClosedByPeer.class, outcome());
    }

    @Test
    void ourCloseReachesThePeer() throws Exception {
        server.start("dtls-test", fingerprintOf(theirs));
        CloseWatcher peer = new CloseWatcher(theirs);
        DTLSTransport transport = connect(peer).get(30, TimeUnit.SECONDS);
        established();
        server.close();
        byte[] buffer = new byte[transport.getReceiveLimit()];
        // The peer's queue ends when its library has heard the close_notify.
        assertThrows(InterruptedIOException.class, () -> transport.receive(buffer, 0, buffer.length, 10_000));
        assertTrue(peer.closeNotified);
    }

    private static final class CloseWatcher extends SrtpClient {
        private boolean closeNotified;

        CloseWatcher(DtlsIdentity identity) {
            super(identity, BOTH);
        }

        @Override
        public void notifyAlertReceived(short level, short description) {
            closeNotified |= description == 0;
        }
    }

    @Test
    void whatWaitsIsBounded() {
        for (int i = 0; i < DatagramQueue.CAPACITY; i++) {
            assertTrue(server.offer(new byte[20]));
        }
        assertEquals(false, server.offer(new byte[20]));
    }

    @Test
    void fingerprintsOfWeakHashesAndWrongLengthsAreRefused() {
        String sha256 = ours.fingerprint();
        assertTrue(CertificateFingerprint.parse("SHA-256", sha256.toLowerCase(Locale.ROOT))
                .isPresent());
        assertTrue(
                CertificateFingerprint.parse("sha-1", "00:".repeat(19) + "00").isEmpty());
        assertTrue(CertificateFingerprint.parse("sha-256", sha256.substring(3)).isEmpty());
        assertTrue(CertificateFingerprint.parse("sha-256", "nonsense").isEmpty());
        assertTrue(
                CertificateFingerprint.parse("sha-512", "AB:".repeat(63) + "AB").isPresent());
    }

    @Test
    void theRehearsalShakesHandsWithItself() {
        DtlsRehearsal.run(ours);
    }
}
