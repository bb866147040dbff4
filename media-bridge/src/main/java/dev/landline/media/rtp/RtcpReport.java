package dev.landline.media.rtp;

/**
 * What a received RTCP compound packet says that concerns us: the peer's sender report, its report about our stream, its
 * extended report, and whether it leaves. Checked as RFC 3550 appendix A.2 asks; whatever else is in the compound is
 * skipped by length. Mutable and reused; owned by the media loop.
 */
public final class RtcpReport {

    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int SOURCE_DESCRIPTION = 202;
    static final int GOODBYE = 203;
    static final int BLOCK_LENGTH = 24;

    private int senderSsrc;
    private boolean hasSenderReport;
    private boolean hasReceptionReport;
    private boolean goodbye;
    private long ntp;
    private int rtpTimestamp;
    private long packets;
    private long octets;
    private int fractionLost;
    private int cumulativeLost;
    private int extendedHighestSequence;
    private int jitterTicks;
    private int lastSenderReport;
    private int delaySinceLastSenderReport;
    private final ExtendedReport extended = new ExtendedReport();

    /**
     * Reads a compound packet.
     *
     * @param ourSsrc the stream that we send to this peer; report blocks about others are ignored
     * @return false when it is malformed: wrong version, not beginning with a report, lengths that do not add up, or
     *     more report blocks announced than there are; nothing of it must then be read
     */
    public boolean parse(byte[] buffer, int offset, int length, int ourSsrc) {
        clear();
        int end = offset + length;
        int at = offset;
        if (length < 8 || (buffer[at] & 0x20) != 0) {
            return false;
        }
        int firstType = buffer[at + 1] & 0xFF;
        if (firstType != SENDER_REPORT && firstType != RECEIVER_REPORT) {
            return false;
        }
        while (at < end) {
            if (end - at < 4 || (buffer[at] & 0xC0) != 0x80) {
                return false;
            }
            int next = at + 4 + 4 * Bytes.unsigned16(buffer, at + 2);
            if (next > end || !parsePacket(buffer, at, next, ourSsrc)) {
                return false;
            }
            at = next;
        }
        return true;
    }

    /** SSRC of the peer that sent the compound. */
    public int senderSsrc() {
        return senderSsrc;
    }

    /** Whether the peer reported on what it sends. */
    public boolean hasSenderReport() {
        return hasSenderReport;
    }

    /** Whether the peer reported on our stream. */
    public boolean hasReceptionReport() {
        return hasReceptionReport;
    }

    /** What an extended report in the compound said (RFC 3611); nothing when there was none. */
    public ExtendedReport extended() {
        return extended;
    }

    /** The peer leaves the session (BYE). */
    public boolean goodbye() {
        return goodbye;
    }

    /** NTP time of the sender report. */
    public long ntp() {
        return ntp;
    }

    /** The same instant on the peer's RTP clock. */
    public int rtpTimestamp() {
        return rtpTimestamp;
    }

    /** Packets the peer says it sent. */
    public long packets() {
        return packets;
    }

    /** Payload bytes the peer says it sent. */
    public long octets() {
        return octets;
    }

    /** Of 256 packets that we sent since its last report, how many the peer missed: 0 to 255. */
    public int fractionLost() {
        return fractionLost;
    }

    /** Packets of ours that the peer missed in all; negative after duplicates. */
    public int cumulativeLost() {
        return cumulativeLost;
    }

    /** Highest sequence number that the peer has seen of us, wraps in the upper 16 bits. */
    public int extendedHighestSequence() {
        return extendedHighestSequence;
    }

    /** Jitter that the peer sees on our stream, in ticks of our clock. */
    public int jitterTicks() {
        return jitterTicks;
    }

    /**
     * Round trip by LSR and DLSR (RFC 3550 section 6.4.1).
     *
     * @param arrivalWallMicros when the report arrived, on the clock our sender reports were written with
     * @return microseconds, or -1 when the peer has not seen a sender report of ours or the times cannot be true
     */
    public int roundTripMicros(long arrivalWallMicros) {
        return hasReceptionReport
                ? NtpTime.roundTripMicros(arrivalWallMicros, lastSenderReport, delaySinceLastSenderReport)
                : -1;
    }

    private boolean parsePacket(byte[] buffer, int at, int end, int ourSsrc) {
        int type = buffer[at + 1] & 0xFF;
        int count = buffer[at] & 0x1F;
        if (type == SENDER_REPORT) {
            return parseSenderReport(buffer, at, end) && parseBlocks(buffer, at + 28, end, count, ourSsrc);
        }
        if (type == RECEIVER_REPORT) {
            if (end - at < 8) {
                return false;
            }
            senderSsrc = Bytes.int32(buffer, at + 4);
            return parseBlocks(buffer, at + 8, end, count, ourSsrc);
        }
        if (type == GOODBYE) {
            goodbye = true;
        }
        return type != ExtendedReport.PACKET_TYPE || extended.parse(buffer, at, end, ourSsrc);
    }

    private boolean parseSenderReport(byte[] buffer, int at, int end) {
        if (end - at < 28) {
            return false;
        }
        senderSsrc = Bytes.int32(buffer, at + 4);
        ntp = Bytes.int64(buffer, at + 8);
        rtpTimestamp = Bytes.int32(buffer, at + 16);
        packets = Bytes.int32(buffer, at + 20) & 0xFFFFFFFFL;
        octets = Bytes.int32(buffer, at + 24) & 0xFFFFFFFFL;
        hasSenderReport = true;
        return true;
    }

    private boolean parseBlocks(byte[] buffer, int first, int end, int count, int ourSsrc) {
        if (first + count * BLOCK_LENGTH > end) {
            return false;
        }
        for (int at = first; at < first + count * BLOCK_LENGTH; at += BLOCK_LENGTH) {
            if (Bytes.int32(buffer, at) == ourSsrc) {
                int loss = Bytes.int32(buffer, at + 4);
                fractionLost = loss >>> 24;
                cumulativeLost = loss << 8 >> 8;
                extendedHighestSequence = Bytes.int32(buffer, at + 8);
                jitterTicks = Bytes.int32(buffer, at + 12);
                lastSenderReport = Bytes.int32(buffer, at + 16);
                delaySinceLastSenderReport = Bytes.int32(buffer, at + 20);
                hasReceptionReport = true;
            }
        }
        return true;
    }

    private void clear() {
        hasSenderReport = false;
        hasReceptionReport = false;
        goodbye = false;
        senderSsrc = 0;
        extended.clear();
    }
}
