package dev.landline.media.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedPacketTest {

    private static final int OPUS = 111;

    private final RedPacket red = new RedPacket();

    @Test
    void aPayloadLikeChromiumsHasOneCopyAndTheNewFrame() {
        byte[] bytes = HexFormat.of().parseHex("EF0F0003" + "6F" + "AABBCC" + "DDEE");
        assertTrue(red.wrap(bytes, 0, bytes.length));
        assertEquals(2, red.blocks());
        assertEquals(OPUS, red.payloadType(0));
        assertEquals(960, red.timestampOffset(0));
        assertEquals(3, red.length(0));
        assertEquals(5, red.offset(0));
        assertEquals(OPUS, red.payloadType(1));
        assertEquals(0, red.timestampOffset(1));
        assertEquals(2, red.length(1));
        assertEquals(8, red.offset(1));
    }

    @Test
    void theFirstPacketOfAStreamHasNoCopy() {
        assertTrue(red.wrap(new byte[] {OPUS, 1, 2, 3}, 0, 4));
        assertEquals(1, red.blocks());
        assertEquals(3, red.length(0));
        assertEquals(1, red.offset(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EF", "EF0F00", "EF0F0003", "EF0F00036FAABB", "EF0F00FF6FAA", "EFFFFFFF6F"})
    void whatDoesNotFitIsRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertFalse(red.wrap(bytes, 0, bytes.length));
        assertEquals(0, red.blocks());
    }

    @Test
    void theNumberOfBlocksIsBounded() {
        byte[] bytes = new byte[1400];
        for (int copies = 0; copies < 300; copies++) {
            Arrays.fill(bytes, (byte) 0);
            for (int i = 0; i < copies; i++) {
                bytes[4 * i] = (byte) 0x80;
            }
            assertEquals(copies < RedPacket.MAX_BLOCKS, red.wrap(bytes, 0, bytes.length), copies + " copies");
        }
    }

    @Test
    void randomBytesNeverPointOutsideThePayload() {
        Random random = new Random(1);
        byte[] bytes = new byte[200];
        int understood = 0;
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(bytes);
            int offset = random.nextInt(50);
            int length = random.nextInt(150);
            for (int at = offset; at < offset + length; at += 4) {
                bytes[at + 2] &= random.nextBoolean() ? (byte) 0xFC : (byte) 0xFF;
            }
            if (red.wrap(bytes, offset, length)) {
                understood++;
                int at = -1;
                for (int block = 0; block < red.blocks(); block++) {
                    assertTrue(red.offset(block) > at && red.length(block) >= 0);
                    at = red.offset(block) + red.length(block) - 1;
                }
                assertEquals(offset + length - 1, at, "the blocks fill the payload");
            }
        }
        assertTrue(understood > 10_000, understood + " understood");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatIsWrittenIsReadAgain(int copies) {
        RedWriter writer = new RedWriter(copies);
        byte[] out = new byte[1400];
        for (int i = 0; i < 50; i++) {
            byte[] payload = frame(i);
            int length = writer.write(out, 7, 1200, OPUS, payload, 0, payload.length, 960 * i - 5000);
            assertTrue(red.wrap(out, 7, length));
            assertEquals(Math.min(i, copies) + 1, red.blocks());
            for (int block = 0; block < red.blocks(); block++) {
                int back = red.blocks() - 1 - block;
                assertEquals(960 * back, red.timestampOffset(block));
                assertEquals(OPUS, red.payloadType(block));
                assertArrayEquals(
                        frame(i - back),
                        Arrays.copyOfRange(out, red.offset(block), red.offset(block) + red.length(block)));
            }
        }
    }

    @Test
    void copiesThatAreTooOldTooLongOrWithoutRoomAreLeftOut() {
        RedWriter writer = new RedWriter(1);
        byte[] out = new byte[3000];
        byte[] longest = new byte[1023];
        assertEquals(11, writer.write(out, 0, 100, OPUS, longest, 0, 10, 0));
        assertEquals(11, writer.write(out, 0, 100, OPUS, longest, 0, 10, 16_384), "older than fourteen bits say");
        assertEquals(11, writer.write(out, 0, 24, OPUS, longest, 0, 10, 17_000), "a byte short of room");
        assertEquals(25, writer.write(out, 0, 25, OPUS, longest, 0, 10, 18_000), "room that just suffices");
        writer.write(out, 0, 1200, OPUS, longest, 0, 1023, 19_000);
        assertEquals(11 + 4 + 1023, writer.write(out, 0, 3000, OPUS, longest, 0, 10, 20_000), "the longest copy");
        assertTrue(red.wrap(out, 0, 11 + 4 + 1023));
        writer.write(out, 0, 3000, OPUS, new byte[1024], 0, 1024, 21_000);
        assertEquals(11 + 4 + 10, writer.write(out, 0, 3000, OPUS, longest, 0, 10, 21_500), "1024 is not repeated");
        writer.forget();
        assertEquals(11, writer.write(out, 0, 100, OPUS, longest, 0, 10, 22_000));
    }

    @Test
    void readingAndWritingAllocatesNothing() {
        RedWriter writer = new RedWriter(2);
        byte[] out = new byte[1400];
        byte[] payload = frame(60);
        int[] timestamp = new int[1];
        assertEquals(
                0,
                Allocations.leastBytesPerRun(
                        () -> {
                            timestamp[0] += 960;
                            int length = writer.write(out, 0, 1200, OPUS, payload, 0, payload.length, timestamp[0]);
                            if (!red.wrap(out, 0, length)) {
                                throw new AssertionError("not readable");
                            }
                        },
                        2000));
    }

    private static byte[] frame(int index) {
        byte[] payload = new byte[20 + index % 7];
        Arrays.fill(payload, (byte) index);
        return payload;
    }
}
