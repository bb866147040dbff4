package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.ice.StunWriter;
import dev.landline.media.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What strangers, liars and the lost get: a refusal and a counter, while the call goes on. */
class BridgeGuardTest {
    private static final double AMPLITUDE = 8000;

    private static TestEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = TestEngine.start(OpusChoice.AUTO);
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    @Test
    void aWrongFingerprintEndsTheHandshakeAndLetsNothingThrough() throws Exception {
        try (BrowserPeer browser = engine.newBrowser();
                TestCall call = new TestCall(engine.engine(), browser, new TrunkPeer(G711Law.PCMU, 20))) {
            call.connectTrunk();
            BrowserRemote honest = browser.description();
            call.bridge()
                    .connectBrowser(
                            Side.A,
                            BrowserRemote.opus(
                                    honest.iceUfrag(), "sha-256", "AB:".repeat(31) + "AB", BrowserPeer.OPUS));
            browser.connect(call.browserLocal());
            Waiting.until("DtlsFailed", () -> call.event(MediaEvent.DtlsFailed.class) != null);
            assertTrue(call.event(MediaEvent.DtlsFailed.class).reason().contains("fingerprint"));
            Waiting.until("the browser's alert", browser::handshakeFailed);
            assertNull(call.event(MediaEvent.Secured.class));
            assertEquals(0, browser.packetsHeard());
        }
    }

    @Test
    void aFingerprintOfAWeakHashIsRefusedAtOnce() throws Exception {
        try (BrowserPeer browser = engine.newBrowser();
                TestCall call = new TestCall(engine.engine(), browser, new TrunkPeer(G711Law.PCMU, 20))) {
            BrowserRemote honest = browser.description();
            BrowserRemote weak = BrowserRemote.opus(honest.iceUfrag(), "sha-1", "AB:".repeat(19) + "AB", 111);
            call.bridge().connectBrowser(Side.A, weak);
            Waiting.until("DtlsFailed", () -> call.event(MediaEvent.DtlsFailed.class) != null);
        }
    }

    @Test
    void rtpFromAForeignAddressIsRefusedAndCounted() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            call.browser().meter().assertHears(1000, AMPLITUDE);
            long before = engine.count(MediaCounter.RTP_FOREIGN_SOURCE);
            byte[] loud = new byte[172];
            loud[0] = (byte) 0x80;
            for (int i = 0; i < 50; i++) {
                loud[3] = (byte) i;
                Stranger.send(loud, call.trunkLocal().rtp());
                Stranger.send(loud, call.trunkLocal().rtcp());
            }
            Waiting.until("50 refusals", () -> engine.count(MediaCounter.RTP_FOREIGN_SOURCE) - before == 50);
            Waiting.until("RTCP refusals", () -> engine.count(MediaCounter.RTCP_FOREIGN_SOURCE) >= 50);
            call.browser().meter().assertHears(1000, AMPLITUDE);
            Waiting.until("stats", () -> call.bridge().stats().b().packetsRefused() >= 50);
        }
    }

    @Test
    void dtlsAndSrtpFromAnAddressThatIceDidNotValidateAreIgnored() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            InetSocketAddress port = call.browserLocal().candidates().getFirst();
            byte[] clientHello = new byte[100];
            clientHello[0] = 22;
            for (int i = 0; i < 200; i++) {
                Stranger.send(clientHello, port);
            }
            call.awaitSecured();
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            assertTrue(engine.count(MediaCounter.DTLS_FOREIGN_SOURCE) >= 100, "the kernel may drop some");
            long before = engine.count(MediaCounter.SRTP_FOREIGN_SOURCE);
            Stranger.send(call.browser().protectedPacket(), port);
            Waiting.until("the refusal", () -> engine.count(MediaCounter.SRTP_FOREIGN_SOURCE) > before);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
        }
    }

    @Test
    void replayedAndForgedSrtpIsRefusedAndTheCallGoesOn() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            long replayed = engine.count(MediaCounter.SRTP_REPLAYED);
            byte[] packet = call.browser().protectedPacket();
            call.browser().sendRaw(packet);
            call.browser().sendRaw(packet);
            Waiting.until("the replay's refusal", () -> engine.count(MediaCounter.SRTP_REPLAYED) > replayed);
            long forged = engine.count(MediaCounter.SRTP_AUTH_FAILED);
            Random random = new Random(9);
            for (int i = 0; i < 300; i++) {
                byte[] bad = call.browser().protectedPacket();
                bad[14 + random.nextInt(bad.length - 14)] ^= (byte) 0xff;
                call.browser().sendRaw(bad);
            }
            Waiting.until("refusals", () -> engine.count(MediaCounter.SRTP_AUTH_FAILED) - forged >= 250);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
        }
    }

    @Test
    void checksWithWrongCredentialsChangeNothing() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            InetSocketAddress port = call.browserLocal().candidates().getFirst();
            long refused = engine.count(MediaCounter.STUN_BAD_INTEGRITY);
            long unknown = engine.count(MediaCounter.STUN_UNKNOWN_UFRAG);
            String username = call.browserLocal().iceUfrag() + ":"
                    + call.browser().description().iceUfrag();
            byte[] wrongPassword = StunWriter.check(new byte[12], username, true)
                    .integrity("not the password at all")
                    .fingerprint();
            byte[] nobody = StunWriter.check(new byte[12], "nobody:here", true)
                    .integrity("whatever")
                    .fingerprint();
            Stranger.send(wrongPassword, port);
            Stranger.send(nobody, port);
            Waiting.until("401", () -> engine.count(MediaCounter.STUN_BAD_INTEGRITY) > refused);
            Waiting.until("the drop", () -> engine.count(MediaCounter.STUN_UNKNOWN_UFRAG) > unknown);
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            call.browser().meter().assertHears(1000, AMPLITUDE);
        }
    }

    @Test
    void anotherCallsCredentialsCannotTakeAnAddressThatIsInUse() throws Exception {
        try (TestCall call = engine.callToTrunk();
                TestCall attacker = engine.callToTrunk()) {
            call.awaitSecured();
            attacker.awaitSecured();
            String username = attacker.browserLocal().iceUfrag() + ":"
                    + attacker.browser().description().iceUfrag();
            byte[] check = StunWriter.check(new byte[12], username, true)
                    .integrity(attacker.browserLocal().icePassword())
                    .fingerprint();
            long before = engine.count(MediaCounter.STUN_ADDRESS_TAKEN);
            // As if the attacker could forge the victim's source address.
            call.browser().sendRaw(check);
            Waiting.until("the refusal", () -> engine.count(MediaCounter.STUN_ADDRESS_TAKEN) > before);
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            call.browser().meter().assertHears(1000, AMPLITUDE);
        }
    }

    @Test
    void aClientHelloOfPostQuantumSizeConnects() throws Exception {
        BrowserPeer browser = engine.newBrowser(SrtpProfile.OVER_DTLS, 1_250);
        try (TestCall call = new TestCall(engine.engine(), browser, new TrunkPeer(G711Law.PCMU, 20))) {
            call.connectTrunk();
            call.connectBrowser();
            call.awaitSecured();
        }
    }

    @Test
    void lostConsentIsReportedAndSilencesUs() throws Exception {
        try (TestEngine impatient = TestEngine.start(OpusChoice.AUTO, 3_000_000_000L, 10);
                TestCall call = impatient.callToTrunk()) {
            call.awaitSecured();
            Waiting.until("sound", () -> call.browser().packetsHeard() > 10);
            call.browser().stopChecking();
            Waiting.until("ConsentLost", () -> call.event(MediaEvent.ConsentLost.class) != null);
            int trunkBefore = call.trunk().packetsHeard();
            int heard = call.browser().packetsHeard();
            Waiting.until("the trunk's stream to go on", () -> call.trunk().packetsHeard() > trunkBefore + 50);
            assertTrue(call.browser().packetsHeard() <= heard + 1, "nothing is sent without consent");
        }
    }

    @Test
    void aBrowserThatClosesItsDtlsIsReportedAsDeparted() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.browser().close();
            Waiting.until("Departed", () -> call.event(MediaEvent.Departed.class) != null);
        }
    }

    @Test
    void garbageOnEveryPortIsCountedAndNothingElse() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.browser().sendTone(1000, AMPLITUDE);
            Random random = new Random(4);
            for (int i = 0; i < 500; i++) {
                byte[] garbage = new byte[random.nextInt(300)];
                random.nextBytes(garbage);
                call.browser().sendRaw(garbage);
                Stranger.send(garbage, call.trunkLocal().rtp());
            }
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            assertEquals(0, engine.count(MediaCounter.BRIDGE_FAILED));
            assertFalse(engine.count(MediaCounter.BROWSER_DATAGRAM_UNKNOWN) == 0);
        }
    }

    @Test
    void moreBridgesThanAllowedAreRefused() throws Exception {
        try (TestEngine small = TestEngine.start(OpusChoice.AUTO, 30_000_000_000L, 2)) {
            Bridge first = small.engine().open("one", event -> {});
            small.engine().open("two", event -> {});
            assertThrows(BridgesExhausted.class, () -> small.engine().open("three", event -> {}));
            first.close();
            Waiting.until("a free place", () -> small.engine().openBridges() == 1);
            small.engine().open("three", event -> {});
        }
    }

    @Test
    void aReceiverThatThrowsHurtsNobody() throws Exception {
        try (BrowserPeer browser = engine.newBrowser();
                Bridge bridge = engine.engine().open("bad-receiver", event -> {
                    throw new IllegalStateException("a bug in call control");
                })) {
            BrowserLocal local = bridge.openBrowser(Side.A);
            bridge.connectBrowser(Side.A, browser.description());
            browser.connect(local);
            browser.awaitSecured(local);
            Waiting.until("the count", () -> engine.count(MediaCounter.EVENT_RECEIVER_FAILED) >= 2);
        }
    }
}
