package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two trunks on one bridge: what both speak is passed on, what differs is transcoded, and neither stream ever stops. */
class PassThroughTest {
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

    /** Two trunks that are connected to each other. */
    private static final class Pair implements AutoCloseable {
        final TrunkPeer a;
        final TrunkPeer b;
        final Bridge bridge;
        final TrunkLocal localA;
        final TrunkLocal localB;

        Pair(TrunkPeer a, TrunkPeer b) throws Exception {
            this.a = a;
            this.b = b;
            bridge = engine.engine().open("two-trunks", event -> {});
            localA = bridge.openTrunk(Side.A);
            localB = bridge.openTrunk(Side.B);
            bridge.connectTrunk(Side.A, a.description());
            bridge.connectTrunk(Side.B, b.description());
        }

        void talk() {
            a.sendTone(localA, 700, AMPLITUDE);
            b.sendTone(localB, 1300, AMPLITUDE);
            a.meter().assertHears(1300, AMPLITUDE);
            b.meter().assertHears(700, AMPLITUDE);
        }

        void assertUnbroken() {
            assertEquals(0, a.ssrcChanges() + b.ssrcChanges());
            assertEquals(localA.ssrc(), Integer.toUnsignedLong(a.ssrc()));
            assertEquals(localB.ssrc(), Integer.toUnsignedLong(b.ssrc()));
        }

        @Override
        public void close() {
            bridge.close();
            a.close();
            b.close();
        }
    }

    @Test
    void trunksThatSpeakTheSameHearEachOtherUnderOurNumbers() throws Exception {
        try (Pair pair = new Pair(new TrunkPeer(G711Law.PCMA, 20), new TrunkPeer(G711Law.PCMA, 20))) {
            pair.talk();
            pair.assertUnbroken();
            assertEquals(0, pair.a.sequenceJumps() + pair.b.sequenceJumps());
        }
    }

    @Test
    void trunksThatSpeakDifferentLawsHearEachOther() throws Exception {
        try (Pair pair = new Pair(new TrunkPeer(G711Law.PCMA, 20), new TrunkPeer(G711Law.PCMU, 30))) {
            pair.talk();
            assertEquals(160, pair.a.payloadLength());
            assertEquals(240, pair.b.payloadLength());
            pair.assertUnbroken();
        }
    }

    @Test
    void packetsOfALengthThatTheOtherTrunkDidNotAskForAreTranscoded() throws Exception {
        try (Pair pair = new Pair(new TrunkPeer(G711Law.PCMU, 20), new TrunkPeer(G711Law.PCMU, 60))) {
            pair.talk();
            Waiting.until("packets of 20 ms", () -> pair.a.payloadLength() == 160);
            Waiting.until("packets of 60 ms", () -> pair.b.payloadLength() == 480);
            pair.assertUnbroken();
        }
    }

    @Test
    void silenceFillsTheStreamBeforeAndAfterTheOtherSideSpeaks() throws Exception {
        try (Pair pair = new Pair(new TrunkPeer(G711Law.PCMU, 20), new TrunkPeer(G711Law.PCMU, 20))) {
            Waiting.until("packets before anybody spoke", () -> pair.b.packetsHeard() > 25);
            assertEquals(0, pair.b.meter().peak());
            pair.talk();
            pair.a.close();
            Waiting.until("silence after one side stopped", () -> pair.b.meter().peak() == 0);
            int then = pair.b.packetsHeard();
            Waiting.until("packets after one side stopped", () -> pair.b.packetsHeard() > then + 25);
            assertEquals(0, pair.b.sequenceJumps());
            pair.assertUnbroken();
        }
    }
}
