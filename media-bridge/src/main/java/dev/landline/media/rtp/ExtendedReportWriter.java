package dev.landline.media.rtp;

import java.util.Optional;

/**
 * Writes our RTCP extended report (RFC 3611), to be appended to a compound: our reference time, the peer's given back to
 * it, and how we hear its stream. Owned by the media loop.
 */
public final class ExtendedReportWriter {
    /** The most bytes that one extended report takes. */
    public static final int MAX_LENGTH =
            8 + ExtendedReport.REFERENCE_TIME_LENGTH + 4 + ExtendedReport.DELAY_ITEM_LENGTH + VoipMetrics.LENGTH;

    private boolean heardReference;
    private int peerSsrc;
    private int peerReference;
    private long peerReferenceNanos;

    /** Remembers the peer's reference time, so that it learns the round trip from our next report (section 4.5). */
    public void heard(int senderSsrc, long ntp, long arrivalNanos) {
        heardReference = true;
        peerSsrc = senderSsrc;
        peerReference = NtpTime.middle(ntp);
        peerReferenceNanos = arrivalNanos;
    }

    /**
     * Writes one packet.
     *
     * @param roundTrip whether the peer answers reference times ({@code rcvr-rtt})
     * @param wallMicros wall clock in microseconds since 1970
     * @param nowNanos the clock that {@link #heard} was told arrivals in
     * @param metrics what to say of the peer's stream; empty when it did not ask or nothing came yet
     * @return bytes written, a multiple of four, at most {@link #MAX_LENGTH}; 0 when there is nothing to say
     */
    public int write(
            byte[] out,
            int offset,
            int ourSsrc,
            boolean roundTrip,
            long wallMicros,
            long nowNanos,
            Optional<VoipMetrics> metrics) {
        int at = offset + 8;
        if (roundTrip) {
            at = writeBlockHeader(out, at, ExtendedReport.REFERENCE_TIME, 2);
            Bytes.put64(out, at, NtpTime.ofWallClock(wallMicros));
            at += 8;
        }
        if (roundTrip && heardReference) {
            at = writeBlockHeader(out, at, ExtendedReport.REFERENCE_DELAY, 3);
            Bytes.put32(out, at, peerSsrc);
            Bytes.put32(out, at + 4, peerReference);
            Bytes.put32(out, at + 8, NtpTime.shortUnits(Math.max(0, nowNanos - peerReferenceNanos)));
            at += ExtendedReport.DELAY_ITEM_LENGTH;
        }
        if (metrics.isPresent()) {
            metrics.get().write(out, at);
            at += VoipMetrics.LENGTH;
        }
        if (at == offset + 8) {
            return 0;
        }
        out[offset] = (byte) 0x80;
        out[offset + 1] = (byte) ExtendedReport.PACKET_TYPE;
        Bytes.put16(out, offset + 2, (at - offset) / 4 - 1);
        Bytes.put32(out, offset + 4, ourSsrc);
        return at - offset;
    }

    private static int writeBlockHeader(byte[] out, int at, int type, int words) {
        out[at] = (byte) type;
        out[at + 1] = 0;
        Bytes.put16(out, at + 2, words);
        return at + 4;
    }
}
