package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoundQueueTest {
    private final SoundQueue queue = new SoundQueue(8000);

    private void write(int value, int count) {
        Arrays.fill(queue.samples(), queue.end(), queue.end() + count, (short) value);
    }

    @Test
    void packetsOfOneLengthBecomeFramesOfAnother() {
        write(1, 240);
        queue.added(240, 240);
        queue.remove(160);
        write(2, 240);
        queue.added(240, 240);
        assertEquals(320, queue.end());
        assertEquals(1, queue.samples()[79]);
        assertEquals(2, queue.samples()[80]);
    }

    @Test
    void whatADecoderFailsToGiveBecomesSilence() {
        write(9, 160);
        queue.added(-4, 160);
        assertEquals(160, queue.end());
        assertEquals(0, queue.samples()[0]);
        write(9, 160);
        queue.added(100, 160);
        assertEquals(9, queue.samples()[259]);
        assertEquals(0, queue.samples()[260]);
    }

    @Test
    void soundThatIsTooMuchIsMergedIntoTheNext() {
        write(1_000, 160);
        queue.mergeIntoNext(160);
        assertEquals(0, queue.end());
        for (int i = 0; i < 160; i++) {
            queue.samples()[i] = (short) (1_000 * (159 - i) / 159);
        }
        queue.added(160, 160);
        assertEquals(160, queue.end());
        assertEquals(1_000, queue.samples()[0], "begins like the first");
        assertEquals(0, queue.samples()[159], "ends like the second");
        for (int i = 1; i < 160; i++) {
            int step = queue.samples()[i - 1] - queue.samples()[i];
            assertTrue(step >= 0 && step <= 25, "a step of " + step + " at " + i);
        }
        write(7, 160);
        queue.added(160, 160);
        assertEquals(7, queue.samples()[160], "that happened once");
    }

    @Test
    void soundThatDoesNotGoOnIsFadedInFromWhereTheLastEnded() {
        write(1_000, 160);
        queue.added(160, 160);
        queue.remove(160);
        queue.joinNext();
        write(0, 160);
        queue.added(160, 160);
        for (int i = 0; i < 160; i++) {
            int before = i == 0 ? 1_000 : queue.samples()[i - 1];
            int step = before - queue.samples()[i];
            assertTrue(step >= 0 && step <= 42, "a step of " + step + " at " + i);
        }
        assertEquals(0, queue.samples()[30], "and soon as it came");
        write(9, 160);
        queue.added(160, 160);
        assertEquals(9, queue.samples()[160], "once");
    }

    @Test
    void aMergeWhoseSecondHalfFailsDoesNotClickEither() {
        write(1_000, 160);
        queue.added(160, 160);
        write(1_000, 160);
        queue.mergeIntoNext(80);
        write(0, 160);
        queue.added(-1, 160);
        assertTrue(queue.samples()[160] > 900, "goes on where the sound was");
    }
}
