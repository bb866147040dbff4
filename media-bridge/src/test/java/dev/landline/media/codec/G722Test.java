package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what another implementation (ffmpeg's) made of the same sound, to the bit; and by ear. */
class G722Test {

    private static final int DELAY = 22;
    private static final Properties REFERENCE = reference();

    /** Ten seconds each, made of whole numbers only, so that any program can make them again. */
    private enum Sound {
        /** A triangle of full scale that climbs from 0 to 6800 Hz. */
        SWEEP,
        /** Noise that is silent, faint, soft, loud and then of full scale, 50 ms each. */
        BURSTS,
        /** Between the two ends of the scale, 216 times a second. */
        SQUARE;

        short[] samples() {
            short[] pcm = new short[160_000];
            int phase = 0;
            int noise = 1;
            for (int i = 0; i < pcm.length; i++) {
                phase = (phase + i * 7 / 40) & 0xFFFF;
                noise = noise * 1_103_515_245 + 12_345;
                pcm[i] = (short)
                        switch (this) {
                            case SWEEP -> 2 * Math.abs(phase - 32_768) - 32_768 - (phase == 0 ? 1 : 0);
                            case BURSTS -> ((noise >> 16) * (i / 800 % 5 * (i / 800 % 5) * 16)) >> 8;
                            case SQUARE -> i / 37 % 2 == 0 ? -32_768 : 32_767;
                        };
            }
            return pcm;
        }
    }

    @ParameterizedTest
    @EnumSource(Sound.class)
    void soundIsEncodedAsTheReferenceEncodesIt(Sound sound) {
        byte[] codes = encode(sound.samples());
        byte[] beginning = HexFormat.of().parseHex(REFERENCE.getProperty(sound + ".codes.begin"));
        assertArrayEquals(beginning, Arrays.copyOf(codes, beginning.length));
        assertEquals(REFERENCE.getProperty(sound + ".codes.crc32"), crc(codes));
    }

    @ParameterizedTest
    @EnumSource(Sound.class)
    void codesAreDecodedAsTheReferenceDecodesThem(Sound sound) {
        byte[] samples = bytes(decode(encode(sound.samples())));
        byte[] beginning = HexFormat.of().parseHex(REFERENCE.getProperty(sound + ".samples.begin"));
        assertArrayEquals(beginning, Arrays.copyOf(samples, beginning.length));
        assertEquals(REFERENCE.getProperty(sound + ".samples.crc32"), crc(samples));
    }

    @ParameterizedTest
    @ValueSource(doubles = {80, 300, 1004, 3100, 5000, 6800})
    void aToneKeepsItsFrequencyAndLevel(double hertz) {
        short[] tone = Signals.tone(16_000, hertz, 0.25, 16_000);
        short[] heard = decode(encode(tone));
        assertEquals(Signals.levelDecibels(tone, 4000, 12_000), Signals.levelDecibels(heard, 4000, 12_000), 0.5);
        assertEquals(hertz, Signals.frequency(heard, 4000, 12_000, 16_000), 2);
    }

    @Test
    void speechIsHeardWithLittleNoise() {
        short[] speech = Signals.speech(16_000, 48_000);
        short[] heard = decode(encode(speech));
        short[] expected = Arrays.copyOf(speech, speech.length - DELAY);
        double snr = Signals.snrDecibels(expected, Arrays.copyOfRange(heard, DELAY, heard.length));
        assertTrue(snr > 25, "only " + snr + " dB");
    }

    @Test
    void blocksOfAnySizeJoinWithoutSeams() {
        short[] pcm = Signals.speech(16_000, 9600);
        byte[] whole = encode(pcm);
        short[] wholeDecoded = decode(whole);
        byte[] codes = new byte[whole.length];
        short[] decoded = new short[pcm.length];
        G722Encoder encoder = new G722Encoder();
        G722Decoder decoder = new G722Decoder();
        int size = 1;
        for (int at = 0; at < whole.length; at += size) {
            size = Math.min(size * 3 % 401, whole.length - at);
            assertEquals(size, encoder.encode(pcm, 2 * at, 2 * size, codes, at));
            assertEquals(2 * size, decoder.decode(codes, at, size, decoded, 2 * at));
        }
        assertArrayEquals(whole, codes);
        assertArrayEquals(wholeDecoded, decoded);
    }

    @Test
    void everyCodeMeansSomethingAndNoStreamOfThemFails() {
        G722Decoder decoder = new G722Decoder();
        byte[] codes = new byte[320];
        short[] pcm = new short[640];
        for (int code = 0; code < 256; code++) {
            Arrays.fill(codes, (byte) code);
            for (int i = 0; i < 20; i++) {
                assertEquals(640, decoder.decode(codes, 0, 320, pcm, 0));
            }
        }
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(codes);
            assertEquals(640, decoder.decode(codes, 0, 320, pcm, 0));
        }
        byte[] silence = encode(new short[32_000]);
        short[] after = new short[32_000];
        decoder.decode(silence, 0, silence.length, after, 0);
        assertTrue(Signals.levelDecibels(after, 31_000, 32_000) < -70, "the decoder finds back");
    }

    private static byte[] encode(short[] pcm) {
        byte[] codes = new byte[pcm.length / 2];
        new G722Encoder().encode(pcm, 0, pcm.length, codes, 0);
        return codes;
    }

    private static short[] decode(byte[] codes) {
        short[] pcm = new short[2 * codes.length];
        new G722Decoder().decode(codes, 0, codes.length, pcm, 0);
        return pcm;
    }

    private static byte[] bytes(short[] pcm) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length);
        bytes.asShortBuffer().put(pcm);
        return bytes.array();
    }

    private static String crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static Properties reference() {
        Properties values = new Properties();
        try (InputStream in = G722Test.class.getResourceAsStream("g722-reference.properties")) {
            values.load(in);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
        return values;
    }
}
