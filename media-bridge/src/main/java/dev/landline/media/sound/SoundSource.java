package dev.landline.media.sound;

/** Makes sound for a leg to send: a tone, an announcement, music. Read on the media loop: must not block or allocate. */
public interface SoundSource {

    /**
     * Writes the next samples.
     *
     * @param samples how many are wanted, at most 60 ms
     * @param sampleRate in Hz, 8000 or 16000; it may change from one call to the next
     * @return how many were written; fewer than wanted mean that the sound is over
     */
    int read(short[] pcm, int offset, int samples, int sampleRate);
}
