package dev.landline.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.sound.CallProgressTone;
import dev.landline.media.sound.CallProgressTones;
import dev.landline.media.sound.Hearing;
import dev.landline.media.sound.HoldMusic;
import dev.landline.media.sound.SoundSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DtmfDetectorTest {
    private static final String KEYS = "0123456789*#ABCD";
    private static final char[] EACH_KEY = KEYS.toCharArray();
    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final String PAD = "123A456B789C*0#D";
    private static final double ZERO_DBM0 = 22_827;

    /** What one key sounds like; everything in it may be wrong in its way. */
    private record Press(char key, int millis, double rowDbm0, double columnDbm0, double rowOff, double columnOff) {
        Press(char key, int millis, double dbm0) {
            this(key, millis, dbm0, dbm0, 0, 0);
        }

        double row() {
            return ROWS[PAD.indexOf(key) / 4] * (1 + rowOff);
        }

        double column() {
            return COLUMNS[PAD.indexOf(key) % 4] * (1 + columnOff);
        }
    }

    private final StringBuilder heard = new StringBuilder();
    private final List<Integer> millis = new ArrayList<>();
    private final DtmfDetector detector = new DtmfDetector(new TelephoneEventReceiver.Listener() {
        @Override
        public void pressed(int event) {
            heard.append(TelephoneEvent.digit(event));
        }

        @Override
        public void released(int event, int durationMillis) {
            assertEquals(TelephoneEvent.digit(event), heard.charAt(heard.length() - 1));
            millis.add(durationMillis);
        }
    });
    private final SplittableRandom random = new SplittableRandom(3);

    private double gaussian() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    /** Sound of a press after some silence, with noise beneath all of it. */
    private short[] sound(Press press, int silenceMillis, double noiseDbm0, int sampleRate) {
        int silence = silenceMillis * sampleRate / 1000;
        int tone = press.millis() * sampleRate / 1000;
        short[] pcm = new short[silence + tone];
        double rowPeak = ZERO_DBM0 * Math.pow(10, press.rowDbm0() / 20);
        double columnPeak = ZERO_DBM0 * Math.pow(10, press.columnDbm0() / 20);
        double noise = ZERO_DBM0 * Math.pow(10, noiseDbm0 / 20) / Math.sqrt(2);
        double phase = random.nextDouble(6);
        for (int i = 0; i < pcm.length; i++) {
            double sample = noise * gaussian();
            if (i >= silence) {
                double seconds = i / (double) sampleRate;
                sample += rowPeak * Math.sin(2 * Math.PI * press.row() * seconds + phase);
                sample += columnPeak * Math.sin(2 * Math.PI * press.column() * seconds + 2 * phase);
            }
            pcm[i] = (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return pcm;
    }

    private void hear(short[] pcm, int sampleRate) {
        int frame = sampleRate / 50;
        for (int at = 0; at < pcm.length; at += frame) {
            detector.hear(pcm, at, Math.min(frame, pcm.length - at), sampleRate, 0);
        }
    }

    private void hearThroughG711(short[] pcm, G711Law law) {
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = G711.decode(law, G711.encode(law, pcm[i]));
        }
        hear(pcm, 8000);
    }

    private void hearSilence(int howLong) {
        hear(new short[howLong * 8], 8000);
    }

    @ParameterizedTest
    @CsvSource({"0, 80", "-9, 50", "-9, 500", "-20, 60", "-28, 80", "-31, 80"})
    void everyKeyIsHeardAtEveryUsualLevel(double dbm0, int howLong) {
        for (char key : EACH_KEY) {
            hearThroughG711(sound(new Press(key, howLong, dbm0), 60, -80, 8000), G711Law.PCMU);
        }
        hearSilence(60);
        assertEquals(KEYS, heard.toString());
        for (int each : millis) {
            assertEquals(howLong, each, 13, millis::toString);
        }
    }

    @Test
    void wideSoundIsHeardAsWell() {
        for (char key : EACH_KEY) {
            hear(sound(new Press(key, 60, -12), 60, -60, 16_000), 16_000);
        }
        hear(new short[960], 16_000);
        assertEquals(KEYS, heard.toString());
    }

    @ParameterizedTest
    @CsvSource({"-4, -11", "-12, -5", "-6, -14", "-20, -13"})
    void linesMayFavourTheLowOrTheHighFrequency(double rowDbm0, double columnDbm0) {
        for (char key : EACH_KEY) {
            hearThroughG711(sound(new Press(key, 60, rowDbm0, columnDbm0, 0, 0), 60, -70, 8000), G711Law.PCMA);
        }
        assertEquals(KEYS, heard.toString());
    }

    @ParameterizedTest
    @CsvSource({"-2, -14", "-16, -3", "-9, -60", "-50, -9"})
    void oneFrequencyMuchLouderThanTheOtherIsNoKey(double rowDbm0, double columnDbm0) {
        for (char key : EACH_KEY) {
            hearThroughG711(sound(new Press(key, 80, rowDbm0, columnDbm0, 0, 0), 60, -70, 8000), G711Law.PCMA);
        }
        assertEquals("", heard.toString());
    }

    @Test
    void whatIsTooFaintIsNoKey() {
        for (char key : EACH_KEY) {
            hear(sound(new Press(key, 100, -39), 60, -80, 8000), 8000);
        }
        assertEquals("", heard.toString());
    }

    @ParameterizedTest
    @CsvSource({"-9, -18", "-9, -27", "-20, -37"})
    void noiseDoesNotHideKeys(double dbm0, double noiseDbm0) {
        StringBuilder expected = new StringBuilder();
        for (int round = 0; round < 20; round++) {
            for (char key : EACH_KEY) {
                hearThroughG711(sound(new Press(key, 70, dbm0), 70, noiseDbm0, 8000), G711Law.PCMU);
            }
            expected.append(KEYS);
        }
        assertEquals(expected.toString(), heard.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 45, 50})
    void fortyMillisecondsAreEnoughWhereverTheyFall(int howLong) {
        StringBuilder expected = new StringBuilder();
        for (int silence = 50; silence < 70; silence++) {
            for (char key : EACH_KEY) {
                hearThroughG711(sound(new Press(key, howLong, -9), silence, -60, 8000), G711Law.PCMU);
            }
            expected.append(KEYS);
        }
        assertEquals(expected.toString(), heard.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 15, 20, 23})
    void lessThanTwentyThreeMillisecondsAreNone(int howLong) {
        for (int silence = 50; silence < 70; silence++) {
            for (char key : EACH_KEY) {
                hearThroughG711(sound(new Press(key, howLong, -9), silence, -60, 8000), G711Law.PCMU);
            }
        }
        assertEquals("", heard.toString());
    }

    @Test
    void theSameKeyTwiceIsTwoPressesWhenFortyMillisecondsLieBetween() {
        for (int silence = 40; silence < 60; silence++) {
            hearThroughG711(sound(new Press('5', 60, -9), silence, -60, 8000), G711Law.PCMU);
        }
        assertEquals("5".repeat(20), heard.toString());
    }

    @Test
    void aHoleOfTenMillisecondsDoesNotMakeTwoOfOne() {
        for (int at = 100; at < 120; at++) {
            short[] pcm = sound(new Press('5', 300, -9), 100, -60, 8000);
            Arrays.fill(pcm, (at + 80) * 8, (at + 90) * 8, (short) 0);
            hear(pcm, 8000);
        }
        assertEquals("5".repeat(20), heard.toString());
    }

    @Test
    void frequenciesMayBeOffByAPointAndAHalfPerCent() {
        StringBuilder expected = new StringBuilder();
        for (double rowOff : new double[] {-0.015, 0.015}) {
            for (double columnOff : new double[] {-0.015, 0.015}) {
                for (char key : EACH_KEY) {
                    hearThroughG711(sound(new Press(key, 50, -9, -9, rowOff, columnOff), 60, -60, 8000), G711Law.PCMU);
                }
                expected.append(KEYS);
            }
        }
        assertEquals(expected.toString(), heard.toString());
    }

    @Test
    void frequenciesThatAreOffByThreeAndAHalfPerCentAreNoKey() {
        for (double off : new double[] {-0.05, -0.035, 0.035, 0.05}) {
            for (char key : EACH_KEY) {
                hearThroughG711(sound(new Press(key, 200, -9, -9, off, 0), 60, -60, 8000), G711Law.PCMU);
                hearThroughG711(sound(new Press(key, 200, -9, -9, 0, off), 60, -60, 8000), G711Law.PCMU);
            }
        }
        assertEquals("", heard.toString());
    }

    @Test
    void twoRowsOrTwoColumnsAreNoKey() {
        for (double[] group : new double[][] {ROWS, COLUMNS}) {
            for (double one : group) {
                for (double other : group) {
                    short[] pcm = new short[1600];
                    for (int i = 0; i < pcm.length; i++) {
                        pcm[i] = (short) (6000 * Math.sin(2 * Math.PI * one * i / 8000)
                                + 6000 * Math.sin(2 * Math.PI * other * i / 8000));
                    }
                    hear(pcm, 8000);
                    hearSilence(60);
                }
            }
        }
        assertEquals("", heard.toString());
    }

    @Test
    void aThirdFrequencyMakesItNoKey() {
        short[] pcm = sound(new Press('5', 300, -9), 60, -60, 8000);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (pcm[i] + 6000 * Math.sin(2 * Math.PI * 2100 * i / 8000));
        }
        hear(pcm, 8000);
        assertEquals("", heard.toString());
    }

    @Test
    void noToneOfAnyNetworkIsTakenForAKey() {
        for (String country : CallProgressTones.countries()) {
            for (CallProgressTone tone : CallProgressTone.values()) {
                hear(Hearing.listen(CallProgressTones.of(country).source(tone), 4000, 8000, 20), 8000);
            }
        }
        assertEquals("", heard.toString());
    }

    @Test
    void musicOnHoldPressesNoKey() {
        hear(Hearing.listen(HoldMusic.loop().listen(), 60_000, 8000, 20), 8000);
        assertEquals("", heard.toString());
    }

    /** Ten minutes of a voice that glides, sings vowels of all sorts, and holds some of them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void speechPressesNoKey(long seed) {
        VoiceLike voice = new VoiceLike(seed);
        short[] pcm = new short[8000];
        for (int second = 0; second < 600; second++) {
            voice.read(pcm);
            hearThroughG711(pcm, second % 2 == 0 ? G711Law.PCMU : G711Law.PCMA);
        }
        assertEquals("", heard.toString());
    }

    @Test
    void noiseAlonePressesNoKey() {
        for (int second = 0; second < 600; second++) {
            hear(sound(new Press('1', 0, -90), 1000, -6 - random.nextInt(30), 8000), 8000);
        }
        assertEquals("", heard.toString());
    }

    @Test
    void theKeyIsKnownToBeDownWhileItSounds() {
        hear(sound(new Press('7', 100, -9), 60, -70, 8000), 8000);
        assertTrue(detector.isPressed());
        detector.reset();
        assertFalse(detector.isPressed());
        assertEquals(1, millis.size());
    }

    @Test
    void listeningAllocatesNothing() {
        short[] pcm = sound(new Press('7', 20, -9), 0, -40, 8000);
        assertEquals(0, Allocations.leastBytesPerRun(() -> detector.hear(pcm, 0, 160, 8000, 0), 2000), 0.1);
    }

    @Test
    void whatWeGenerateIsHeard() {
        DigitTones tones = new DigitTones();
        for (char key : EACH_KEY) {
            assertTrue(tones.press(TelephoneEvent.event(key)));
            tones.release(0);
        }
        SoundSource source = tones;
        hear(Hearing.listen(source, KEYS.length() * 160, 8000, 20), 8000);
        assertEquals(KEYS, heard.toString());
        for (int each : millis) {
            assertEquals(80, each, 10, millis::toString);
        }
    }
}
