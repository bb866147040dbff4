package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.ice.IceCredentials;
import dev.landline.media.ice.IceLite;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls of an engine whose ICE is in full mode: each browser has a port of its own. */
class BridgeFullIceTest {
    private static final double AMPLITUDE = 8000;
    private static final long SHORT_CONSENT = 1_500_000_000L;

    private static TestEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = TestEngine.startFull(IceLite.CONSENT_NANOS);
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    @Test
    void aToneArrivesAtBothEnds() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            assertFalse(call.browserLocal().lite());
            call.awaitSecured();
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            call.browser().meter().assertHears(1000, AMPLITUDE);
            assertEquals(
                    call.browser().address(),
                    call.event(MediaEvent.IceConnected.class).remote());
        }
    }

    @Test
    void everyCallHasAPortOfItsOwnAndGivesItBack() throws Exception {
        Waiting.until("no port in use", () -> engine.engine().icePortsInUse() == 0);
        try (TestCall first = engine.callToTrunk();
                TestCall second = engine.callToTrunk()) {
            InetSocketAddress one = first.browserLocal().candidates().getFirst();
            assertNotEquals(one, second.browserLocal().candidates().getFirst());
            assertEquals(2, engine.engine().icePortsInUse());
            first.awaitSecured();
            second.awaitSecured();
        }
        Waiting.until("no port in use", () -> engine.engine().icePortsInUse() == 0);
    }

    @Test
    void strangersAreNotHeard() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            InetSocketAddress port = call.browserLocal().candidates().getFirst();
            long dtls = engine.count(MediaCounter.DTLS_FOREIGN_SOURCE);
            long srtp = engine.count(MediaCounter.SRTP_FOREIGN_SOURCE);
            byte[] hello = new byte[60];
            hello[0] = 22;
            Stranger.send(hello, port);
            Stranger.send(call.browser().protectedPacket(), port);
            Waiting.until(
                    "both counted",
                    () -> engine.count(MediaCounter.DTLS_FOREIGN_SOURCE) > dtls
                            && engine.count(MediaCounter.SRTP_FOREIGN_SOURCE) > srtp);
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
        }
    }

    @Test
    void lostConsentIsReportedAndSilencesUs() throws Exception {
        try (TestEngine impatient = TestEngine.startFull(4_000_000_000L);
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

    private static void restart(TestCall call) {
        restart(call, call.bridge());
    }

    /** @param bridge where its browser is now */
    private static void restart(TestCall call, Bridge bridge) {
        call.browser().restartIce();
        IceCredentials fresh = bridge.restartIce(Side.A).orElseThrow();
        assertNotEquals(call.browserLocal().iceUfrag(), fresh.ufrag());
        assertNotEquals(call.browserLocal().icePassword(), fresh.password());
        bridge.connectBrowser(Side.A, call.browser().description());
        call.browser().checkWith(fresh);
    }

    private static void assertGoesOn(TestCall call, long nanos) {
        long from = System.nanoTime();
        int before = call.browser().packetsHeard();
        Waiting.until("time to pass", () -> System.nanoTime() - from > nanos);
        assertNull(call.event(MediaEvent.ConsentLost.class));
        assertTrue(call.browser().packetsHeard() - before > nanos / 25_000_000, "packets of 20 ms");
        call.trunk().meter().assertHears(1000, AMPLITUDE);
        call.browser().meter().assertHears(1000, AMPLITUDE);
    }

    /** Twice, and each time for longer than the consent of before could last. */
    @Test
    void aBrowserThatRestartsIceKeepsItsSoundItsKeysAndItsPort() throws Exception {
        try (TestEngine impatient = TestEngine.startFull(SHORT_CONSENT)) {
            try (TestCall call = impatient.callToTrunk()) {
                call.awaitSecured();
                call.browser().sendTone(1000, AMPLITUDE);
                call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
                for (int round = 0; round < 2; round++) {
                    restart(call);
                    assertGoesOn(call, 2 * SHORT_CONSENT);
                }
                assertEquals(1, impatient.engine().icePortsInUse());
                assertEquals(0, call.browser().sequenceJumps());
                assertEquals(0, call.browser().ssrcChanges());
            }
            Waiting.until("no port in use", () -> impatient.engine().icePortsInUse() == 0);
        }
    }

    @Test
    void aBrowserThatWasTransferredRestartsIceInTheCallThatTookIt() throws Exception {
        try (TestEngine impatient = TestEngine.startFull(SHORT_CONSENT);
                TestCall first = impatient.callToTrunk();
                TestCall second = impatient.callToTrunk()) {
            first.awaitSecured();
            second.awaitSecured();
            second.bridge().dismiss(Side.A);
            assertTrue(second.bridge().adopt(Side.A, first.bridge(), Side.A));
            first.bridge().close();
            first.browser().sendTone(1000, AMPLITUDE);
            second.trunk().sendTone(second.trunkLocal(), 1000, AMPLITUDE);
            restart(first, second.bridge());
            long from = System.nanoTime();
            Waiting.until("longer than consent", () -> System.nanoTime() - from > 2 * SHORT_CONSENT);
            second.trunk().meter().assertHears(1000, AMPLITUDE);
            first.browser().meter().assertHears(1000, AMPLITUDE);
        }
    }

    @Test
    void untilTheBrowserChecksAnewSoundAndConsentGoOnAsBefore() throws Exception {
        try (TestEngine impatient = TestEngine.startFull(SHORT_CONSENT);
                TestCall call = impatient.callToTrunk()) {
            call.awaitSecured();
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            assertTrue(call.bridge().restartIce(Side.A).isPresent());
            assertGoesOn(call, 2 * SHORT_CONSENT);
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
}
