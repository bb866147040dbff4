package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.quality.LegNumbers;
import dev.landline.media.rtp.VoipMetrics;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The numbers of a call against what its peers did. */
class CallNumbersTest {
    /** A sine of this amplitude has -15.3 dBov. */
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

    private static BridgeStats await(String what, Bridge bridge, Predicate<BridgeStats> condition) {
        Waiting.until(what, () -> condition.test(bridge.stats()));
        return bridge.stats();
    }

    @Test
    void bothEndsAreMeasuredEachSecond() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            call.trunk().answerReports(call.trunkLocal());
            BridgeStats stats = await(
                    "six seconds of numbers",
                    call.bridge(),
                    now -> now.a().packetsReceived() > 300
                            && now.b().packetsReceived() > 300
                            && now.b().peer().reportsAboutUs() > 0
                            && now.a().loudness().level().orElse(-127) > -20);
            assertEquals(-15, stats.a().loudness().level().orElseThrow(), 1);
            assertEquals(-15, stats.b().loudness().level().orElseThrow(), 1);
            assertEquals("OPUS", stats.a().connection().codec());
            assertEquals("PCMU", stats.b().connection().codec());
            assertEquals(call.securedProfile(), stats.a().connection().srtpProfile());
            assertEquals(LegNumbers.Ice.NOMINATED, stats.a().connection().ice());
            assertEquals(LegNumbers.Security.SECURED, stats.a().connection().security());
            assertEquals(stats.b().packetsReceived() * 160, stats.b().received().bytes());
            assertTrue(stats.b().received().lastMillis() < 5_000, "the last packet is recent");
            assertTrue(stats.b().quality().score() > 3.5, stats.b().quality()::toString);
            assertTrue(stats.a().quality().score() > 3.5, stats.a().quality()::toString);
            assertTrue(stats.b().playout().delayMicros() > 0, stats.b().playout()::toString);
        }
    }

    @Test
    void lossLowersTheScoreAndTheWorstIsKept() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            await("a good score", call.bridge(), now -> now.b().quality().score() > 4.2);
            call.trunk().dropEvery(5);
            BridgeStats bad =
                    await("a bad score", call.bridge(), now -> now.b().quality().lossPercent() > 17);
            assertEquals(20, bad.b().quality().lossPercent(), 4);
            assertTrue(bad.b().quality().score() < 3.2, bad.b().quality()::toString);
            assertTrue(bad.b().framesConcealed() > 10, bad.b().playout()::toString);
            assertTrue(bad.b().packetsLost() > 10, bad.b().received()::toString);
            call.trunk().dropEvery(0);
            BridgeStats good = await(
                    "a good score again",
                    call.bridge(),
                    now -> now.b().quality().score() > 4.2);
            assertTrue(good.b().quality().worst() < 3.2, "the worst is remembered");
        }
    }

    @Test
    void extendedReportsGoBothWays() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            VoipMetrics said = new VoipMetrics(
                    (int) call.trunkLocal().ssrc(), 7, 3, 0, 3, 0, 9_000, 40, 60, -20, -60, 88, 43, 42, 40, 60, 120);
            call.trunk().sayMetrics(said);
            call.trunk().answerReports(call.trunkLocal());
            call.bridge().extendReports(Side.B, new ReportWishes(true, true));
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            call.trunk().dropEvery(10);
            Waiting.until(
                    "our metrics",
                    () -> call.trunk()
                            .metricsHeard()
                            .filter(heard -> heard.lossRate() > 15 && heard.rating() != VoipMetrics.UNAVAILABLE)
                            .isPresent());
            VoipMetrics ours = call.trunk().metricsHeard().orElseThrow();
            assertEquals(0.1 * 256, ours.lossRate() + ours.discardRate(), 8);
            assertEquals(-9, ours.signalLevel(), 1, "in dBm0, which is 6 dB more than dBov");
            assertTrue(ours.rating() > 40 && ours.rating() < 80, ours::toString);
            assertTrue(ours.listeningScore() >= ours.conversationScore(), ours::toString);
            BridgeStats stats = await(
                    "theirs", call.bridge(), now -> now.b().peer().metrics().isPresent());
            assertEquals(said, stats.b().peer().metrics().orElseThrow());
        }
    }

    @Test
    void withoutAWishThereAreNoExtendedReports() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            Waiting.until("two reports", () -> call.trunk().reportsHeard() >= 2);
            assertTrue(call.trunk().metricsHeard().isEmpty());
        }
    }

    /** G.711 that is passed on is measured by table; nobody decodes it. */
    @Test
    void soundThatIsPassedOnIsMeasuredToo() throws Exception {
        try (TrunkPeer one = new TrunkPeer(G711Law.PCMU, 20);
                TrunkPeer other = new TrunkPeer(G711Law.PCMU, 20);
                Bridge bridge = engine.engine().open("passed-on", event -> {})) {
            TrunkLocal a = bridge.openTrunk(Side.A);
            bridge.openTrunk(Side.B);
            bridge.connectTrunk(Side.A, one.description());
            bridge.connectTrunk(Side.B, other.description());
            one.sendTone(a, 1000, AMPLITUDE);
            one.dropEvery(10);
            BridgeStats stats =
                    await("numbers", bridge, now -> now.a().quality().lossPercent() > 8);
            assertEquals(-15, stats.a().loudness().level().orElseThrow(), 1);
            assertEquals(10, stats.a().quality().lossPercent(), 2);
            assertEquals(0, stats.a().playout().delayMicros(), "there is no jitter buffer");
        }
    }
}
