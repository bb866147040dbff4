package dev.landline.media.sound;

/**
 * A recording made to go round without a seam, for music on hold: its end fades into its beginning. The faded copy is
 * made once and shared; each listener has a position of its own.
 */
public final class SoundLoop {
    /** How long the end and the beginning sound together. */
    private static final int FADE_MILLIS = 500;

    private final SoundClip clip;

    private SoundLoop(SoundClip clip) {
        this.clip = clip;
    }

    /** Makes a recording go round; it becomes shorter by the fade, at most by a quarter. */
    public static SoundLoop of(SoundClip clip) {
        int fade = Math.min(FADE_MILLIS, clip.millis() / 4);
        return new SoundLoop(
                new SoundClip(clip.name(), closed(clip.at(8000), 8 * fade), closed(clip.at(16000), 16 * fade)));
    }

    /** A recording whose end fits its beginning already. */
    static SoundLoop seamless(SoundClip clip) {
        return new SoundLoop(clip);
    }

    /** The first samples become what is played after the last: the end going away under the beginning coming. */
    private static short[] closed(short[] pcm, int fade) {
        int length = pcm.length - fade;
        short[] round = new short[length];
        System.arraycopy(pcm, 0, round, 0, length);
        for (int i = 0; i < fade; i++) {
            // Equal power, because the two have nothing in common.
            double angle = Math.PI / 2 * (i + 0.5) / fade;
            round[i] = Samples.clamp(pcm[i] * Math.sin(angle) + pcm[length + i] * Math.cos(angle));
        }
        return round;
    }

    /** Length of one round. */
    public int millis() {
        return clip.millis();
    }

    /** A new listener, from the beginning, without end. */
    public SoundSource listen() {
        return clip.endless();
    }
}
