package dev.landline.media.rtp;

/**
 * A view of one RTP packet in somebody else's buffer (RFC 3550 section 5.1). Mutable and reused: {@link #wrap} points it
 * at the next packet and nothing is copied. Owned by one thread.
 */
public final class RtpPacket {

    /** Length of a header without CSRC list and extension, in bytes. */
    public static final int FIXED_HEADER_LENGTH = 12;

    private byte[] buffer = new byte[0];
    private int offset;
    private int payloadOffset;
    private int payloadLength;

    /**
     * Points the view at a packet.
     *
     * @return false when these bytes are no RTP version 2 packet, or its CSRC list, header extension or padding do not
     *     fit into {@code length}; the view then must not be read. An empty payload is valid.
     */
    public boolean wrap(byte[] buf, int off, int length) {
        if (length < FIXED_HEADER_LENGTH || (buf[off] & 0xC0) != 0x80) {
            return false;
        }
        int headerLength = FIXED_HEADER_LENGTH + 4 * (buf[off] & 0x0F);
        if ((buf[off] & 0x10) != 0) {
            if (headerLength + 4 > length) {
                return false;
            }
            headerLength += 4 + 4 * Bytes.unsigned16(buf, off + headerLength + 2);
        }
        if (headerLength > length) {
            return false;
        }
        int padding = 0;
        if ((buf[off] & 0x20) != 0) {
            padding = buf[off + length - 1] & 0xFF;
            if (padding == 0 || padding > length - headerLength) {
                return false;
            }
        }
        buffer = buf;
        offset = off;
        payloadOffset = off + headerLength;
        payloadLength = length - headerLength - padding;
        return true;
    }

    /** 0 to 127. */
    public int payloadType() {
        return buffer[offset + 1] & 0x7F;
    }

    /** For sound: the first packet after a silence (RFC 3551 section 4.1). */
    public boolean marker() {
        return (buffer[offset + 1] & 0x80) != 0;
    }

    /** 0 to 65535. */
    public int sequence() {
        return Bytes.unsigned16(buffer, offset + 2);
    }

    /** In ticks of the payload's clock; all 32 bits, so it may look negative. */
    public int timestamp() {
        return Bytes.int32(buffer, offset + 4);
    }

    /** All 32 bits, so it may look negative. */
    public int ssrc() {
        return Bytes.int32(buffer, offset + 8);
    }

    /** Where the payload starts in the wrapped buffer. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Bytes of payload without padding. */
    public int payloadLength() {
        return payloadLength;
    }
}
