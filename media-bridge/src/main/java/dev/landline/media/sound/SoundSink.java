package dev.landline.media.sound;

/** Listens to what a leg's peer says. Called on the media loop: must not block, allocate or change the samples. */
@FunctionalInterface
public interface SoundSink {

    /**
     * The next stretch of sound, silence and made-up sound included.
     *
     * @param samples at most 60 ms
     * @param sampleRate in Hz, 8000 or 16000; it may change from one call to the next
     * @param nowNanos when it is played
     */
    void hear(short[] pcm, int offset, int samples, int sampleRate, long nowNanos);
}
