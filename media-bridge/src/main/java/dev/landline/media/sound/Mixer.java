package dev.landline.media.sound;

import java.util.Arrays;

/**
 * Adds up to {@value #MOST_PORTS} sounds at 16000 Hz and gives each of those who talk all the others: one frame of 20 ms
 * at a time, in three steps. {@link #clear}, then {@link #add} each sound, then {@link #without} for each listener. No
 * allocation; owned by one thread.
 */
public final class Mixer {
    /** The most that are added up. */
    public static final int MOST_PORTS = 32;

    public static final int SAMPLE_RATE = 16_000;

    /** 20 ms. */
    public static final int FRAME_SAMPLES = SAMPLE_RATE / 50;

    private final int[] sum = new int[FRAME_SAMPLES];
    private final int[] rest = new int[FRAME_SAMPLES];

    /** Begins a frame with silence. */
    public void clear() {
        Arrays.fill(sum, 0);
    }

    /** Adds a frame of one who talks. */
    public void add(short[] pcm) {
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            sum[i] += pcm[i];
        }
    }

    /**
     * What everybody says but one.
     *
     * @param own the frame that this one added
     * @param limiter this one's, used for all of its frames
     */
    public void without(short[] own, Limiter limiter, short[] out) {
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            rest[i] = sum[i] - own[i];
        }
        limiter.limit(rest, out, FRAME_SAMPLES);
    }

    /** What everybody says. */
    public void all(Limiter limiter, short[] out) {
        limiter.limit(sum, out, FRAME_SAMPLES);
    }
}
