package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RelayedNumbersTest {
    private static final long MILLI = 1_000_000;

    private final RtpStream stream = new RtpStream(0x0A0B0C0D, 100, 5_000);
    private final RelayedNumbers numbers = new RelayedNumbers(stream, 48_000);
    private final byte[] out = new byte[64];

    private static RtpPacket packet(int ssrc, int sequence, int timestamp) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.put((byte) 0x80)
                .put((byte) 111)
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(ssrc);
        RtpPacket packet = new RtpPacket();
        assertTrue(packet.wrap(bytes.array(), 0, 16));
        return packet;
    }

    /** Relays one packet and gives its place as {@code sequence@timestamp}. */
    private String relay(int ssrc, int sequence, int timestamp, long nowNanos) {
        if (!numbers.place(packet(ssrc, sequence, timestamp), nowNanos)) {
            return "refused";
        }
        stream.writeRelayedHeader(out, 0, 111, false, numbers.sequence(), numbers.timestamp());
        return numbers.sequence() + "@" + numbers.timestamp();
    }

    @Test
    void theFirstPacketTakesTheStreamsOwnNumbers() {
        assertEquals("100@5000", relay(1, 60_000, 999, 0));
        assertEquals("101@5960", relay(1, 60_001, 1_959, 20 * MILLI));
    }

    @Test
    void holesAndOrderAreKept() {
        relay(1, 10, 0, 0);
        assertEquals("103@7880", relay(1, 13, 2_880, 0));
        assertEquals("101@5960", relay(1, 11, 960, 0));
        assertEquals("104@8840", relay(1, 14, 3_840, 0));
    }

    @Test
    void sequenceAndTimestampWrapTogether() {
        relay(1, 65_535, -960, 0);
        assertEquals("101@5960", relay(1, 0, 0, 0));
    }

    @Test
    void anotherSourceGoesOnWithoutAGap() {
        relay(1, 10, 0, 0);
        assertEquals("101@7880", relay(2, 40_000, 123_456, 60 * MILLI));
    }

    @Test
    void afterAPauseWhatWasLeftOutIsNotLoss() {
        relay(1, 10, 0, 0);
        numbers.pause();
        assertEquals("101@53000", relay(1, 60, 48_000, 1_000 * MILLI));
    }

    @Test
    void aJumpIsAnotherBeginningAndAStragglerIsRefused() {
        relay(1, 10_000, 0, 0);
        assertEquals("refused", relay(1, 9_000, -960_000, 0));
        assertEquals("101@5000", relay(1, 20_000, 77, 0));
        assertFalse(numbers.place(packet(1, 19_900, 0), 0));
    }
}
