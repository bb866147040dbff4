package dev.landline.media.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.sound.Cadence.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToneSourceTest {

    @ParameterizedTest
    @CsvSource({"425, -10, 8000", "425, -10, 16000", "1004, 0, 8000", "3400, -45, 8000", "25, -20, 16000"})
    void aToneHasExactlyItsFrequencyAndLevel(double hertz, double dbm0, int sampleRate) {
        short[] pcm = Hearing.listen(new ToneSource(Cadence.continuous(Tone.of(hertz, dbm0))), 2000, sampleRate, 20);
        assertEquals(hertz, Hearing.strongestNear(pcm, sampleRate, pcm.length, hertz + 2, sampleRate), 0.02);
        assertEquals(dbm0, Hearing.dbm0(pcm, sampleRate, pcm.length, hertz, sampleRate), 0.05);
        assertEquals(dbm0, Hearing.dbm0(pcm, sampleRate, pcm.length), 0.1, "and nothing else sounds");
    }

    @Test
    void theReferenceIsThatOfG711() {
        // A sine of +3.14 dBm0 just reaches the last step of the A-law scale, whose output is 32,256 of 32,768.
        short[] pcm = Hearing.listen(
                new ToneSource(Cadence.continuous(new Tone(List.of(new Tone.Partial(1004, 3))))), 100, 8000, 20);
        int peak = 0;
        for (short sample : pcm) {
            peak = Math.max(peak, Math.abs(G711.decode(G711Law.PCMA, G711.encode(G711Law.PCMA, sample))));
        }
        assertEquals(32_256, peak);
        assertEquals(22_827, Level.ZERO_DBM0_PEAK, 1);
        assertEquals(-10, Level.ofMeanSquare(Level.peak(-10) * Level.peak(-10) / 2), 1e-9);
    }

    @Test
    void severalFrequenciesEachHaveTheirLevel() {
        short[] pcm = Hearing.listen(new ToneSource(Cadence.continuous(Tone.of(697, -9, 1209, -7))), 1000, 8000, 20);
        assertEquals(-9, Hearing.dbm0(pcm, 2000, 8000, 697, 8000), 0.05);
        assertEquals(-7, Hearing.dbm0(pcm, 2000, 8000, 1209, 8000), 0.05);
    }

    @Test
    void framesOfAnyLengthGiveTheSameSound() {
        Cadence cadence = CallProgressTones.of("gb").cadence(CallProgressTone.RINGBACK);
        short[] whole = Hearing.listen(new ToneSource(cadence), 3000, 8000, 60);
        short[] pieces = Hearing.listen(new ToneSource(cadence), 3000, 8000, 10);
        int different = 0;
        for (int i = 0; i < whole.length; i++) {
            different = Math.max(different, Math.abs(whole[i] - pieces[i]));
        }
        assertTrue(different <= 1, "phases go on between reads: " + different);
    }

    @Test
    void nothingClicksAtTheEdges() {
        Cadence cadence = new Cadence(
                List.of(new Step(Optional.of(Tone.of(425, -10)), 51), new Step(Optional.empty(), 33)), true);
        short[] pcm = Hearing.listen(new ToneSource(cadence), 2000, 16000, 20);
        // A sine's own steepest step, and a little for the ramp.
        double steepest = Level.peak(-10) * 2 * Math.PI * 425 / 16000;
        assertTrue(Hearing.largestStep(pcm) < 1.1 * steepest, Hearing.largestStep(pcm) + " of " + steepest);
        // A click is wide: what lies far from the tone stays far below it.
        double above = Hearing.dbm0(pcm, 0, pcm.length, 3000, 16000);
        assertTrue(above < -90, "at 3000 Hz: " + above);
    }

    @Test
    void aToneThatSoundsOnceIsOverAfterIt() {
        ToneSource once = new ToneSource(Cadence.once(Tone.of(1400, -10), 250));
        short[] pcm = new short[8000];
        assertEquals(1600, once.read(pcm, 0, 1600, 8000));
        assertEquals(400, once.read(pcm, 0, 1600, 8000));
        assertEquals(0, once.read(pcm, 0, 160, 8000));
    }

    @Test
    void theSampleRateMayChangeInMidTone() {
        ToneSource once = new ToneSource(Cadence.once(Tone.of(1400, -10), 100));
        short[] pcm = new short[8000];
        assertEquals(320, once.read(pcm, 0, 320, 8000));
        assertEquals(960, once.read(pcm, 0, 1600, 16000), "40 ms are over, 60 remain");
    }

    @Test
    void readingAllocatesNothing() {
        ToneSource source = new ToneSource(CallProgressTones.of("us").cadence(CallProgressTone.RINGBACK));
        short[] pcm = new short[160];
        assertEquals(0, Allocations.leastBytesPerRun(() -> source.read(pcm, 0, 160, 8000), 2000), 0.1);
    }

    @Test
    void whatCannotBePlayedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Tone.of(4000, -10));
        assertThrows(IllegalArgumentException.class, () -> Tone.of(425, 4));
        assertThrows(IllegalArgumentException.class, () -> new Tone(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Step(Optional.empty(), 4));
        assertThrows(IllegalArgumentException.class, () -> new Cadence(List.of(), true));
        assertArrayEquals(
                new short[0], Hearing.listen(new SoundClip("none", new short[0], new short[0]).once(), 20, 8000, 20));
    }
}
