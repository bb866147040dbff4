package dev.landline.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import dev.landline.media.sound.Hearing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitTonesTest {
    private final DigitTones tones = new DigitTones();

    private void press(char key, int millis) {
        assertTrue(tones.press(TelephoneEvent.event(key)));
        tones.release(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 697, 1209", "2, 697, 1336", "3, 697, 1477", "A, 697, 1633",
        "4, 770, 1209", "5, 770, 1336", "6, 770, 1477", "B, 770, 1633",
        "7, 852, 1209", "8, 852, 1336", "9, 852, 1477", "C, 852, 1633",
        "*, 941, 1209", "0, 941, 1336", "#, 941, 1477", "D, 941, 1633",
    })
    void everyKeyHasItsTwoFrequenciesAtTheirLevels(char key, double row, double column) {
        for (int sampleRate : new int[] {8000, 16_000}) {
            press(key, 1000);
            short[] pcm = Hearing.listen(tones, 1000, sampleRate, 20);
            int from = sampleRate / 10;
            int until = sampleRate * 9 / 10;
            assertEquals(row, Hearing.strongestNear(pcm, from, until, row + 1, sampleRate), 0.05);
            assertEquals(column, Hearing.strongestNear(pcm, from, until, column + 1, sampleRate), 0.05);
            assertEquals(-9, Hearing.dbm0(pcm, from, until, row, sampleRate), 0.05);
            assertEquals(-7, Hearing.dbm0(pcm, from, until, column, sampleRate), 0.05);
            Hearing.listen(tones, 100, sampleRate, 20);
        }
    }

    @Test
    void keysThatComeAtOnceSoundOneAfterTheOther() {
        for (char key : "147".toCharArray()) {
            press(key, 0);
        }
        assertTrue(tones.isBusy());
        short[] pcm = Hearing.listen(tones, 600, 8000, 20);
        List<Integer> cadence = Hearing.cadence(pcm, -30, 8000);
        assertEquals(5, cadence.size());
        cadence.forEach(each -> assertEquals(80, each, 4, cadence::toString));
        assertFalse(tones.isBusy());
    }

    @Test
    void aHeldKeySoundsUntilItIsReleased() {
        tones.press(5);
        short[] held = Hearing.listen(tones, 400, 8000, 20);
        assertTrue(Hearing.dbm0(held, 3000, 3200) > -10);
        tones.release(430);
        List<Integer> rest = Hearing.cadence(Hearing.listen(tones, 200, 8000, 20), -30, 8000);
        assertEquals(30, rest.getFirst(), 4);
    }

    @Test
    void aReleaseThatComesLateEndsTheToneAtOnce() {
        tones.press(5);
        Hearing.listen(tones, 400, 8000, 20);
        tones.release(90);
        short[] after = Hearing.listen(tones, 40, 8000, 20);
        assertTrue(Hearing.dbm0(after, 40, 320) < -80);
    }

    @Test
    void nothingClicks() {
        press('1', 80);
        press('D', 80);
        short[] pcm = Hearing.listen(tones, 400, 16_000, 20);
        assertTrue(Hearing.dbm0(pcm, 0, pcm.length, 3400, 16_000) < -75);
    }

    @Test
    void theQueueIsBoundedAndAFlashHasNoTone() {
        for (int i = 0; i < DigitTones.QUEUE_LENGTH; i++) {
            press('1', 80);
        }
        assertFalse(tones.press(2));
        assertFalse(new DigitTones().press(TelephoneEvent.FLASH));
        assertEquals(1, tones.dropped());
    }

    @Test
    void playingAllocatesNothing() {
        short[] pcm = new short[160];
        assertEquals(
                0,
                Allocations.leastBytesPerRun(
                        () -> {
                            if (!tones.isBusy()) {
                                tones.press(3);
                                tones.release(80);
                            }
                            tones.read(pcm, 0, 160, 8000);
                        },
                        2000),
                0.1);
    }
}
