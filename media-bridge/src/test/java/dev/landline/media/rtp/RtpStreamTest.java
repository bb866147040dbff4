package dev.landline.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpStreamTest {

    private final byte[] out = new byte[20];
    private final RtpPacket packet = new RtpPacket();

    @Test
    void headersAreOneSequenceAtTheStreamsTimestamp() {
        RtpStream stream = new RtpStream(0xCAFEBABE, 32_767, -80);
        assertEquals(12, stream.writeHeader(out, 3, 8, true));
        assertTrue(packet.wrap(out, 3, 14));
        assertEquals(8, packet.payloadType());
        assertTrue(packet.marker());
        assertEquals(32_767, packet.sequence());
        assertEquals(-80, packet.timestamp());
        assertEquals(0xCAFEBABE, packet.ssrc());
        stream.advance(160);
        stream.writeHeader(out, 3, 8, false);
        assertTrue(packet.wrap(out, 3, 12));
        assertFalse(packet.marker());
        assertEquals(32_768, packet.sequence());
        assertEquals(80, packet.timestamp());
    }

    @Test
    void theSequenceWraps() {
        RtpStream stream = new RtpStream(1, 32_767, 0);
        for (int i = 0; i < 32_769; i++) {
            stream.writeHeader(out, 0, 0, false);
        }
        assertEquals(0, stream.sequence());
        assertEquals(32_769, stream.packets());
    }

    @Test
    void anEventKeepsItsOwnTimestampInTheSameSequence() {
        RtpStream stream = new RtpStream(1, 5, 1000);
        stream.advance(160);
        stream.writeHeader(out, 0, 101, true, 1000);
        assertTrue(packet.wrap(out, 0, 12));
        assertEquals(1000, packet.timestamp());
        assertEquals(5, packet.sequence());
        assertEquals(1160, stream.timestamp());
        assertEquals(6, stream.sequence());
    }

    @Test
    void payloadIsCounted() {
        RtpStream stream = new RtpStream(1, 5, 1000);
        stream.countPayload(160);
        stream.countPayload(4);
        assertEquals(164, stream.octets());
    }

    @Test
    void randomStreamsBeginInTheLowerHalf() {
        Random random = new Random(5);
        for (int i = 0; i < 1000; i++) {
            assertTrue(RtpStream.random(random).sequence() < 32_768);
        }
        assertThrows(IllegalArgumentException.class, () -> new RtpStream(1, 32_768, 0));
    }
}
