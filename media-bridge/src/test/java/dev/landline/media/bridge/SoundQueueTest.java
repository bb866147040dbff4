package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void soundThatIsTooMuchFadesIntoTheNext() {
        write(1_000, 160);
        queue.fadeIntoNext(160);
        assertEquals(0, queue.end());
        write(0, 160);
        queue.added(160, 160);
        assertEquals(1_000, queue.samples()[0]);
        assertEquals(500, queue.samples()[80]);
        write(7, 160);
        queue.added(160, 160);
        assertEquals(7, queue.samples()[160], "the fade happened once");
    }
}
