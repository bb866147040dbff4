package dev.landline.media.bridge;

import dev.landline.media.jitter.Crossfade;

/**
 * Decoded sound on its way from packets of one length to packets of another, at 8 kHz. Holds at most the longest packet
 * and the longest frame; memory is taken once.
 */
final class SoundQueue {
    static final int SAMPLES_PER_MILLI = 8;

    /** 120 ms of a packet, 60 ms of a frame, and a packet's worth of room for decoders that give more than announced. */
    private static final int CAPACITY = (120 + 60 + 120) * SAMPLES_PER_MILLI;

    private final short[] samples = new short[CAPACITY];
    private final short[] fading = new short[CAPACITY];
    private int count;
    private int fadingCount;

    /** Where decoders write: from {@link #end}, at most {@link #room} samples, then {@link #added}. */
    short[] samples() {
        return samples;
    }

    int end() {
        return count;
    }

    int room() {
        return CAPACITY - count;
    }

    /**
     * Takes over what was written behind the end.
     *
     * @param written samples written; fewer than none when decoding failed
     * @param expected samples that the jitter buffer counts on: what lacks becomes silence, what is over is cut
     */
    void added(int written, int expected) {
        for (int i = Math.max(written, 0); i < expected; i++) {
            samples[count + i] = 0;
        }
        if (fadingCount > 0) {
            Crossfade.into(fading, 0, samples, count, Math.min(fadingCount, expected));
            fadingCount = 0;
        }
        count += expected;
    }

    /** Takes what was written behind the end as sound that fades into what is added next. */
    void fadeIntoNext(int written) {
        fadingCount = Math.max(written, 0);
        System.arraycopy(samples, count, fading, 0, fadingCount);
    }

    /** Takes the first samples out, after they were sent. */
    void remove(int howMany) {
        count -= howMany;
        System.arraycopy(samples, howMany, samples, 0, count);
    }
}
