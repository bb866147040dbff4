package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpusPacketTest {

    /** Configuration number and length in 48 kHz ticks, table 2 of RFC 6716. */
    @ParameterizedTest
    @CsvSource({
        "0, 480", "1, 960", "2, 1920", "3, 2880", "7, 2880", "8, 480", "12, 480", "13, 960", "14, 480", "15, 960",
        "16, 120", "17, 240", "18, 480", "19, 960", "28, 120", "31, 960"
    })
    void theConfigurationSaysHowLongAFrameIs(int configuration, int ticks) {
        byte[] packet = {(byte) (configuration << 3), 0};
        assertEquals(ticks, OpusPacket.ticks(packet, 0, 2, 48_000));
        packet[0] |= 1;
        assertEquals(2 * ticks, OpusPacket.ticks(packet, 0, 2, 48_000));
        assertEquals(ticks / 6 * 2, OpusPacket.ticks(packet, 0, 2, 8000));
    }

    @Test
    void theSecondByteCountsFramesInCodeThree() {
        assertEquals(2880, OpusPacket.ticks(new byte[] {0x0B, 3}, 0, 2, 48_000));
        assertEquals(5760, OpusPacket.ticks(new byte[] {0x0B, (byte) 0xC6}, 0, 2, 48_000));
    }

    @Test
    void whatLastsNoTimeOrTooLongIsNoPacket() {
        assertEquals(0, OpusPacket.ticks(new byte[0], 0, 0, 48_000));
        assertEquals(0, OpusPacket.ticks(new byte[] {0x0B}, 0, 1, 48_000));
        assertEquals(0, OpusPacket.ticks(new byte[] {0x0B, 0}, 0, 2, 48_000));
        assertEquals(0, OpusPacket.ticks(new byte[] {0x0B, 7}, 0, 2, 48_000));
    }
}
