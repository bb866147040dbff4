package dev.landline.sip.sdp;

import java.util.Locale;

/** Which way media flows, seen from the side that says it (RFC 8866 section 6.7). */
public enum Direction {
    SENDRECV(true, true),
    SENDONLY(true, false),
    RECVONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    /** Whether the side that says it may send. */
    public boolean sends() {
        return sends;
    }

    /** Whether the side that says it wants to receive. */
    public boolean receives() {
        return receives;
    }

    /** The same flow seen from the other side. */
    public Direction reversed() {
        return of(receives, sends);
    }

    /** The same without receiving: what an unspecified address says (RFC 3264 section 8.4). */
    Direction withoutReceiving() {
        return of(sends, false);
    }

    /** The attribute's name. */
    String attribute() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Direction of(boolean sends, boolean receives) {
        if (sends) {
            return receives ? SENDRECV : SENDONLY;
        }
        return receives ? RECVONLY : INACTIVE;
    }
}
