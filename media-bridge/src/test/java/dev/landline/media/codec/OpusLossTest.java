package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How encoders answer to the loss that the peer reports; the same for libopus and Concentus. */
class OpusLossTest {
    private static final int FRAME = 160;
    private static final int FRAMES = 200;

    /** The first of the configurations whose frames are CELT's alone (RFC 6716 table 2). */
    private static final int FIRST_CELT = 16;

    static Stream<Arguments> engines() throws OpusUnavailable {
        OpusEngine nativeEngine = OpusEngines.choose(OpusChoice.NATIVE, Optional.empty());
        OpusEngine pureJava = OpusEngines.choose(OpusChoice.CONCENTUS, Optional.empty());
        return Stream.of(
                Arguments.of(Named.of(nativeEngine.description(), nativeEngine)),
                Arguments.of(Named.of(pureJava.description(), pureJava)));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void lossBringsFecAndItsEndBringsTheCheaperFramesBack(OpusEngine engine) {
        short[] speech = Signals.speech(8000, FRAMES * FRAME);
        byte[] packet = new byte[400];
        try (OpusEncoder encoder =
                engine.newEncoder(OpusEncoderSettings.narrowband().expectingNoLoss())) {
            int[] celt = new int[3];
            int[] fec = new int[3];
            for (int third = 0; third < 3; third++) {
                encoder.expectLoss(third == 1 ? 5 : 0);
                for (int i = 0; i < FRAMES; i++) {
                    encoder.encode(speech, i * FRAME, FRAME, packet, 0, packet.length);
                    celt[third] += isCelt(packet) ? 1 : 0;
                    fec[third] += !isCelt(packet) && hasFec(packet) ? 1 : 0;
                }
            }
            // The mode changes with one frame that belongs to both.
            assertTrue(celt[0] == FRAMES && celt[2] >= FRAMES - 1, celt[0] + " and " + celt[2] + " frames of CELT");
            assertTrue(celt[1] <= 1, celt[1] + " frames of CELT under loss");
            assertTrue(fec[1] > FRAMES / 2, fec[1] + " frames with FEC");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void changingOverIsNotHeard(OpusEngine engine) {
        short[] tone = Signals.tone(8000, 437, 0.25, FRAMES * FRAME);
        double steady = roughness(heard(engine, tone, false));
        double changing = roughness(heard(engine, tone, true));
        // A step of a tenth of the amplitude would be ten times the tone's own curvature.
        assertTrue(changing < steady * 2.5, "roughest " + changing + " against " + steady);
        assertEquals(
                Signals.levelDecibels(tone, 4000, tone.length),
                Signals.levelDecibels(heard(engine, tone, true), 4000, tone.length),
                0.5);
    }

    private static short[] heard(OpusEngine engine, short[] pcm, boolean changing) {
        short[] heard = new short[pcm.length];
        byte[] packet = new byte[400];
        try (OpusEncoder encoder =
                        engine.newEncoder(OpusEncoderSettings.narrowband().expectingNoLoss());
                OpusDecoder decoder = engine.newDecoder(8000)) {
            for (int i = 0; i < FRAMES; i++) {
                encoder.expectLoss(changing && i / 20 % 2 == 1 ? 5 : 0);
                int length = encoder.encode(pcm, i * FRAME, FRAME, packet, 0, packet.length);
                decoder.decode(packet, 0, length, heard, i * FRAME, FRAME);
            }
        }
        return heard;
    }

    /** The sharpest bend between neighbouring samples, after the codec has found the tone. */
    private static double roughness(short[] pcm) {
        double most = 0;
        for (int i = 4000; i < pcm.length - 2; i++) {
            most = Math.max(most, Math.abs(pcm[i] - 2.0 * pcm[i + 1] + pcm[i + 2]));
        }
        return most;
    }

    @Test
    void celtIsForCleanLinksWithBitsToSpare() {
        OpusEncoderSettings usual = OpusEncoderSettings.narrowband();
        assertTrue(usual.isCelt(0));
        assertFalse(usual.isCelt(1));
        assertFalse(new OpusEncoderSettings(8000, 24_000, 0, true, 0, false).isCelt(0), "24 kb/s");
        assertFalse(new OpusEncoderSettings(16_000, 32_000, 0, true, 0, false).isCelt(0), "wideband at 32 kb/s");
        assertFalse(new OpusEncoderSettings(8000, 32_000, 5, true, 0, false).isCelt(0), "complexity 5");
        assertFalse(new OpusEncoderSettings(8000, 32_000, 0, true, 0, true).isCelt(0), "DTX");
    }

    private static boolean isCelt(byte[] packet) {
        return (packet[0] & 0xFF) >> 3 >= FIRST_CELT;
    }

    /** In SILK's first byte a bit per frame for voice activity, then one that says that the frame before is repeated. */
    private static boolean hasFec(byte[] packet) {
        return (packet[1] & 0x40) != 0;
    }
}
