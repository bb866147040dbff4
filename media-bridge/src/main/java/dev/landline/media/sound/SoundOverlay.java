package dev.landline.media.sound;

/** Adds something to what a leg is about to send, such as a beep. Called on the media loop: must not block or allocate. */
@FunctionalInterface
public interface SoundOverlay {

    /**
     * Changes the samples that go out next.
     *
     * @param samples at most 60 ms
     * @param sampleRate in Hz, 8000 or 16000; it may change from one call to the next
     */
    void mixInto(short[] pcm, int offset, int samples, int sampleRate);
}
