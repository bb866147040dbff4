package dev.landline.media.bridge;

import dev.landline.media.rtp.RedWriter;

/** Wraps what we send to a browser into RED with one copy (RFC 2198), as browsers do. Owned by the media loop. */
final class RedSender {
    private static final int COPIES = 1;

    /** With the headers around it this stays below what any path carries unfragmented. */
    private static final int MOST_BYTES = 1201;

    private final RedWriter writer = new RedWriter(COPIES);
    private final byte[] frame = new byte[MOST_BYTES];

    /**
     * Wraps the payload that stands in {@code out}, in place.
     *
     * @param length at most {@value #MOST_BYTES} less one
     * @return the wrapped payload's length, at most {@value #MOST_BYTES}: a copy that finds no room stays away
     */
    int wrap(byte[] out, int at, int length, int payloadType, int timestamp) {
        System.arraycopy(out, at, frame, 0, length);
        return writer.write(out, at, MOST_BYTES, payloadType, frame, 0, length, timestamp);
    }
}
