package dev.landline.media.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SoundLineTest {
    private final SoundLine line = new SoundLine();
    private final short[] frame = new short[320];
    private short next = 1;

    private void write(int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = next;
            next = (short) (next % 30_000 + 1);
        }
        line.write(pcm, 0, samples, 0);
    }

    @Test
    void whatIsWrittenIsReadInOrder() {
        write(320);
        line.read(frame, 0, 320, 0);
        assertEquals(319, frame[318]);
        write(320);
        line.read(frame, 0, 320, 0);
        for (int i = 0; i < 320; i++) {
            assertEquals(321 + i, frame[i]);
        }
    }

    @Test
    void nothingIsSilenceAndAHoleFades() {
        line.read(frame, 0, 320, 0);
        assertEquals(0, frame[100]);
        assertEquals(0, line.holes(), "nothing has come yet");
        write(320 + 100);
        line.read(frame, 0, 320, 0);
        line.read(frame, 0, 320, 0);
        assertTrue(frame[40] > 300);
        assertEquals(0, frame[99], "the end fades out");
        assertEquals(0, frame[200]);
        assertEquals(1, line.holes());
    }

    @Test
    void aReaderThatStaysAwayCostsSoundNotMemory() {
        for (int i = 0; i < 50; i++) {
            write(320);
        }
        assertEquals(50 * 320 - SampleRing.CAPACITY, line.overflowed());
        line.read(frame, 0, 320, 0);
        // What is old is left out at once: nobody wants to be a quarter of a second behind.
        assertEquals(SampleRing.CAPACITY - 320 - 32, line.leftOut());
    }

    @Test
    void ofTwoThreadsEachSampleArrivesOnceAndInOrder() throws Exception {
        SampleRing ring = new SampleRing();
        int total = 2_000_000;
        Thread writer = Thread.ofPlatform().start(() -> {
            short[] pcm = new short[100];
            int sent = 0;
            while (sent < total) {
                for (int i = 0; i < 100; i++) {
                    pcm[i] = (short) (sent + i);
                }
                int done = 0;
                while (done < 100) {
                    int fitted = ring.write(pcm, done, 100 - done);
                    done += fitted;
                    if (fitted == 0) {
                        Thread.onSpinWait();
                    }
                }
                sent += 100;
            }
        });
        short[] pcm = new short[SampleRing.CAPACITY];
        int received = 0;
        while (received < total) {
            int available = ring.available();
            ring.peek(pcm, 0, available);
            ring.skip(available);
            for (int i = 0; i < available; i++) {
                assertEquals((short) (received + i), pcm[i]);
            }
            received += available;
            if (available == 0) {
                Thread.onSpinWait();
            }
        }
        writer.join();
        assertEquals(0, ring.available());
    }
}
