package dev.landline.media.record;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * How to capture the packets of a call. What is in them is not encrypted any more: whoever can read the file can hear
 * the call.
 *
 * @param file where the capture shall be when it is complete; its folder must exist. A number is added to the name when
 *     there is such a file already
 * @param begins the wall clock now, for the time stamps
 * @param maxLength the capture ends by itself after this time; at most a day
 * @param maxBytes the capture ends by itself before the file grows beyond this
 */
public record CaptureSettings(Path file, Instant begins, Duration maxLength, long maxBytes) {

    private static final Duration MOST = Duration.ofDays(1);

    public CaptureSettings {
        if (!maxLength.isPositive() || maxLength.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("a capture is at most a day long, not " + maxLength);
        }
        if (maxBytes < 4096) {
            throw new IllegalArgumentException("a capture needs at least 4096 bytes, not " + maxBytes);
        }
    }
}
