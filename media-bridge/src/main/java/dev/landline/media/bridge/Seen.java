package dev.landline.media.bridge;

import dev.landline.media.quality.LegNumbers;
import dev.landline.media.quality.LegNumbers.Refused;

/**
 * When a number last changed, looked at once a second, so that what changes it needs no clock. Owned by the media loop.
 */
final class Seen {
    private static final long MILLI = 1_000_000L;

    private long value;
    private long changedNanos;
    private boolean changed;

    /** Compares with the value at the last look. */
    void look(long now, long nowNanos) {
        if (now != value) {
            value = now;
            changedNanos = nowNanos;
            changed = true;
        }
    }

    /** Milliseconds since it was seen to have changed; {@link LegNumbers#NEVER} while it has its first value. */
    int millis(long nowNanos) {
        return changed ? Math.clamp((nowNanos - changedNanos) / MILLI, 0, LegNumbers.NEVER - 1) : LegNumbers.NEVER;
    }

    /** The value as a count of refusals. */
    Refused refused(long nowNanos) {
        return value == 0 ? Refused.NONE : new Refused(value, millis(nowNanos));
    }
}
