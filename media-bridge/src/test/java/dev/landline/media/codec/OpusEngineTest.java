package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same for libopus and Concentus. */
class OpusEngineTest {

    static Stream<Arguments> engines() throws OpusUnavailable {
        OpusEngine nativeEngine = OpusEngines.choose(OpusChoice.NATIVE, Optional.empty());
        OpusEngine pureJava = OpusEngines.choose(OpusChoice.CONCENTUS, Optional.empty());
        return Stream.of(
                Arguments.of(Named.of(nativeEngine.description(), nativeEngine)),
                Arguments.of(Named.of(pureJava.description(), pureJava)));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aToneKeepsItsFrequencyAndLevel(OpusEngine engine) {
        short[] tone = Signals.tone(8000, 1004, 0.25, 100 * 160);
        short[] heard = Signals.through(engine, OpusEncoderSettings.narrowband(), tone, 8000);
        double sentLevel = Signals.levelDecibels(tone, 4000, 8000);
        assertEquals(sentLevel, Signals.levelDecibels(heard, 4000, 8000), 0.5);
        assertEquals(1004, Signals.frequency(heard, 4000, 8000, 8000), 2);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whatABrowserSendsIsDecodedAtEightKilohertz(OpusEngine engine) {
        for (int bitrate : new int[] {16_000, 28_000, 64_000}) {
            OpusEncoderSettings browser = new OpusEncoderSettings(48_000, bitrate, 5, true, 0, false);
            short[] tone = Signals.tone(48_000, 440, 0.25, 60 * 960);
            short[] heard = Signals.through(engine, browser, tone, 8000);
            assertEquals(60 * 160, heard.length);
            assertEquals(440, Signals.frequency(heard, 3200, 4800, 8000), 2, "at " + bitrate + " b/s");
            double sentLevel = Signals.levelDecibels(tone, 19_200, 28_800);
            assertEquals(sentLevel, Signals.levelDecibels(heard, 3200, 4800), 0.5, "at " + bitrate + " b/s");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void fecRestoresALostFrameBetterThanConcealment(OpusEngine engine) {
        byte[][] packets = Signals.encode(engine, OpusEncoderSettings.narrowband(), Signals.speech(8000, 200 * 160));
        short[] complete = decodeWithLosses(engine, packets, false, false);
        short[] concealed = decodeWithLosses(engine, packets, true, false);
        short[] restored = decodeWithLosses(engine, packets, true, true);
        double concealedSnr = Signals.snrDecibels(complete, concealed);
        double restoredSnr = Signals.snrDecibels(complete, restored);
        assertTrue(restoredSnr > concealedSnr + 2, "concealed " + concealedSnr + " dB, restored " + restoredSnr);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void garbageGivesACodeAndTheDecoderGoesOn(OpusEngine engine) {
        Random random = new Random(7);
        short[] pcm = new short[OpusPacket.maxSamples(8000)];
        byte[][] good = Signals.encode(engine, OpusEncoderSettings.narrowband(), Signals.speech(8000, 20 * 160));
        try (OpusDecoder decoder = engine.newDecoder(8000)) {
            for (int i = 0; i < 1500; i++) {
                byte[] garbage = new byte[1 + random.nextInt(300)];
                random.nextBytes(garbage);
                if (i % 3 == 0) {
                    byte[] start = good[i % good.length];
                    System.arraycopy(start, 0, garbage, 0, Math.min(start.length, garbage.length) / 2);
                }
                int result = i % 2 == 0
                        ? decoder.decode(garbage, 0, garbage.length, pcm, 0, pcm.length)
                        : decoder.decodeFec(garbage, 0, garbage.length, pcm, 0, 160);
                assertTrue(result <= pcm.length);
            }
            assertTrue(decoder.decode(new byte[] {(byte) 0xFF}, 0, 1, pcm, 0, pcm.length) < 0);
            assertTrue(decoder.decode(new byte[4000], 0, 4000, pcm, 0, pcm.length) < 0);
            assertTrue(decoder.decode(good[0], 0, 0, pcm, 0, pcm.length) < 0);
            assertEquals(160, decoder.decode(good[5], 0, good[5].length, pcm, 0, pcm.length));
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aFrameThatDoesNotFitGivesACode(OpusEngine engine) {
        byte[][] packets = Signals.encode(engine, OpusEncoderSettings.narrowband(), new short[160]);
        try (OpusDecoder decoder = engine.newDecoder(8000);
                OpusEncoder encoder = engine.newEncoder(OpusEncoderSettings.narrowband())) {
            assertTrue(decoder.decode(packets[0], 0, packets[0].length, new short[159], 0, 159) < 0);
            assertTrue(encoder.encode(new short[1000], 0, 161, new byte[500], 0, 500) < 0);
            assertTrue(encoder.encode(new short[4000], 0, 2000, new byte[500], 0, 500) < 0);
            assertTrue(decoder.conceal(new short[160], 0, 7) < 0);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void concealmentGoesOnWithTheSoundAndThenFades(OpusEngine engine) {
        byte[][] packets =
                Signals.encode(engine, OpusEncoderSettings.narrowband(), Signals.tone(8000, 300, 0.25, 20 * 160));
        short[] pcm = new short[160];
        try (OpusDecoder decoder = engine.newDecoder(8000)) {
            for (byte[] packet : packets) {
                decoder.decode(packet, 0, packet.length, pcm, 0, 160);
            }
            double level = Signals.levelDecibels(pcm, 0, 160);
            assertEquals(160, decoder.conceal(pcm, 0, 160));
            assertEquals(level, Signals.levelDecibels(pcm, 0, 160), 6);
            for (int i = 0; i < 100; i++) {
                decoder.conceal(pcm, 0, 160);
            }
            assertTrue(Signals.levelDecibels(pcm, 0, 160) < level - 20);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void closingTwiceIsHarmlessAndUseAfterwardsIsRefused(OpusEngine engine) {
        OpusEncoder encoder = engine.newEncoder(OpusEncoderSettings.narrowband());
        OpusDecoder decoder = engine.newDecoder(8000);
        encoder.close();
        encoder.close();
        decoder.close();
        decoder.close();
        short[] pcm = new short[160];
        byte[] packet = new byte[100];
        assertThrows(IllegalStateException.class, () -> encoder.encode(pcm, 0, 160, packet, 0, 100));
        assertThrows(IllegalStateException.class, () -> decoder.decode(packet, 0, 100, pcm, 0, 160));
        assertThrows(IllegalStateException.class, () -> decoder.conceal(pcm, 0, 160));
        assertThrows(IllegalStateException.class, () -> decoder.decodeFec(packet, 0, 100, pcm, 0, 160));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void impossibleSettingsAreRefused(OpusEngine engine) {
        assertThrows(IllegalArgumentException.class, () -> engine.newDecoder(44_100));
        assertThrows(IllegalArgumentException.class, () -> new OpusEncoderSettings(8000, 32_000, 11, true, 5, false));
        assertThrows(IllegalArgumentException.class, () -> new OpusEncoderSettings(8000, 500, 0, true, 5, false));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void warmingUpRunsAllModes(OpusEngine engine) {
        engine.warmUp();
    }

    /** SILK is specified to the bit. At 48 kHz, where neither engine has to bring the rate down in its own way. */
    @Test
    void bothEnginesDecodeSpeechPacketsToTheSameSamples() throws OpusUnavailable {
        OpusEngine nativeEngine = OpusEngines.choose(OpusChoice.NATIVE, Optional.empty());
        byte[][] packets =
                Signals.encode(nativeEngine, OpusEncoderSettings.narrowband(), Signals.speech(8000, 100 * 160));
        assertAlike(nativeEngine, packets, 40);
        OpusEncoderSettings wideband = new OpusEncoderSettings(16_000, 24_000, 5, true, 0, false);
        assertAlike(nativeEngine, Signals.encode(nativeEngine, wideband, Signals.speech(16_000, 100 * 320)), 40);
    }

    /**
     * CELT is not: decoders may differ in their arithmetic, and Concentus stays some 20 to 30 dB under the signal. That is
     * below what G.711 adds.
     */
    @Test
    void bothEnginesDecodeABrowsersPacketsAlike() throws OpusUnavailable {
        OpusEngine nativeEngine = OpusEngines.choose(OpusChoice.NATIVE, Optional.empty());
        for (int bitrate : new int[] {16_000, 32_000, 128_000}) {
            OpusEncoderSettings browser = new OpusEncoderSettings(48_000, bitrate, 5, true, 0, false);
            assertAlike(nativeEngine, Signals.encode(nativeEngine, browser, Signals.speech(48_000, 100 * 960)), 18);
        }
    }

    @Test
    void concentusHearsTheLowBandOfWhatABrowserSends() throws OpusUnavailable {
        OpusEngine nativeEngine = OpusEngines.choose(OpusChoice.NATIVE, Optional.empty());
        for (int bitrate : new int[] {12_000, 32_000, 128_000}) {
            OpusEncoderSettings browser = new OpusEncoderSettings(48_000, bitrate, 5, true, 0, false);
            for (double hertz : new double[] {300, 1004, 3000}) {
                short[] tone = Signals.tone(48_000, hertz, 0.25, 50 * 960);
                byte[][] packets = Signals.encode(nativeEngine, browser, tone);
                short[] expected = Signals.decode(nativeEngine, packets, 8000);
                short[] heard = Signals.decode(new OpusConcentus(), packets, 8000);
                String what = hertz + " Hz at " + bitrate + " b/s";
                assertEquals(
                        Signals.levelDecibels(expected, 4000, 8000),
                        Signals.levelDecibels(heard, 4000, 8000),
                        0.5,
                        what);
                assertEquals(hertz, Signals.frequency(heard, 4000, 8000, 8000), 2, what);
            }
        }
    }

    private static void assertAlike(OpusEngine nativeEngine, byte[][] packets, double decibels) {
        short[] one = Signals.decode(nativeEngine, packets, 48_000);
        short[] other = Signals.decode(new OpusConcentus(), packets, 48_000);
        double snr = Signals.snrDecibels(one, other);
        assertTrue(snr >= decibels, "only " + snr + " dB alike");
    }

    private static short[] decodeWithLosses(OpusEngine engine, byte[][] packets, boolean losses, boolean fec) {
        short[] pcm = new short[packets.length * 160];
        try (OpusDecoder decoder = engine.newDecoder(8000)) {
            for (int i = 0; i < packets.length; i++) {
                boolean lost = losses && i % 10 == 7;
                byte[] next = packets[Math.min(i + 1, packets.length - 1)];
                int samples = lost
                        ? fec
                                ? decoder.decodeFec(next, 0, next.length, pcm, i * 160, 160)
                                : decoder.conceal(pcm, i * 160, 160)
                        : decoder.decode(packets[i], 0, packets[i].length, pcm, i * 160, 160);
                assertEquals(160, samples);
            }
        }
        return pcm;
    }
}
