package dev.landline.media.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/** Writes one logical Ogg stream (RFC 3533) of packets, each shorter than a page. Owned by one thread; fixed memory. */
final class OggPager {
    private static final int MOST_SEGMENTS = 255;
    private static final int FIXED_HEADER = 27;
    private static final int CHECKSUM_AT = 22;
    private static final int FIRST_OF_STREAM = 2;
    private static final int LAST_OF_STREAM = 4;
    private static final int[] CRC = crcTable();

    private final SeekableByteChannel channel;
    private final int serial;
    private final ByteBuffer page = ByteBuffer.allocate(FIXED_HEADER + MOST_SEGMENTS + MOST_SEGMENTS * 255)
            .order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] lacing = new byte[MOST_SEGMENTS];
    private final byte[] body = new byte[MOST_SEGMENTS * 255];
    private int segments;
    private int bodyLength;
    private int sequence;
    private long granule;
    private long bytes;

    OggPager(SeekableByteChannel channel, int serial) {
        this.channel = channel;
        this.serial = serial;
    }

    /** Bytes written and waiting. */
    long bytes() {
        return bytes + bodyLength;
    }

    /** Packets wait for their page. */
    boolean isEmpty() {
        return segments == 0;
    }

    /**
     * Adds a packet; writes the page before it when it does not fit any more.
     *
     * @param granuleAfter the stream's position at the end of the packet
     */
    void add(byte[] packet, int length, long granuleAfter) throws IOException {
        if (segments + length / 255 + 1 > MOST_SEGMENTS) {
            flush(false);
        }
        System.arraycopy(packet, 0, body, bodyLength, length);
        bodyLength += length;
        int left = length;
        while (left >= 255) {
            lacing[segments++] = (byte) 255;
            left -= 255;
        }
        lacing[segments++] = (byte) left;
        granule = granuleAfter;
    }

    /** Corrects the position of the packet added last: a stream may end in the middle of a packet (RFC 7845 section 4.4). */
    void endAt(long exactGranule) {
        granule = exactGranule;
    }

    /** Writes what waits as a page. */
    void flush(boolean last) throws IOException {
        int flags = (sequence == 0 ? FIRST_OF_STREAM : 0) | (last ? LAST_OF_STREAM : 0);
        page.clear();
        page.put((byte) 'O')
                .put((byte) 'g')
                .put((byte) 'g')
                .put((byte) 'S')
                .put((byte) 0)
                .put((byte) flags);
        page.putLong(granule).putInt(serial).putInt(sequence++).putInt(0).put((byte) segments);
        page.put(lacing, 0, segments).put(body, 0, bodyLength).flip();
        page.putInt(CHECKSUM_AT, checksum(page.array(), page.limit()));
        bytes += page.limit();
        segments = 0;
        bodyLength = 0;
        PartFile.writeFully(channel, page);
    }

    private static int checksum(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc = (crc << 8) ^ CRC[((crc >>> 24) ^ bytes[i]) & 0xFF];
        }
        return crc;
    }

    private static int[] crcTable() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value < 0 ? (value << 1) ^ 0x04C11DB7 : value << 1;
            }
            table[i] = value;
        }
        return table;
    }
}
