package dev.landline.media.record;

import java.io.IOException;

/** A stereo file that grows. Owned by the writing thread. */
sealed interface SoundFile permits WavFile, OggOpusFile {

    /**
     * Adds sound.
     *
     * @param samples of both sides in turn, the caller's first
     * @param frames pairs of samples
     */
    void write(short[] samples, int frames) throws IOException;

    /** Brings the file into a state in which a reader finds all but the last second, were it the last that is written. */
    void checkpoint() throws IOException;

    /** Writes what is held back and makes the file complete; the channel stays open. */
    void finish() throws IOException;

    /** Size of the file in bytes. */
    long bytes();

    /** Whether the format has no room for another second. */
    boolean isFull();
}
