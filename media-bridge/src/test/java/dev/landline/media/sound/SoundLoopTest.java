package dev.landline.media.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoundLoopTest {

    private static SoundClip clip(double hertz, int millis) {
        return new SoundClip(
                "a tone", WavBytes.sine(hertz, -20, millis, 8000), WavBytes.sine(hertz, -20, millis, 16_000));
    }

    @Test
    void anAnnouncementIsHeardOnce() {
        SoundSource listener = clip(500, 990).once();
        short[] pcm = new short[160];
        int frames = 0;
        while (listener.read(pcm, 0, 160, 8000) == 160) {
            frames++;
        }
        assertEquals(49, frames);
        assertEquals(0, listener.read(pcm, 0, 160, 8000));
    }

    @Test
    void aListenerMayChangeTheSampleRate() {
        SoundSource listener = clip(500, 1000).once();
        short[] pcm = new short[16_000];
        assertEquals(4000, listener.read(pcm, 0, 4000, 8000));
        assertEquals(8000, listener.read(pcm, 0, 16_000, 16_000), "half a second is left");
        assertThrows(IllegalArgumentException.class, () -> listener.read(pcm, 0, 960, 48_000));
    }

    @Test
    void musicGoesRoundWithoutAClick() {
        // 501.3 Hz does not fit 2 seconds: a bare seam would jump.
        SoundClip music = clip(501.3, 2000);
        short[] round = Hearing.listen(SoundLoop.of(music).listen(), 7000, 8000, 20);
        double steepest = Level.peak(-20) * 2 * Math.PI * 501.3 / 8000;
        assertTrue(Hearing.largestStep(round) < 1.5 * steepest, Hearing.largestStep(round) + " of " + steepest);
        for (int at = 0; at + 800 < round.length; at += 800) {
            assertTrue(Hearing.dbm0(round, at, at + 800) > -24, "no hole at " + at / 8 + " ms");
        }
        assertEquals(1500, SoundLoop.of(music).millis());
    }

    @Test
    void everyListenerHasAPositionOfItsOwn() {
        SoundLoop loop = SoundLoop.of(clip(500, 2000));
        SoundSource early = loop.listen();
        short[] first = Hearing.listen(early, 300, 8000, 20);
        SoundSource late = loop.listen();
        assertArrayEquals(first, Hearing.listen(late, 300, 8000, 20));
    }

    @Test
    void veryShortAndEmptyMusicDoesNoHarm() {
        assertEquals(160, SoundLoop.of(clip(500, 4)).listen().read(new short[160], 0, 160, 8000));
        SoundClip empty = new SoundClip("nothing", new short[0], new short[0]);
        assertEquals(0, SoundLoop.of(empty).listen().read(new short[160], 0, 160, 8000));
    }

    @Test
    void theMusicThatComesWithUsIsQuietPleasantAndSeamless() {
        assertSame(HoldMusic.loop(), HoldMusic.loop());
        assertTrue(HoldMusic.loop().millis() <= 30_000);
        for (int sampleRate : new int[] {8000, 16_000}) {
            short[] pcm = Hearing.listen(HoldMusic.loop().listen(), 48_000, sampleRate, 20);
            assertEquals(-22, Hearing.dbm0(pcm, 0, pcm.length), 0.1);
            int peak = 0;
            for (short sample : pcm) {
                peak = Math.max(peak, Math.abs(sample));
            }
            assertTrue(peak < Level.peak(-6), "never loud: " + peak);
            // Its steepest step at the seam is none that stands out.
            int seam = HoldMusic.loop().millis() * sampleRate / 1000;
            int atSeam = Hearing.largestStep(Arrays.copyOfRange(pcm, seam - 100, seam + 100));
            assertTrue(atSeam <= Hearing.largestStep(Arrays.copyOf(pcm, seam - 100)), "a click of " + atSeam);
            for (int at = 0; at + sampleRate < pcm.length; at += sampleRate) {
                assertTrue(Hearing.dbm0(pcm, at, at + sampleRate) > -40, "no second of silence");
            }
        }
    }

    @Test
    void listeningAllocatesNothing() {
        SoundSource listener = HoldMusic.loop().listen();
        short[] pcm = new short[320];
        assertEquals(0, Allocations.leastBytesPerRun(() -> listener.read(pcm, 0, 320, 16_000), 2000), 0.1);
    }
}
