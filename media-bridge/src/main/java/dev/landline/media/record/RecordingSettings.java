package dev.landline.media.record;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How to record a call.
 *
 * @param file where the recording shall be when it is complete; its folder must exist. A number is added to the name
 *     when there is such a file already
 * @param format of the file
 * @param sampleRate of the file in Hz, 8000 or 16000; sound at the other rate is converted
 * @param beep whether both sides hear a short beep every 15 s while they are recorded
 * @param maxLength the recording ends by itself at this length, pauses not counted; at most a day
 * @param maxBytes the recording ends by itself before the file grows beyond this; WAV never reaches 4 GiB in any case
 */
public record RecordingSettings(
        Path file, RecordingFormat format, int sampleRate, boolean beep, Duration maxLength, long maxBytes) {

    private static final Duration MOST = Duration.ofDays(1);
    /** More than one step of the writer adds, so that a file that ends at its limit never exceeds it. */
    static final long RESERVE_BYTES = 64 << 10;

    public RecordingSettings {
        if (sampleRate != 8000 && sampleRate != 16_000) {
            throw new IllegalArgumentException("a recording has 8000 or 16000 Hz, not " + sampleRate);
        }
        if (!maxLength.isPositive() || maxLength.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("a recording is at most a day long, not " + maxLength);
        }
        if (maxBytes < 2 * RESERVE_BYTES) {
            throw new IllegalArgumentException("a recording needs at least 128 KiB, not " + maxBytes + " bytes");
        }
    }
}
