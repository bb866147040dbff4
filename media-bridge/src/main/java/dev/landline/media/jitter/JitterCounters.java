package dev.landline.media.jitter;

/** What happened in a {@link JitterBuffer} since it was made. Written by the media loop only. */
public final class JitterCounters {

    long received;
    long late;
    long duplicate;
    long overflow;
    long jumped;
    long concealed;
    long merged;
    long skipped;
    long resets;
    long restored;

    JitterCounters() {}

    /** Packets given to the buffer. */
    public long received() {
        return received;
    }

    /** Packets that came too late to be played. */
    public long late() {
        return late;
    }

    /** Packets that had come before. */
    public long duplicate() {
        return duplicate;
    }

    /** Packets refused because they are too long, last no time or longer than 120 ms. */
    public long overflow() {
        return overflow;
    }

    /** Packets refused because their numbers jumped and nothing confirmed the jump. */
    public long jumped() {
        return jumped;
    }

    /** Stretches of sound that were made up. */
    public long concealed() {
        return concealed;
    }

    /** Packets faded into the next one to shorten the delay. */
    public long merged() {
        return merged;
    }

    /** Times that our own loop stood still for so long that sound was skipped. */
    public long skipped() {
        return skipped;
    }

    /** Lost packets whose copy came in time with a later one. */
    public long restored() {
        return restored;
    }

    /** Times that the time line began anew: another SSRC, or numbers that jumped. */
    public long resets() {
        return resets;
    }
}
