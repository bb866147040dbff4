package dev.landline.media.rtp;

import java.util.Optional;

/**
 * What a peer's RTCP extended report says that concerns us (RFC 3611): its reference time, how long ago it had ours, and
 * how it hears our stream. Other blocks, and known ones of a wrong length, are skipped. Mutable and reused; owned by the
 * media loop.
 */
public final class ExtendedReport {
    static final int PACKET_TYPE = 207;

    static final int REFERENCE_TIME = 4;
    static final int REFERENCE_TIME_LENGTH = 12;
    static final int REFERENCE_DELAY = 5;
    static final int DELAY_ITEM_LENGTH = 12;

    private boolean hasReferenceTime;
    private long referenceTime;
    private boolean hasReferenceDelay;
    private int lastReference;
    private int delaySinceReference;
    private boolean hasVoipMetrics;
    private final byte[] metrics = new byte[VoipMetrics.LENGTH];

    ExtendedReport() {}

    void clear() {
        hasReferenceTime = false;
        hasReferenceDelay = false;
        hasVoipMetrics = false;
    }

    /**
     * Reads one packet whose own length was checked.
     *
     * @return false when its blocks do not fit into it
     */
    boolean parse(byte[] buffer, int offset, int end, int ourSsrc) {
        int at = offset + 8;
        if (at > end) {
            return false;
        }
        while (at < end) {
            if (end - at < 4) {
                return false;
            }
            int next = at + 4 + 4 * Bytes.unsigned16(buffer, at + 2);
            if (next > end) {
                return false;
            }
            parseBlock(buffer, at, next, ourSsrc);
            at = next;
        }
        return true;
    }

    private void parseBlock(byte[] buffer, int at, int end, int ourSsrc) {
        int type = buffer[at] & 0xFF;
        int length = end - at;
        if (type == REFERENCE_TIME && length == REFERENCE_TIME_LENGTH) {
            hasReferenceTime = true;
            referenceTime = Bytes.int64(buffer, at + 4);
        } else if (type == REFERENCE_DELAY) {
            for (int item = at + 4; item + DELAY_ITEM_LENGTH <= end; item += DELAY_ITEM_LENGTH) {
                if (Bytes.int32(buffer, item) == ourSsrc) {
                    hasReferenceDelay = true;
                    lastReference = Bytes.int32(buffer, item + 4);
                    delaySinceReference = Bytes.int32(buffer, item + 8);
                }
            }
        } else if (type == VoipMetrics.TYPE && length == VoipMetrics.LENGTH && Bytes.int32(buffer, at + 4) == ourSsrc) {
            hasVoipMetrics = true;
            System.arraycopy(buffer, at, metrics, 0, VoipMetrics.LENGTH);
        }
    }

    /** Whether the peer told its time, to be given back to it (section 4.4). */
    public boolean hasReferenceTime() {
        return hasReferenceTime;
    }

    /** NTP time at which the peer sent the report. */
    public long referenceTime() {
        return referenceTime;
    }

    /** How the peer hears our stream (section 4.7); empty when this report does not say. Makes a new object. */
    public Optional<VoipMetrics> voipMetrics() {
        return hasVoipMetrics ? Optional.of(VoipMetrics.read(metrics)) : Optional.empty();
    }

    /** Whether {@link #voipMetrics} has something. */
    public boolean hasVoipMetrics() {
        return hasVoipMetrics;
    }

    /**
     * Round trip by our own reference time (section 4.5), which needs no sender reports.
     *
     * @param arrivalWallMicros when the report arrived, on the clock that our reference time was written with
     * @return microseconds, or -1 when the report gives none of ours back or the times cannot be true
     */
    public int roundTripMicros(long arrivalWallMicros) {
        return hasReferenceDelay ? NtpTime.roundTripMicros(arrivalWallMicros, lastReference, delaySinceReference) : -1;
    }
}
