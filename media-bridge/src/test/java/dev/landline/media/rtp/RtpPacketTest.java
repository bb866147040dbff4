package dev.landline.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtpPacketTest {

    private static final String FIXED = "80EF FFFE 89ABCDEF FEDCBA98";

    private final RtpPacket packet = new RtpPacket();

    @Test
    void theFixedHeaderIsRead() {
        byte[] bytes = hex("0000" + FIXED + "010203");
        assertTrue(packet.wrap(bytes, 2, 15));
        assertEquals(0x6F, packet.payloadType());
        assertTrue(packet.marker());
        assertEquals(0xFFFE, packet.sequence());
        assertEquals(0x89ABCDEF, packet.timestamp());
        assertEquals(0xFEDCBA98, packet.ssrc());
        assertEquals(14, packet.payloadOffset());
        assertEquals(3, packet.payloadLength());
    }

    @ParameterizedTest
    @CsvSource({
        // Two contributing sources; an extension of one word, of none; padding of four, of everything.
        "82 00 0001 00000000 00000000 11111111 22222222 AABB, 20, 2",
        "90 00 0001 00000000 00000000 BEDE 0001 01020304 AABB, 20, 2",
        "90 00 0001 00000000 00000000 BEDE 0000 AABB, 16, 2",
        "A0 00 0001 00000000 00000000 AABB 00000004, 12, 2",
        "A0 00 0001 00000000 00000000 000003, 12, 0",
        "B1 00 0001 00000000 00000000 11111111 BEDE 0001 01020304 AA 0002, 24, 1",
        "80 00 0001 00000000 00000000, 12, 0"
    })
    void optionalPartsAreSteppedOver(String bytes, int payloadOffset, int payloadLength) {
        byte[] buffer = hex(bytes);
        assertTrue(packet.wrap(buffer, 0, buffer.length));
        assertEquals(payloadOffset, packet.payloadOffset());
        assertEquals(payloadLength, packet.payloadLength());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80 00 0001 00000000 000000",
                "40 00 0001 00000000 00000000",
                "C0 00 0001 00000000 00000000",
                "81 00 0001 00000000 00000000 111111",
                "90 00 0001 00000000 00000000 BEDE",
                "90 00 0001 00000000 00000000 BEDE 0001 010203",
                "90 00 0001 00000000 00000000 BEDE FFFF 01020304",
                "A0 00 0001 00000000 00000000 AA00",
                "A0 00 0001 00000000 00000000 AA03",
                "A0 00 0001 00000000 00000000",
                "A1 00 0001 00000000 00000000 00000001"
            })
    void whatDoesNotAddUpIsRefused(String bytes) {
        byte[] buffer = hex(bytes);
        assertFalse(packet.wrap(buffer, 0, buffer.length));
    }

    @Test
    void noBytesWhateverAreReadBeyondTheirEnd() {
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) ((bytes[0] & 0x3F) | 0x80);
            }
            if (packet.wrap(bytes, 0, bytes.length)) {
                assertTrue(packet.payloadOffset() + packet.payloadLength() <= bytes.length);
                assertTrue(packet.payloadLength() >= 0);
            }
        }
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
