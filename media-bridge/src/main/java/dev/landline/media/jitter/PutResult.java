package dev.landline.media.jitter;

/** What became of a packet given to a {@link JitterBuffer}. */
public enum PutResult {
    /** Kept until its time comes. */
    STORED,
    /** Seen before. */
    DUPLICATE,
    /** Too late to be played. */
    LATE,
    /** Does not fit: too long, of no length in time, or too far ahead of what is playing. */
    OVERFLOW,
    /**
     * Sequence or timestamp jumped. The packet is not kept unless it begins the new time line: a jump is believed when
     * the packet after it says the same.
     */
    JUMP
}
