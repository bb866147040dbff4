package dev.landline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import org.junit.jupiter.api.Test;

class EchoBufferTest {

    private static final byte SILENCE = G711.silence(G711Law.PCMA);

    private final EchoBuffer echo = new EchoBuffer(G711Law.PCMA);

    @Test
    void voiceComesBackUnchangedAfterSixtyMilliseconds() {
        int timestamp = 0xFFFF_FF00;
        byte[] came = new byte[160 * 50];
        for (int packet = 0; packet < 50; packet++) {
            echo.put(timestamp + packet * 160, frame(packet), 0, 160);
            echo.take(came, packet * 160, 160);
        }
        for (int packet = 0; packet < 3; packet++) {
            assertEquals(SILENCE, came[packet * 160]);
        }
        for (int packet = 3; packet < 50; packet++) {
            assertEquals(frame(packet - 3)[0], came[packet * 160], "packet " + packet);
            assertEquals(frame(packet - 3)[159], came[packet * 160 + 159], "packet " + packet);
        }
        assertEquals(0, echo.jumps());
    }

    @Test
    void lostPacketIsSilenceAndDisorderIsPutRight() {
        echo.put(0, frame(1), 0, 160);
        echo.put(480, frame(4), 0, 160);
        echo.put(320, frame(3), 0, 160);
        byte[] came = new byte[160 * 7];
        echo.take(came, 0, came.length);

        assertEquals(frame(1)[0], came[160 * 3]);
        assertEquals(SILENCE, came[160 * 4]);
        assertEquals(frame(3)[0], came[160 * 5]);
        assertEquals(frame(4)[0], came[160 * 6]);
    }

    @Test
    void latePacketsMakeTheDelayGrowInsteadOfBeingLost() {
        echo.put(0, frame(1), 0, 160);
        byte[] came = new byte[160 * 5];
        echo.take(came, 0, came.length);
        echo.put(160, frame(2), 0, 160);
        echo.take(came, 0, came.length);

        assertEquals(frame(2)[0], came[160 * 3]);
        assertEquals(1, echo.jumps());
    }

    @Test
    void stragglerOvertakenByNewerPacketsIsDropped() {
        echo.put(0, frame(1), 0, 160);
        echo.put(320, frame(3), 0, 160);
        byte[] came = new byte[160 * 5];
        echo.take(came, 0, came.length);
        echo.put(160, frame(2), 0, 160);
        echo.take(came, 0, 160);

        assertEquals(frame(3)[0], came[0]);
        assertEquals(0, echo.jumps());
    }

    @Test
    void burstAfterAStallNeverStaysAsDelay() {
        int largest = 0;
        for (int packet = 0; packet < 100; packet++) {
            echo.put(packet * 160, frame(packet), 0, 160);
            largest = Math.max(largest, echo.depth());
        }
        assertTrue(largest <= EchoBuffer.MAX_DELAY_MILLIS * 8, "depth " + largest);
        assertTrue(echo.jumps() > 0);
    }

    @Test
    void newTimestampsAfterAJumpStartTheEchoAfresh() {
        echo.put(0, frame(1), 0, 160);
        echo.put(1_000_000, frame(2), 0, 160);
        byte[] came = new byte[160 * 4];
        echo.take(came, 0, came.length);

        assertEquals(SILENCE, came[0]);
        assertEquals(frame(2)[0], came[160 * 3]);
    }

    @Test
    void emptyAndOversizedPacketsAreNotTaken() {
        echo.put(0, new byte[2_000], 0, 0);
        echo.put(0, new byte[2_000], 0, 2_000);
        assertEquals(0, echo.depth());
    }

    private static byte[] frame(int number) {
        byte[] frame = new byte[160];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (byte) (number * 3 + i);
        }
        return frame;
    }
}
