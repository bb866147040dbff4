package dev.landline.media.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoundRingTest {

    @Test
    void whatOneThreadPutsAnotherTakesInOrder() throws Exception {
        SoundRing ring = new SoundRing();
        int blocks = 50_000;
        Thread loop = Thread.ofPlatform().start(() -> {
            short[] pcm = new short[320];
            for (int block = 0; block < blocks; ) {
                int length = 1 + block % 320;
                Arrays.fill(pcm, (short) block);
                if (ring.put(pcm, 0, length, 8000, block)) {
                    block++;
                } else {
                    Thread.onSpinWait();
                }
            }
        });
        short[] taken = new short[SoundRing.MOST_SAMPLES];
        for (int block = 0; block < blocks; ) {
            if (ring.waiting() == 0) {
                Thread.onSpinWait();
                continue;
            }
            assertEquals(block, ring.stamp(0));
            int length = ring.length(0);
            assertEquals(1 + block % 320, length);
            ring.take(taken);
            assertEquals((short) block, taken[0]);
            assertEquals((short) block, taken[length - 1]);
            block++;
        }
        loop.join();
        assertEquals(0, ring.waiting());
    }

    @Test
    void whatDoesNotFitIsDroppedAndCounted() {
        SoundRing ring = new SoundRing();
        short[] pcm = new short[SoundRing.MOST_SAMPLES + 1];
        assertFalse(ring.put(pcm, 0, pcm.length, 16_000, 0));
        int fit = 0;
        while (ring.put(pcm, 0, SoundRing.MOST_SAMPLES, 16_000, fit)) {
            fit++;
        }
        assertEquals(SoundRing.SAMPLES / SoundRing.MOST_SAMPLES, fit);
        assertEquals(2, ring.dropped());
        ring.skip();
        assertTrue(ring.put(pcm, 0, SoundRing.MOST_SAMPLES, 16_000, fit));
        assertEquals(1, ring.stamp(0));
    }

    @Test
    void aMediaLoopThatIsRecordedAllocatesNothing() {
        Recording recording = new Recording(() -> 0, state -> {}, 0);
        Capture capture = new Capture(state -> {});
        InetSocketAddress address = new InetSocketAddress("192.0.2.1", 5004);
        short[] pcm = new short[160];
        byte[] packet = new byte[172];
        byte[] out = new byte[PacketRing.MOST_LENGTH];
        Beep beep = new Beep(() -> true);
        assertEquals(
                0,
                Allocations.leastBytesPerRun(
                        () -> {
                            recording.caller().hear(pcm, 0, 160, 8000, 1);
                            recording.callee().hear(pcm, 0, 160, 8000, 1);
                            capture.packet(address, address, packet, 0, 172, 1);
                            beep.mixInto(pcm, 0, 160, 8000);
                            recording.caller().ring().skip();
                            recording.callee().ring().skip();
                            capture.ring().take(out, 0);
                        },
                        1000));
    }

    @Test
    void inAPauseNothingIsEvenCopied() {
        long[] nowNanos = {0};
        Recording recording = new Recording(() -> nowNanos[0], state -> {}, 0);
        recording.pause();
        recording.caller().hear(new short[160], 0, 160, 8000, 0);
        recording.resume();
        recording.caller().hear(new short[160], 0, 160, 8000, Recording.GUARD_MILLIS * 1_000_000L - 1);
        assertEquals(0, recording.caller().ring().waiting());
        recording.caller().hear(new short[160], 0, 160, 8000, Recording.GUARD_MILLIS * 1_000_000L);
        assertEquals(1, recording.caller().ring().waiting());
    }
}
