package dev.landline.media.jitter;

/** What {@link JitterBuffer#take} copies out. Mutable and reused; owned by the media loop. */
public final class JitterFrame {

    final byte[] payload;
    int payloadLength;
    int payloadType;
    int sequence;
    int timestamp;
    int durationTicks;
    long arrivalNanos;

    /**
     * Room for one payload.
     *
     * @param maxPayload at least the {@code maxPayload} of the buffer it is used with, in bytes
     */
    public JitterFrame(int maxPayload) {
        payload = new byte[maxPayload];
    }

    /** The payload, from index 0. */
    public byte[] payload() {
        return payload;
    }

    /**
     * Bytes of payload. For {@link Playout#CONCEAL} these are the packet right after the hole, whose FEC may fill it; 0
     * when that has not come. For {@link Playout#SILENCE} 0.
     */
    public int payloadLength() {
        return payloadLength;
    }

    /** RTP payload type of the payload. */
    public int payloadType() {
        return payloadType;
    }

    /** Sequence number of the payload's packet. */
    public int sequence() {
        return sequence;
    }

    /** RTP timestamp at which this stretch begins; meaningless for {@link Playout#SILENCE}. */
    public int timestamp() {
        return timestamp;
    }

    /** How much sound this stretch must yield, in ticks of the RTP clock; at most 120 ms worth. */
    public int durationTicks() {
        return durationTicks;
    }

    /** When the payload's packet arrived, for measuring delay. */
    public long arrivalNanos() {
        return arrivalNanos;
    }
}
