package dev.landline.media.bridge;

import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.rtp.SequenceNumber;

/**
 * Places a peer's packets in our own sequence and timestamp space: gaps and order are kept, but when the peer begins
 * anew (another SSRC, a jump, or after a pause in relaying) ours goes on without one.
 */
final class RelayedNumbers {
    /** A larger jump is not loss but another beginning (RFC 3550 appendix A.1). */
    private static final int MOST_AHEAD = 3000;

    /** An older packet would fall behind the receiver's replay window anyway. */
    private static final int MOST_BEHIND = 64;

    private static final long MILLI = 1_000_000;

    private final RtpStream stream;
    private final int ticksPerMilli;
    private boolean placed;
    private boolean everPlaced;
    private int ssrc;
    private int sequenceOffset;
    private int timestampOffset;
    private int highestSequence;
    private long lastNanos;
    private int sequence;
    private int timestamp;

    /** @param clockRate of both streams' timestamps in Hz */
    RelayedNumbers(RtpStream stream, int clockRate) {
        this.stream = stream;
        ticksPerMilli = clockRate / 1000;
    }

    /** Packets are not relayed for a while: what is left out must not show as loss later. */
    void pause() {
        placed = false;
    }

    /** Packets of our own were sent up to now: what is relayed next comes after them. */
    void movedOn(long nowNanos) {
        placed = false;
        everPlaced = true;
        lastNanos = nowNanos;
    }

    /** Finds the packet's place; false when it is too old to be sent. */
    boolean place(RtpPacket packet, long nowNanos) {
        if (placed && packet.ssrc() == ssrc) {
            int ahead = SequenceNumber.distance(highestSequence, packet.sequence());
            if (ahead < -MOST_BEHIND && ahead > -MOST_AHEAD) {
                return false;
            }
            if (Math.abs(ahead) >= MOST_AHEAD) {
                begin(packet, nowNanos);
            } else if (ahead > 0) {
                highestSequence = packet.sequence();
            }
        } else {
            begin(packet, nowNanos);
        }
        lastNanos = nowNanos;
        sequence = SequenceNumber.plus(packet.sequence(), sequenceOffset);
        timestamp = packet.timestamp() + timestampOffset;
        return true;
    }

    private void begin(RtpPacket packet, long nowNanos) {
        int elapsedTicks = everPlaced ? (int) ((nowNanos - lastNanos) / MILLI * ticksPerMilli) : 0;
        ssrc = packet.ssrc();
        highestSequence = packet.sequence();
        sequenceOffset = SequenceNumber.distance(packet.sequence(), stream.sequence());
        timestampOffset = stream.timestamp() + elapsedTicks - packet.timestamp();
        placed = true;
        everPlaced = true;
    }

    int sequence() {
        return sequence;
    }

    int timestamp() {
        return timestamp;
    }
}
