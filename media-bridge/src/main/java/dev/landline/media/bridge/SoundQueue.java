package dev.landline.media.bridge;

import dev.landline.media.jitter.Crossfade;

/**
 * Decoded sound on its way from packets of one length to packets of another. Holds at most the longest packet and the
 * longest frame; memory is taken once.
 */
final class SoundQueue {
    /** 120 ms of a packet, 60 ms of a frame, and a packet's worth of room for decoders that give more than announced. */
    private static final int CAPACITY_MILLIS = 120 + 60 + 120;

    private final short[] samples;
    private final short[] fading;
    private int count;
    private int fadingCount;

    /** @param sampleRate in Hz */
    SoundQueue(int sampleRate) {
        samples = new short[CAPACITY_MILLIS * sampleRate / 1000];
        fading = new short[samples.length];
    }

    /** Where decoders write: from {@link #end}, at most {@link #room} samples, then {@link #added}. */
    short[] samples() {
        return samples;
    }

    int end() {
        return count;
    }

    int room() {
        return samples.length - count;
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
