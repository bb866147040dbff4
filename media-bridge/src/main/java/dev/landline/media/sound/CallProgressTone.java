package dev.landline.media.sound;

import java.util.Locale;

/** What a network tells a caller with a tone (ITU-T E.180, E.182). */
public enum CallProgressTone {
    /** Dial: the network is ready for digits. */
    DIAL,
    /** The called phone rings. */
    RINGBACK,
    /** The called line is in use. */
    BUSY,
    /** The network cannot complete the call. */
    CONGESTION,
    /** Another call wants to get through. */
    CALL_WAITING;

    /** Its name in the table. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
