package dev.landline.media.jitter;

/** What a {@link JitterBuffer} says about the next stretch of sound. */
public enum Playout {
    /** A packet is due: decode it. */
    FRAME,
    /**
     * A packet is due, but the buffer holds more sound than it needs: decode it, fade it over into the
     * {@link #FRAME} that the next {@code take} gives, and play only that one's length.
     */
    MERGE,
    /** A packet is missing: make up its sound, from the following packet's FEC when the frame carries that packet. */
    CONCEAL,
    /** Nothing is playing: before the first packet, between talk spurts (DTX), or the stream stopped. */
    SILENCE
}
