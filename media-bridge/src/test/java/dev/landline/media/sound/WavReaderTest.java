package dev.landline.media.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavReaderTest {

    private static SoundClip clip(byte[] file) {
        return assertInstanceOf(WavReading.Read.class, WavReader.read("a.wav", file))
                .clip();
    }

    private static String refusal(byte[] file) {
        String why = assertInstanceOf(WavReading.Refused.class, WavReader.read("a.wav", file))
                .why();
        assertTrue(why.startsWith("a.wav ") && why.endsWith(".") && why.length() < 160, why);
        return why;
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000})
    void aToneKeepsItsPitchAndLevelFromAnySampleRate(int sampleRate) {
        SoundClip clip = clip(WavBytes.file(WavBytes.sine(1004, -10, 1000, sampleRate), sampleRate));
        assertEquals(1000, clip.millis(), 1);
        for (int rate : new int[] {8000, 16_000}) {
            short[] pcm = Hearing.listen(clip.once(), 1000, rate, 20);
            assertEquals(1004, Hearing.strongestNear(pcm, rate / 10, 9 * rate / 10, 1003, rate), 0.05);
            assertEquals(-10, Hearing.dbm0(pcm, rate / 10, 9 * rate / 10, 1004, rate), 0.05);
            assertEquals(-10, Hearing.dbm0(pcm, rate / 10, 9 * rate / 10), 0.1, "and nothing else sounds");
        }
    }

    @ParameterizedTest
    @CsvSource({"48000, 5000", "44100, 4700", "16000, 5500", "48000, 9000", "44100, 12000"})
    void whatALowerRateCannotHoldIsGone(int sampleRate, double hertz) {
        SoundClip clip = clip(WavBytes.file(WavBytes.sine(hertz, -3, 1000, sampleRate), sampleRate));
        short[] pcm = Hearing.listen(clip.once(), 1000, 8000, 20);
        assertTrue(Hearing.dbm0(pcm, 800, 7200) < -60, "an alias at " + Hearing.dbm0(pcm, 800, 7200));
        if (hertz > 8500) {
            short[] wide = Hearing.listen(clip.once(), 1000, 16_000, 20);
            assertTrue(Hearing.dbm0(wide, 1600, 14_400) < -60);
        }
    }

    @Test
    void eightBitsAreReadFromTheirMiddle() {
        byte[] sound = new byte[8000];
        short[] sine = WavBytes.sine(500, -10, 1000, 8000);
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (byte) ((sine[i] >> 8) + 128);
        }
        short[] pcm = Hearing.listen(clip(WavBytes.file(1, 1, 8000, 8, sound)).once(), 1000, 8000, 20);
        assertEquals(-10, Hearing.dbm0(pcm, 0, 8000, 500, 8000), 0.1);
    }

    @ParameterizedTest
    @CsvSource({"6, PCMA", "7, PCMU"})
    void compandedFilesAreRead(int coding, G711Law law) {
        byte[] sound = new byte[8000];
        G711.encode(law, WavBytes.sine(500, -10, 1000, 8000), 0, 8000, sound, 0);
        short[] pcm =
                Hearing.listen(clip(WavBytes.file(coding, 1, 8000, 8, sound)).once(), 1000, 8000, 20);
        assertEquals(-10, Hearing.dbm0(pcm, 0, 8000, 500, 8000), 0.1);
    }

    @Test
    void twoChannelsBecomeOne() {
        short[] left = WavBytes.sine(500, -10, 1000, 16_000);
        short[] right = WavBytes.sine(800, -10, 1000, 16_000);
        short[] both = new short[2 * left.length];
        for (int i = 0; i < left.length; i++) {
            both[2 * i] = left[i];
            both[2 * i + 1] = right[i];
        }
        short[] pcm = Hearing.listen(
                clip(WavBytes.file(1, 2, 16_000, 16, WavBytes.bytes(both))).once(), 1000, 16_000, 20);
        assertEquals(-16, Hearing.dbm0(pcm, 0, 16_000, 500, 16_000), 0.1);
        assertEquals(-16, Hearing.dbm0(pcm, 0, 16_000, 800, 16_000), 0.1);
    }

    @Test
    void otherChunksAndTheExtensibleFormatAreUnderstood() {
        byte[] sound = WavBytes.bytes(WavBytes.sine(500, -10, 100, 8000));
        ByteBuffer out = ByteBuffer.allocate(90 + sound.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(WavBytes.text("RIFF")).putInt(82 + sound.length).put(WavBytes.text("WAVE"));
        out.put(WavBytes.text("LIST")).putInt(5).put(new byte[6]);
        out.put(WavBytes.text("fmt ")).putInt(40);
        out.putShort((short) 0xFFFE).putShort((short) 1).putInt(8000).putInt(16_000);
        out.putShort((short) 2)
                .putShort((short) 16)
                .putShort((short) 22)
                .putShort((short) 16)
                .putInt(4);
        out.putShort((short) 1).put(new byte[14]);
        out.put(WavBytes.text("data")).putInt(sound.length).put(sound);
        byte[] file = Arrays.copyOf(out.array(), out.position());
        assertEquals(100, clip(file).millis());
    }

    @Test
    void whatIsNoPlayableFileGivesOneClearSentence() {
        byte[] sound = new byte[1600];
        assertEquals("a.wav is not a WAV file.", refusal(new byte[0]));
        assertEquals("a.wav is not a WAV file.", refusal(WavBytes.text("ID3 and some music that is longer than it")));
        assertTrue(refusal(WavBytes.file(3, 1, 8000, 32, sound)).contains("coding 3 with 32 bits"));
        assertTrue(refusal(WavBytes.file(1, 1, 8000, 24, sound)).contains("24 bits"));
        assertTrue(refusal(WavBytes.file(1, 6, 8000, 16, sound)).contains("6 channels"));
        assertTrue(refusal(WavBytes.file(1, 1, 7999, 16, sound)).contains("7999 samples a second"));
        assertTrue(refusal(WavBytes.file(1, 1, -8000, 16, sound)).contains("samples a second"));
        assertTrue(refusal(WavBytes.file(1, 1, 8000, 16, new byte[0])).contains("no sound"));
        assertTrue(refusal(WavBytes.file(1, 1, 8000, 8, new byte[601 * 8000])).contains("longer than 10 minutes"));
        assertTrue(refusal(new byte[WavReader.MOST_BYTES + 1]).contains("larger than 64 MiB"));
        byte[] good = WavBytes.file(1, 1, 8000, 16, sound);
        assertTrue(refusal(Arrays.copyOf(good, good.length - 10)).contains("cut off"));
        assertTrue(refusal(Arrays.copyOf(good, 36)).contains("no sound"));
        byte[] streamed = good.clone();
        Arrays.fill(streamed, 40, 44, (byte) 0xFF);
        assertTrue(refusal(streamed).contains("cut off"));
        byte[] contradiction = good.clone();
        contradiction[32] = 3;
        assertTrue(refusal(contradiction).contains("contradicts itself"));
        byte[] shortFormat = good.clone();
        shortFormat[16] = 14;
        assertTrue(refusal(shortFormat).contains("14 bytes"));
    }

    @Test
    void noDamageThrows() {
        byte[] good = WavBytes.file(WavBytes.sine(500, -10, 20, 8000), 8000);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
            for (int damage = 0; damage < 4 && bad.length > 0; damage++) {
                bad[random.nextInt(Math.min(bad.length, 60))] = (byte) random.nextInt();
            }
            WavReader.read("a.wav", bad);
        }
    }
}
