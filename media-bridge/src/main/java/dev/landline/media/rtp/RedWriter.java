package dev.landline.media.rtp;

/**
 * Writes RED payloads (RFC 2198): each carries a new payload and copies of the ones before it, so that a lost packet can be
 * taken from the packet that follows. Memory is fixed. Owned by the media loop.
 */
public final class RedWriter {

    /** A copy's length has ten bits, its distance in time fourteen. */
    private static final int MOST_COPY_BYTES = 1023;

    private static final int MOST_TIMESTAMP_OFFSET = 16_383;
    private static final int COPY_HEADER_LENGTH = 4;

    private final byte[][] payloads;
    private final int[] lengths;
    private final int[] payloadTypes;
    private final int[] timestamps;
    private int kept;

    /**
     * A writer without history.
     *
     * @param copies how many earlier payloads each packet repeats, 1 to 3
     */
    public RedWriter(int copies) {
        if (copies < 1 || copies > 3) {
            throw new IllegalArgumentException("A RED packet carries 1 to 3 copies, not " + copies);
        }
        payloads = new byte[copies][MOST_COPY_BYTES];
        lengths = new int[copies];
        payloadTypes = new int[copies];
        timestamps = new int[copies];
    }

    /**
     * Writes the RED payload of one packet and remembers the new payload for the packets after it. Copies that are too
     * long, too old or find no room are left out.
     *
     * @param room bytes that may be written at {@code outAt}; must hold the new payload and one byte
     * @param timestamp of the packet
     * @return bytes written
     */
    public int write(
            byte[] out, int outAt, int room, int payloadType, byte[] payload, int offset, int length, int timestamp) {
        if (room < length + 1) {
            throw new IllegalArgumentException("A payload of " + length + " bytes and its header need more room");
        }
        int left = room - length - 1;
        int at = outAt;
        int chosen = 0;
        for (int i = kept - 1; i >= 0; i--) {
            int back = timestamp - timestamps[i];
            if (back > 0 && back <= MOST_TIMESTAMP_OFFSET && COPY_HEADER_LENGTH + lengths[i] <= left) {
                left -= COPY_HEADER_LENGTH + lengths[i];
                out[at] = (byte) (0x80 | payloadTypes[i]);
                Bytes.put16(out, at + 1, back << 2 | lengths[i] >> 8);
                out[at + 3] = (byte) lengths[i];
                at += COPY_HEADER_LENGTH;
                chosen |= 1 << i;
            }
        }
        out[at] = (byte) payloadType;
        at++;
        for (int i = kept - 1; i >= 0; i--) {
            if ((chosen & 1 << i) != 0) {
                System.arraycopy(payloads[i], 0, out, at, lengths[i]);
                at += lengths[i];
            }
        }
        System.arraycopy(payload, offset, out, at, length);
        remember(payloadType, payload, offset, length, timestamp);
        return at + length - outAt;
    }

    /** Remembers a payload that was sent without RED, so that the next packet can repeat it. */
    public void remember(int payloadType, byte[] payload, int offset, int length, int timestamp) {
        if (length > MOST_COPY_BYTES) {
            return;
        }
        byte[] oldest = payloads[payloads.length - 1];
        for (int i = payloads.length - 1; i > 0; i--) {
            payloads[i] = payloads[i - 1];
            lengths[i] = lengths[i - 1];
            payloadTypes[i] = payloadTypes[i - 1];
            timestamps[i] = timestamps[i - 1];
        }
        System.arraycopy(payload, offset, oldest, 0, length);
        payloads[0] = oldest;
        lengths[0] = length;
        payloadTypes[0] = payloadType;
        timestamps[0] = timestamp;
        kept = Math.min(kept + 1, payloads.length);
    }

    /** Forgets what was sent, so that nothing old is repeated after a pause. */
    public void forget() {
        kept = 0;
    }
}
