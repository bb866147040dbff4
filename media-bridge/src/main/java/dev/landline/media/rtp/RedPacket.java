package dev.landline.media.rtp;

/**
 * A view of one RED payload in somebody else's buffer (RFC 2198): copies of earlier payloads, oldest first, and behind them
 * the payload that is new. Mutable and reused: {@link #wrap} points it at the next payload and nothing is copied. Owned by
 * one thread.
 */
public final class RedPacket {

    /** Most blocks that are taken apart: the new payload and seven copies. Senders in the wild send one copy or two. */
    public static final int MAX_BLOCKS = 8;

    private static final int COPY_HEADER_LENGTH = 4;

    private final int[] payloadTypes = new int[MAX_BLOCKS];
    private final int[] timestampOffsets = new int[MAX_BLOCKS];
    private final int[] offsets = new int[MAX_BLOCKS];
    private final int[] lengths = new int[MAX_BLOCKS];
    private int blocks;

    /**
     * Points the view at a payload.
     *
     * @return false when the headers or the copies do not fit into {@code length}, or there are more than
     *     {@value #MAX_BLOCKS} blocks; the view then must not be read. Empty blocks are valid.
     */
    public boolean wrap(byte[] buffer, int offset, int length) {
        blocks = 0;
        int end = offset + length;
        int at = offset;
        int copies = 0;
        while (at < end && (buffer[at] & 0x80) != 0) {
            if (copies == MAX_BLOCKS - 1 || end - at < COPY_HEADER_LENGTH) {
                return false;
            }
            payloadTypes[copies] = buffer[at] & 0x7F;
            timestampOffsets[copies] = Bytes.unsigned16(buffer, at + 1) >> 2;
            lengths[copies] = Bytes.unsigned16(buffer, at + 2) & 0x3FF;
            copies++;
            at += COPY_HEADER_LENGTH;
        }
        if (at >= end) {
            return false;
        }
        payloadTypes[copies] = buffer[at] & 0x7F;
        timestampOffsets[copies] = 0;
        at++;
        for (int i = 0; i < copies; i++) {
            offsets[i] = at;
            at += lengths[i];
            if (at > end) {
                return false;
            }
        }
        offsets[copies] = at;
        lengths[copies] = end - at;
        blocks = copies + 1;
        return true;
    }

    /** How many blocks there are, 1 to {@value #MAX_BLOCKS}; the last is the new payload. 0 before a successful wrap. */
    public int blocks() {
        return blocks;
    }

    /** The payload type of a block, 0 to 127. */
    public int payloadType(int block) {
        return payloadTypes[block];
    }

    /** How much earlier than the packet's own timestamp a block begins, in ticks, 0 to 16383; 0 for the new payload. */
    public int timestampOffset(int block) {
        return timestampOffsets[block];
    }

    /** Where a block starts in the wrapped buffer. */
    public int offset(int block) {
        return offsets[block];
    }

    /** Bytes of a block; copies have at most 1023. */
    public int length(int block) {
        return lengths[block];
    }
}
