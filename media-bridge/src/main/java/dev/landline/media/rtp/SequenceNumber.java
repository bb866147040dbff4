package dev.landline.media.rtp;

/** Arithmetic on RTP sequence numbers: 16 bits that wrap (RFC 3550 section 5.1, compared as in RFC 1982). */
public final class SequenceNumber {

    private SequenceNumber() {}

    /** The number {@code count} packets after {@code sequence}; {@code count} may be negative. Returns 0 to 65535. */
    public static int plus(int sequence, int count) {
        return (sequence + count) & 0xFFFF;
    }

    /**
     * How many packets {@code to} lies after {@code from}, taking the shorter way round: -32768 to 32767. Exactly half
     * the circle, where RFC 1982 leaves the order open, counts as before.
     */
    public static int distance(int from, int to) {
        return (short) (to - from);
    }

    /** Whether {@code sequence} was sent after {@code other}. */
    public static boolean isAfter(int sequence, int other) {
        return distance(other, sequence) > 0;
    }
}
