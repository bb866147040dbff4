package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sound from whom it should not come: a browser with another certificate, a stranger at the trunk's port. */
class HostileMediaTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;
    private static final FarEnd END = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(END));
    }

    @AfterAll
    static void close() throws IOException {
        if (scene != null) {
            scene.close();
        }
    }

    @AfterEach
    void clear() {
        scene.clear();
    }

    private static Sipp answering(RtpPeer sound) throws IOException {
        sound.play(FAR_HERTZ, FAR_AMPLITUDE);
        return Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                .on(END.address(), Sipp.Transport.UDP)
                .sound(sound)
                .start();
    }

    @Test
    void aCertificateThatIsNotTheOneOfTheSdpEndsTheCallAndTheNextOneWorks() throws Exception {
        double before = scene.gateway().metric("landline_media_dtls_failed_total");
        try (RtpPeer sound = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(sound)) {
            Tab liar = scene.tab(new JsonObject().put("wrongFingerprint", true))
                    .signIn("bob", GatewayFile.password("bob"));
            liar.dial(END.number());
            liar.awaitEnded();
            assertEquals(0, liar.stats().getInteger("received", 0));
            scene.gateway().awaitGrowth(before, "landline_media_dtls_failed_total");
            sipp.assertSucceeds();
        }
        assertACallWorks();
    }

    @Test
    void rtpFromAForeignAddressIsCountedAndNotHeard() throws Exception {
        double before = scene.gateway().metric("landline_media_rtp_foreign_source_total");
        try (RtpPeer sound = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(sound)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(END.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            InetSocketAddress trunkPort = sound.remote().orElseThrow();
            try (Stranger stranger = new Stranger(trunkPort)) {
                scene.gateway().awaitGrowth(before + 50, "landline_media_rtp_foreign_source_total");
                alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
                assertEquals(0, stranger.received(), "packets sent to the stranger");
            }
            assertTrue(sound.packets() > 0);
            alice.hangUp();
            sipp.assertSucceeds();
        }
        assertACallWorks();
    }

    private static void assertACallWorks() throws Exception {
        try (RtpPeer sound = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(sound)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(END.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            alice.hangUp();
            sipp.assertSucceeds();
        }
    }

    /** Sends a loud tone to a port that it has no business with. */
    private static final class Stranger implements AutoCloseable {
        private final DatagramSocket socket;
        private final AtomicInteger received = new AtomicInteger();

        Stranger(InetSocketAddress victim) throws IOException {
            socket = new DatagramSocket(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 66}), Ports.free()));
            Thread.ofVirtual().start(() -> send(victim));
            Thread.ofVirtual().start(this::receive);
        }

        private void send(InetSocketAddress victim) {
            RtpSender sender = new RtpSender(Law.PCMU);
            try {
                while (!socket.isClosed()) {
                    for (byte[] packet : sender.frame(160, 2000, 0.9)) {
                        socket.send(new DatagramPacket(packet, packet.length, victim));
                    }
                    LockSupport.parkNanos(20_000_000);
                }
            } catch (IOException e) {
                // The socket was closed: the test is over.
            }
        }

        private void receive() {
            byte[] bytes = new byte[2048];
            try {
                while (true) {
                    socket.receive(new DatagramPacket(bytes, bytes.length));
                    received.incrementAndGet();
                }
            } catch (IOException e) {
                // As above.
            }
        }

        int received() {
            return received.get();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
