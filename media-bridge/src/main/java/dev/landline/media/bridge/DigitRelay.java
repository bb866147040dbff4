package dev.landline.media.bridge;

import dev.landline.media.rtp.RtpPacket;

/** Carries digits from one leg to the other (RFC 4733). */
final class DigitRelay {
    private final MediaLoop loop;

    DigitRelay(MediaLoop loop) {
        this.loop = loop;
    }

    /** A telephone-event came from a leg. */
    void onPacket(Leg from, RtpPacket packet, DtmfFormat format, long nowNanos) {
        loop.counters.count(MediaCounter.DTMF_DROPPED);
    }

    /** Queues a digit of call control's; false when too many wait. */
    boolean press(char digit, int millis, long nowNanos) {
        return false;
    }

    /** Sends an event packet in place of a frame of sound when a digit is being played. */
    boolean sendInsteadOfSound(Leg to, DtmfFormat format, int ticks, long nowNanos) {
        return false;
    }
}
