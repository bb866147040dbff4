package dev.landline.media.jitter;

import dev.landline.media.rtp.SequenceNumber;

/** Tells a stream that began a new time line from strays: one odd packet is refused, a series of them is believed. */
final class JumpGuard {

    /** So long nothing but late packets: the time line moved. */
    private static final long LATE_SERIES_NANOS = 100_000_000L;

    private boolean suspected;
    private int suspectSequence;
    private boolean late;
    private long lateSinceNanos;

    /** A packet fits the time line. */
    void settled() {
        suspected = false;
        late = false;
    }

    /** A packet's numbers jumped; true when the packet before it jumped to the same place. */
    boolean believesJump(int sequence) {
        boolean confirmed = suspected && sequence == SequenceNumber.plus(suspectSequence, 1);
        suspected = true;
        suspectSequence = sequence;
        return confirmed;
    }

    /** A packet came too late; true when nothing but late ones came for a while. */
    boolean believesLate(long arrivalNanos) {
        if (!late) {
            late = true;
            lateSinceNanos = arrivalNanos;
        }
        return arrivalNanos - lateSinceNanos >= LATE_SERIES_NANOS;
    }
}
