package dev.landline.gateway.store;

import java.time.Instant;

/**
 * A file with the sound of a call.
 *
 * @param id random; the file's name tells nothing of it
 * @param file name inside the folder of recordings
 * @param mediaType such as audio/wav
 * @param by who began it; a trunk or an account whose calls are all recorded counts as the configuration
 * @param millis its length; 0 while it goes on
 * @param bytes its size; 0 while it goes on
 * @param sentence why it failed; empty when it did not
 */
public record RecordingEntry(
        String id,
        String call,
        String file,
        String mediaType,
        State state,
        String by,
        Instant started,
        long millis,
        long bytes,
        String sentence) {

    /** Where it stands. */
    public enum State {
        /** It is being written, or was when the gateway died. */
        RUNNING,
        /** It can be played. */
        KEPT,
        /** There is no file. */
        FAILED,
        /** Its time was over, and the file is deleted. */
        DELETED
    }
}
