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
    private int payloadType;
    private int sequence;
    private int timestamp;

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
        payloadType = buf[off + 1] & 0x7F;
        sequence = Bytes.unsigned16(buf, off + 2);
        timestamp = Bytes.int32(buf, off + 4);
        return true;
    }

    /**
     * Lets the view pass for a packet whose payload lies within this one's (RFC 2198). SSRC and marker stay.
     *
     * @param seq 0 to 65535
     * @param payloadAt in the wrapped buffer
     */
    public void show(int type, int seq, int time, int payloadAt, int length) {
        payloadType = type;
        sequence = seq;
        timestamp = time;
        payloadOffset = payloadAt;
        payloadLength = length;
    }

    /** 0 to 127. */
    public int payloadType() {
        return payloadType;
    }

    /** For sound: the first packet after a silence (RFC 3551 section 4.1). */
    public boolean marker() {
        return (buffer[offset + 1] & 0x80) != 0;
    }

    /** 0 to 65535. */
    public int sequence() {
        return sequence;
    }

    /** In ticks of the payload's clock; all 32 bits, so it may look negative. */
    public int timestamp() {
        return timestamp;
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
