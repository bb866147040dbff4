package dev.landline.media.rtp;

import java.nio.charset.StandardCharsets;

/**
 * Writes our RTCP compound: a sender report while we send, a receiver report otherwise, and our CNAME (RFC 3550 section
 * 6.1). Owned by the media loop.
 */
public final class RtcpReportWriter {

    /** The most bytes one compound takes; room for SRTCP's trailer comes on top. */
    public static final int MAX_LENGTH = 28 + RtcpReport.BLOCK_LENGTH + 12 + 256;

    private final byte[] cname;
    private long packetsAtLastReport;
    private long packetsAtReportBefore;

    /**
     * @param cname canonical name of our end, at most 255 bytes of UTF-8; tells nothing private (RFC 7022)
     */
    public RtcpReportWriter(String cname) {
        this.cname = cname.getBytes(StandardCharsets.UTF_8);
        if (this.cname.length > 255) {
            throw new IllegalArgumentException("A CNAME has at most 255 bytes, not " + this.cname.length);
        }
    }

    /**
     * Writes one compound.
     *
     * @param sent our stream toward the peer
     * @param heard what came from the peer; a report block is added once anything came
     * @param wallMicros wall clock in microseconds since 1970, for the NTP timestamp
     * @param nowNanos the clock that {@code heard} was told arrivals in
     * @return bytes written, a multiple of four, at most {@link #MAX_LENGTH}
     */
    public int write(
            byte[] out, int offset, RtpStream sent, ReceptionStatistics heard, long wallMicros, long nowNanos) {
        // Section 6.4: a sender report when data were sent since the last report or the one before.
        boolean sending = sent.packets() != packetsAtReportBefore;
        packetsAtReportBefore = packetsAtLastReport;
        packetsAtLastReport = sent.packets();

        int at = offset + 8;
        if (sending) {
            Bytes.put64(out, at, NtpTime.ofWallClock(wallMicros));
            Bytes.put32(out, at + 8, sent.timestamp());
            Bytes.put32(out, at + 12, (int) sent.packets());
            Bytes.put32(out, at + 16, (int) sent.octets());
            at += 20;
        }
        int blocks = heard.started() ? 1 : 0;
        if (blocks > 0) {
            heard.writeBlock(out, at, nowNanos);
            at += RtcpReport.BLOCK_LENGTH;
        }
        int type = sending ? RtcpReport.SENDER_REPORT : RtcpReport.RECEIVER_REPORT;
        writeHeader(out, offset, blocks, type, at - offset, sent.ssrc());
        return at + writeDescription(out, at, sent.ssrc()) - offset;
    }

    private int writeDescription(byte[] out, int offset, int ssrc) {
        int at = offset + 8;
        out[at++] = 1;
        out[at++] = (byte) cname.length;
        System.arraycopy(cname, 0, out, at, cname.length);
        at += cname.length;
        // The item list ends with at least one zero byte, and the chunk at a multiple of four.
        do {
            out[at++] = 0;
        } while (((at - offset) & 3) != 0);
        writeHeader(out, offset, 1, RtcpReport.SOURCE_DESCRIPTION, at - offset, ssrc);
        return at - offset;
    }

    private static void writeHeader(byte[] out, int offset, int count, int type, int length, int ssrc) {
        out[offset] = (byte) (0x80 | count);
        out[offset + 1] = (byte) type;
        Bytes.put16(out, offset + 2, length / 4 - 1);
        Bytes.put32(out, offset + 4, ssrc);
    }
}
