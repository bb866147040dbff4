package dev.landline.media.rtp;

import java.util.random.RandomGenerator;

/**
 * What we send toward one peer: one SSRC with one sequence and timestamp space for the whole call, whatever happens
 * behind it. Owned by the media loop.
 */
public final class RtpStream {

    private final int ssrc;
    private int sequence;
    private int timestamp;
    private long packets;
    private long octets;

    /**
     * A stream at given numbers.
     *
     * @param firstSequence 0 to 32767, so that a receiver that joins late cannot misjudge the SRTP rollover counter
     *     (RFC 3711 section 3.3.1)
     */
    public RtpStream(int ssrc, int firstSequence, int firstTimestamp) {
        if (firstSequence < 0 || firstSequence > 0x7FFF) {
            throw new IllegalArgumentException("The first sequence number is 0 to 32767, not " + firstSequence);
        }
        this.ssrc = ssrc;
        this.sequence = firstSequence;
        this.timestamp = firstTimestamp;
    }

    /** A stream at random numbers, as RFC 3550 section 5.1 asks; {@code random} should be hard to guess. */
    public static RtpStream random(RandomGenerator random) {
        return new RtpStream(random.nextInt(), random.nextInt(0x8000), random.nextInt());
    }

    /**
     * Writes the header of the next packet at the stream's own timestamp and moves the sequence on.
     *
     * @return bytes written: 12
     */
    public int writeHeader(byte[] out, int offset, int payloadType, boolean marker) {
        return writeHeader(out, offset, payloadType, marker, timestamp);
    }

    /** The same with another timestamp: all packets of one telephone-event carry the one at which it began. */
    public int writeHeader(byte[] out, int offset, int payloadType, boolean marker, int packetTimestamp) {
        out[offset] = (byte) 0x80;
        out[offset + 1] = (byte) ((marker ? 0x80 : 0) | payloadType);
        Bytes.put16(out, offset + 2, sequence);
        Bytes.put32(out, offset + 4, packetTimestamp);
        Bytes.put32(out, offset + 8, ssrc);
        sequence = SequenceNumber.plus(sequence, 1);
        packets++;
        return RtpPacket.FIXED_HEADER_LENGTH;
    }

    /**
     * Writes the header of a packet that is passed on from another stream, at numbers chosen by the caller. The stream's
     * own numbers move on to stay ahead of it, unless it fills an older gap.
     *
     * @return bytes written: 12
     */
    public int writeRelayedHeader(
            byte[] out, int offset, int payloadType, boolean marker, int packetSequence, int packetTimestamp) {
        int ahead = SequenceNumber.distance(sequence, packetSequence);
        int next = sequence;
        sequence = packetSequence;
        int written = writeHeader(out, offset, payloadType, marker, packetTimestamp);
        if (ahead < 0) {
            sequence = next;
        } else {
            timestamp = packetTimestamp;
        }
        return written;
    }

    /** Counts the payload of a packet whose header was written, for sender reports. */
    public void countPayload(int payloadLength) {
        octets += payloadLength;
    }

    /** Moves the timestamp on; to be called for every frame of time, also when nothing was sent for it. */
    public void advance(int ticks) {
        timestamp += ticks;
    }

    /** All 32 bits, so it may look negative. */
    public int ssrc() {
        return ssrc;
    }

    /** The number of the next packet, 0 to 65535. */
    public int sequence() {
        return sequence;
    }

    /** The timestamp of the next packet. */
    public int timestamp() {
        return timestamp;
    }

    /** Packets whose header was written. */
    public long packets() {
        return packets;
    }

    /** Payload bytes counted, without headers and padding (RFC 3550 section 6.4.1). */
    public long octets() {
        return octets;
    }
}
