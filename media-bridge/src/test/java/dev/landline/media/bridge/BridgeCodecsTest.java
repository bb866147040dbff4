package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusEngines;
import dev.landline.media.codec.SoundCodec;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every codec with every other, in packets of every length, each way through a real bridge. */
class BridgeCodecsTest {
    private static final double AMPLITUDE = 8000;

    private static TestEngine engine;
    private static OpusEngine opus;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = TestEngine.start(OpusChoice.AUTO);
        opus = OpusEngines.choose(OpusChoice.AUTO, Optional.empty());
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    private static CodecPeer peer(SoundCodec codec, int ptimeMillis) throws Exception {
        return new CodecPeer(opus, InetAddress.getLoopbackAddress(), codec, ptimeMillis);
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @CsvSource({
        "PCMU, 20, PCMU, 20", "PCMU, 10, PCMU, 30", "PCMU, 60, PCMA, 10", "PCMA, 40, PCMA, 20", "PCMU, 20, G722, 20",
        "PCMA, 30, G722, 60", "G722, 20, G722, 20", "G722, 10, G722, 40", "OPUS, 20, PCMU, 20", "OPUS, 60, PCMA, 30",
        "OPUS, 10, PCMU, 40", "OPUS, 20, G722, 20", "OPUS, 40, G722, 10", "OPUS, 20, G722, 60", "OPUS, 20, OPUS, 20",
        "OPUS, 60, OPUS, 20"
    })
    void tonesArriveBothWays(SoundCodec one, int onePtime, SoundCodec other, int otherPtime) throws Exception {
        try (CodecPeer a = peer(one, onePtime);
                CodecPeer b = peer(other, otherPtime);
                Bridge bridge = engine.engine().open("codecs", event -> {})) {
            TrunkLocal localA = bridge.openTrunk(Side.A);
            TrunkLocal localB = bridge.openTrunk(Side.B);
            bridge.connectTrunk(Side.A, a.description());
            bridge.connectTrunk(Side.B, b.description());
            a.sendTone(localA, 700, AMPLITUDE);
            b.sendTone(localB, 1300, AMPLITUDE);
            a.meter().assertHears(1300, AMPLITUDE);
            b.meter().assertHears(700, AMPLITUDE);
            assertEquals(onePtime, a.millisHeard());
            assertEquals(otherPtime, b.millisHeard());
            assertEquals(0, a.ssrcChanges() + b.ssrcChanges() + a.otherPackets() + b.otherPackets());
        }
    }

    /** What G.722 and Opus are for: a tone that no narrow call can carry. */
    @Execution(CONCURRENT)
    @ParameterizedTest
    @CsvSource({"OPUS, G722, 20", "G722, OPUS, 20", "G722, G722, 10"})
    void wideSoundStaysWide(SoundCodec from, SoundCodec to, int ptimeMillis) throws Exception {
        try (CodecPeer a = peer(from, 20);
                CodecPeer b = peer(to, ptimeMillis);
                Bridge bridge = engine.engine().open("wide", event -> {})) {
            TrunkLocal localA = bridge.openTrunk(Side.A);
            bridge.openTrunk(Side.B);
            bridge.connectTrunk(Side.A, a.description());
            bridge.connectTrunk(Side.B, b.description());
            a.sendTone(localA, 5000, AMPLITUDE);
            Waiting.until("a tone of 5000 Hz", () -> b.meter().amplitude(5000) > AMPLITUDE * 0.8);
            assertTrue(b.meter().amplitude(5000) < AMPLITUDE * 1.2);
        }
    }

    /** Passed through until then, and transcoded from the first noise on. */
    @Execution(CONCURRENT)
    @ParameterizedTest
    @CsvSource({"PCMU, PCMU", "PCMU, PCMA", "PCMA, OPUS"})
    void aTrunksComfortNoiseIsHeardAsNoiseUntilItSpeaksAgain(SoundCodec from, SoundCodec to) throws Exception {
        try (CodecPeer a = peer(from, 20);
                CodecPeer b = peer(to, 20);
                Bridge bridge = engine.engine().open("noise", event -> {})) {
            TrunkLocal localA = bridge.openTrunk(Side.A);
            bridge.openTrunk(Side.B);
            bridge.connectTrunk(Side.A, a.description().withComfortNoise(CodecPeer.NOISE));
            bridge.connectTrunk(Side.B, b.description());
            a.sendTone(localA, 700, AMPLITUDE);
            b.meter().assertHears(700, AMPLITUDE);
            a.fallSilent(34);
            double expected = 32_768 * Math.pow(10, -34 / 20.0);
            Waiting.until("noise", () -> Math.abs(20 * Math.log10(b.meter().level() / expected)) < 2);
            a.sendTone(localA, 700, AMPLITUDE);
            b.meter().assertHears(700, AMPLITUDE);
            assertEquals(0, b.ssrcChanges());
        }
    }

    /** Even where both trunks speak the same law. */
    @Execution(CONCURRENT)
    @ParameterizedTest
    @CsvSource({"PCMU, PCMU", "OPUS, PCMA"})
    void aTrunkThatWantsThemGetsPausesDescribedAndSpeechInFull(SoundCodec from, SoundCodec to) throws Exception {
        try (CodecPeer a = peer(from, 20);
                CodecPeer b = peer(to, 20);
                Bridge bridge = engine.engine().open("pauses", event -> {})) {
            TrunkLocal localA = bridge.openTrunk(Side.A);
            bridge.openTrunk(Side.B);
            bridge.connectTrunk(Side.A, a.description());
            bridge.connectTrunk(Side.B, b.description().withComfortNoise(CodecPeer.NOISE));
            Waiting.until("descriptions of the pause", () -> b.otherPackets() >= 5);
            assertTrue(b.packetsHeard() < 30, "sound before anybody spoke: " + b.packetsHeard());
            a.sendTone(localA, 700, AMPLITUDE);
            b.meter().assertHears(700, AMPLITUDE);
            int noises = b.otherPackets();
            int heard = b.packetsHeard();
            Waiting.until("a second of speech", () -> b.packetsHeard() >= heard + 50);
            assertEquals(noises, b.otherPackets(), "speech is no pause");
            assertEquals(0, b.sequenceJumps() + b.ssrcChanges());
        }
    }

    /** Agreed on G.722 and PCMU, the trunk sends what it likes (RFC 3264 section 5.1). */
    @Execution(CONCURRENT)
    @Test
    void aTrunkMayUseEachOfTheAgreedCodecs() throws Exception {
        try (CodecPeer a = peer(SoundCodec.G722, 20);
                CodecPeer b = peer(SoundCodec.PCMU, 20);
                Bridge bridge = engine.engine().open("either", event -> {})) {
            TrunkLocal localA = bridge.openTrunk(Side.A);
            TrunkLocal localB = bridge.openTrunk(Side.B);
            List<MediaFormat> both = List.of(CodecPeer.format(SoundCodec.G722), CodecPeer.format(SoundCodec.PCMU));
            bridge.connectTrunk(Side.A, a.description().withFormats(both));
            // It is sent G.722, the first; what it sends is PCMU.
            bridge.connectTrunk(Side.B, b.description().withFormats(both));
            b.sendTone(localB, 1300, AMPLITUDE);
            a.sendTone(localA, 700, AMPLITUDE);
            a.meter().assertHears(1300, AMPLITUDE);
            Waiting.until("G.722 at the other trunk", () -> b.otherPackets() > 20);
        }
    }
}
