package dev.landline.media.jitter;

/** Fades one sound into another. */
public final class Crossfade {

    private Crossfade() {}

    /**
     * Fades {@code fading} out and {@code pcm} in over {@code samples} samples, in place in {@code pcm}: what a caller
     * does with a {@link Playout#MERGE} and the frame after it.
     */
    public static void into(short[] fading, int fadingOffset, short[] pcm, int offset, int samples) {
        for (int i = 0; i < samples; i++) {
            int from = fading[fadingOffset + i] * (samples - i);
            int to = pcm[offset + i] * i;
            pcm[offset + i] = (short) ((from + to) / samples);
        }
    }
}
