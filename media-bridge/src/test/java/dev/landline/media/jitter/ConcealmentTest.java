package dev.landline.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConcealmentTest {

    private final Concealment concealment = new Concealment();

    @ParameterizedTest
    @CsvSource({
        "100, 160",
        "130, 160",
        "200, 160",
        "440, 160",
        "1000, 160",
        "200, 80",
        "200, 320",
        "200, 480",
        "440, 800"
    })
    void aToneWithAHoleHasNoClicks(double hertz, int hole) {
        short[] pcm = tone(hertz, 1600 + hole);
        run(pcm, 800, hole);
        int steepest = (int) Math.ceil(10_000 * 2 * Math.PI * hertz / 8000);
        for (int i = 790; i < 1200 + hole; i++) {
            int jump = Math.abs(pcm[i] - pcm[i - 1]);
            assertTrue(jump <= steepest * 1.6 + 100, "jump of " + jump + " at " + (i - 800) + ", tone " + steepest);
        }
    }

    /** Its period is longer than any that is looked for: the repetition cannot fit. Unbent it would jump by 7000 and more. */
    @ParameterizedTest
    @ValueSource(ints = {800, 840, 880, 920, 960})
    void aToneTooLowToBeRepeatedIsBentIntoPlace(int holeAt) {
        short[] pcm = tone(48, 2000);
        run(pcm, holeAt, 160);
        for (int i = 790; i < 1300; i++) {
            int jump = Math.abs(pcm[i] - pcm[i - 1]);
            assertTrue(jump <= 2500, "jump of " + jump + " at " + (i - holeAt));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 200, 400, 1000})
    void aSteadyToneGoesOnForTenMilliseconds(double hertz) {
        short[] pcm = tone(hertz, 1600);
        short[] expected = tone(hertz, 1600);
        run(pcm, 800, 160);
        double error = 0;
        for (int i = 800; i < 880; i++) {
            error += Math.pow(pcm[i] - expected[i], 2);
        }
        assertTrue(Math.sqrt(error / 80) < 1000, "error " + Math.sqrt(error / 80) + " of an amplitude of 10000");
    }

    @Test
    void theSoundFadesAndIsSilentAfterSixtyMilliseconds() {
        short[] pcm = tone(200, 2400);
        run(pcm, 800, 960);
        double before = level(pcm, 800, 880);
        for (int i = 880; i < 1280; i += 80) {
            double level = level(pcm, i, i + 80);
            assertTrue(level < before, "level " + level + " after " + before);
            before = level;
        }
        assertEquals(0, level(pcm, 1280, 1760));
    }

    @Test
    void silenceStaysSilent() {
        short[] pcm = new short[1600];
        run(pcm, 800, 160);
        assertEquals(0, level(pcm, 0, 1600));
    }

    @Test
    void goodSoundPassesUnchangedUntilAHoleAndSoonAfterIt() {
        short[] pcm = tone(300, 1600);
        short[] expected = tone(300, 1600);
        run(pcm, 800, 160);
        for (int i = 0; i < 1600; i++) {
            if (i < 800 || i >= 960 + 30 + 80) {
                assertEquals(expected[i], pcm[i], "sample " + i);
            }
        }
    }

    @Test
    void fullScaleSoundNeverWraps() {
        short[] pcm = new short[1760];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(32_767 * Math.sin(2 * Math.PI * 170 * i / 8000));
        }
        run(pcm, 800, 160);
        for (int i = 1; i < pcm.length; i++) {
            assertTrue(Math.abs(pcm[i] - pcm[i - 1]) < 8000, "jump at " + i);
        }
    }

    @Test
    void piecesOfAnySizeAreTaken() {
        short[] pcm = tone(200, 4000);
        int at = 0;
        for (int size : new int[] {1, 7, 160, 480, 0, 3, 80, 959, 160}) {
            concealment.good(pcm, at, size);
            concealment.conceal(pcm, at + size, size);
            at += 2 * size;
        }
        assertTrue(at < 4000);
    }

    /** The same sound at twice the rate is made up just as well: G.722 is concealed at 16000 Hz. */
    @ParameterizedTest
    @CsvSource({"100, 320", "150, 320", "440, 320", "1000, 320", "2400, 320", "200, 960"})
    void wideBandSoundIsConcealedWithoutClicks(double hertz, int hole) {
        Concealment wide = new Concealment(16_000);
        short[] pcm = tone(hertz / 2, 3200 + hole);
        short[] expected = pcm.clone();
        for (int at = 0; at < pcm.length; at += 160) {
            if (at >= 1600 && at < 1600 + hole) {
                wide.conceal(pcm, at, 160);
            } else {
                wide.good(pcm, at, 160);
            }
        }
        int steepest = (int) Math.ceil(10_000 * 2 * Math.PI * hertz / 16_000);
        double error = 0;
        for (int i = 1580; i < 2400 + hole; i++) {
            int jump = Math.abs(pcm[i] - pcm[i - 1]);
            assertTrue(jump <= steepest * 1.6 + 100, "jump of " + jump + " at " + (i - 1600) + ", tone " + steepest);
            error += i >= 1600 && i < 1760 ? Math.pow(pcm[i] - expected[i], 2) : 0;
        }
        assertTrue(Math.sqrt(error / 160) < 1000, "error " + Math.sqrt(error / 160) + " of an amplitude of 10000");
        assertEquals(
                expected[1600 + hole + 240], pcm[1600 + hole + 240], "the end of a hole is faded for 15 ms at most");
    }

    @Test
    void anImpossibleRateIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Concealment(11_025));
        assertThrows(IllegalArgumentException.class, () -> new Concealment(0));
    }

    private void run(short[] pcm, int holeAt, int hole) {
        for (int at = 0; at < pcm.length; at += 80) {
            if (at >= holeAt && at < holeAt + hole) {
                concealment.conceal(pcm, at, 80);
            } else {
                concealment.good(pcm, at, 80);
            }
        }
    }

    private static short[] tone(double hertz, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(10_000 * Math.sin(2 * Math.PI * hertz * i / 8000));
        }
        return pcm;
    }

    private static double level(short[] pcm, int from, int until) {
        double sum = 0;
        for (int i = from; i < until; i++) {
            sum += (double) pcm[i] * pcm[i];
        }
        return Math.sqrt(sum / (until - from));
    }
}
