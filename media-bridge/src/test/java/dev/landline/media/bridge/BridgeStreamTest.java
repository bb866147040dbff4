package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.rtp.SequenceNumber;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Whatever happens at one end, the other gets one steady stream; reports go both ways. */
class BridgeStreamTest {
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

    /** Packets per second over the next 150. */
    private static double pace(TrunkPeer trunk) {
        int first = trunk.packetsHeard();
        long begun = System.nanoTime();
        Waiting.until("150 packets", () -> trunk.packetsHeard() >= first + 150);
        return (trunk.packetsHeard() - first) * 1e9 / (System.nanoTime() - begun);
    }

    @Execution(CONCURRENT)
    @Test
    void theTrunkHearsFiftyPacketsASecondFromItsConnectionOn() throws Exception {
        try (TestCall call = new TestCall(engine.engine(), engine.newBrowser(), new TrunkPeer(G711Law.PCMU, 20))) {
            call.connectTrunk();
            assertEquals(50, pace(call.trunk()), 3, "before the browser is there");
            call.connectBrowser();
            call.awaitSecured();
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            assertEquals(50, pace(call.trunk()), 3, "while it talks");
            call.browser().mute(true);
            assertEquals(50, pace(call.trunk()), 3, "while it is mute");
            call.browser().mute(false);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            assertEquals(0, call.trunk().sequenceJumps() + call.trunk().timestampJumps());
            assertEquals(0, call.trunk().ssrcChanges());
            assertEquals(
                    call.trunkLocal().ssrc(),
                    Integer.toUnsignedLong(call.trunk().ssrc()));
        }
    }

    @Execution(CONCURRENT)
    @Test
    void onHoldTheTrunkHearsSilenceAndThenSoundAgain() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            call.bridge().connectTrunk(Side.B, call.trunk().description(false));
            Waiting.until("silence", () -> call.trunk().meter().peak() == 0);
            assertEquals(50, pace(call.trunk()), 3);
            call.bridge().connectTrunk(Side.B, call.trunk().description());
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            assertEquals(0, call.trunk().sequenceJumps());
        }
    }

    @Execution(CONCURRENT)
    @Test
    void aReInviteMovesTheStreamToAnotherAddressLawAndPtime() throws Exception {
        try (TestCall call = engine.callToTrunk();
                TrunkPeer other = new TrunkPeer(G711Law.PCMA, 30)) {
            call.awaitSecured();
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().sendTone(call.trunkLocal(), 700, AMPLITUDE);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            call.browser().meter().assertHears(700, AMPLITUDE);
            call.bridge().connectTrunk(Side.B, other.description());
            other.sendTone(call.trunkLocal(), 1300, AMPLITUDE);
            other.meter().assertHears(1000, AMPLITUDE);
            call.browser().meter().assertHears(1300, AMPLITUDE);
            assertEquals(240, other.payloadLength());
            assertEquals(call.trunk().ssrc(), other.ssrc());
            int ahead = SequenceNumber.distance(call.trunk().lastSequence(), other.lastSequence());
            assertTrue(ahead > 0 && ahead < 2_000, "the sequence goes on: " + ahead);
            assertTrue(engine.count(MediaCounter.RTP_FOREIGN_SOURCE) > 0, "the old address is foreign now");
        }
    }

    @Execution(CONCURRENT)
    @Test
    void reportsGoBothWaysAndTellTheRoundTrip() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.trunk().answerReports(call.trunkLocal());
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            Waiting.until("reports at the trunk", () -> call.trunk().reportsHeard() > 0);
            Waiting.until("reports at the browser", () -> call.browser().reportsHeard() > 0);
            Waiting.until("a round trip", () -> call.bridge().stats().b().roundTripMicros() > 0);
            BridgeStats stats = call.bridge().stats();
            assertTrue(stats.b().roundTripMicros() < 2_000_000, stats.toString());
            assertTrue(stats.a().packetsReceived() > 0 && stats.b().packetsReceived() > 0, stats.toString());
            assertEquals(0, stats.a().packetsLost() + stats.b().packetsLost());
            call.bridge().close();
            Waiting.until("the goodbye", () -> call.trunk().goodbyesHeard() == 1);
        }
    }

    @Execution(CONCURRENT)
    @Test
    void aBrowserOnHoldHearsNothing() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            call.browser().meter().assertHears(1000, AMPLITUDE);
            BrowserRemote usual = call.browser().description();
            call.bridge().connectBrowser(Side.A, usual.withDirection(true, false));
            int[] before = new int[1];
            Waiting.until("the stream to stop", () -> {
                int now = call.browser().packetsHeard();
                boolean still = now == before[0];
                before[0] = now;
                int trunkNow = call.trunk().packetsHeard();
                Waiting.until("ten beats", () -> call.trunk().packetsHeard() >= trunkNow + 10);
                return still;
            });
            call.bridge().connectBrowser(Side.A, usual);
            call.browser().meter().assertHears(1000, AMPLITUDE);
            assertEquals(0, call.browser().sequenceJumps());
        }
    }

    @Execution(CONCURRENT)
    @Test
    void anEndIsOpenedOnce() throws Exception {
        Bridge bridge = engine.engine().open("misuse", event -> {});
        TrunkLocal local = bridge.openTrunk(Side.B);
        assertEquals(local.rtp().getPort() + 1, local.rtcp().getPort());
        assertEquals(0, local.rtp().getPort() % 2);
        assertEquals(engine.engine().advertisedAddress(), local.rtp().getAddress());
        assertThrows(IllegalStateException.class, () -> bridge.openBrowser(Side.B));
        bridge.openBrowser(Side.A);
        bridge.close();
        bridge.close();
        assertThrows(IllegalStateException.class, () -> bridge.openBrowser(Side.A));
    }
}
