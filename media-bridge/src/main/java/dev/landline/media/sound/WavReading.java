package dev.landline.media.sound;

/** What came of reading a WAV file. */
public sealed interface WavReading {

    /** It can be played. */
    record Read(SoundClip clip) implements WavReading {}

    /**
     * It cannot.
     *
     * @param why one sentence for the person who provides the file
     */
    record Refused(String why) implements WavReading {}
}
