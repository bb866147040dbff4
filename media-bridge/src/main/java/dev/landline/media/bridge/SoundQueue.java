package dev.landline.media.bridge;

import dev.landline.media.jitter.Splice;

/**
 * Decoded sound on its way from packets of one length to packets of another. Holds at most the longest packet and the
 * longest frame; memory is taken once.
 */
final class SoundQueue {
    /** 120 ms of a packet, 60 ms of a frame, and a packet's worth of room for decoders that give more than announced. */
    private static final int CAPACITY_MILLIS = 120 + 60 + 120;

    private static final int JOIN_MILLIS = 3;

    private final short[] samples;
    private final short[] fading;
    private final Splice splice;
    private final int joinSamples;
    private int count;
    private int fadingCount;
    private boolean join;
    private short last;

    /** @param sampleRate in Hz */
    SoundQueue(int sampleRate) {
        samples = new short[CAPACITY_MILLIS * sampleRate / 1000];
        fading = new short[samples.length];
        splice = new Splice(sampleRate);
        joinSamples = JOIN_MILLIS * sampleRate / 1000;
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
        if (fadingCount == expected) {
            splice.merge(fading, 0, samples, count, expected);
        } else if (fadingCount > 0) {
            join = true;
        }
        fadingCount = 0;
        if (join) {
            join(Math.min(joinSamples, expected));
        }
        count += expected;
        if (expected > 0) {
            last = samples[count - 1];
        }
    }

    /** What is added next does not continue what is there: it is to be faded in, from the level where that ends. */
    void joinNext() {
        join = true;
    }

    private void join(int length) {
        join = false;
        for (int i = 0; i < length; i++) {
            int leaving = last * (length - i);
            int coming = samples[count + i] * (i + 1);
            samples[count + i] = (short) ((leaving + coming) / (length + 1));
        }
    }

    /** Takes what was written behind the end as sound that is merged with what is added next, of the same length. */
    void mergeIntoNext(int written) {
        fadingCount = Math.max(written, 0);
        System.arraycopy(samples, count, fading, 0, fadingCount);
    }

    /** Takes the first samples out, after they were sent. */
    void remove(int howMany) {
        count -= howMany;
        System.arraycopy(samples, howMany, samples, 0, count);
    }
}
