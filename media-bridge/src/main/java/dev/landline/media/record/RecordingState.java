package dev.landline.media.record;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where a recording or a capture stands. {@link Ended} and {@link Failed} are final. */
public sealed interface RecordingState {

    /** What is said is written. */
    record Running() implements RecordingState {}

    /** What is said is not written. */
    record Paused() implements RecordingState {}

    /**
     * The file is complete.
     *
     * @param file as it is named now
     * @param length of what is in it
     * @param why it ended
     */
    record Ended(Path file, Duration length, RecordingEnd why) implements RecordingState {}

    /**
     * Writing was not possible, or not any longer. The call goes on.
     *
     * @param sentence what happened, for people
     * @param kept the file with what was written before, if there is any
     */
    record Failed(String sentence, Optional<Path> kept) implements RecordingState {}

    /** Whether nothing can change any more. */
    default boolean isFinal() {
        return switch (this) {
            case Running _, Paused _ -> false;
            case Ended _, Failed _ -> true;
        };
    }
}
