package dev.landline.media.dtmf;

/**
 * A view of the four bytes of a telephone-event payload (RFC 4733 section 2.3), and the names of the events. Mutable and
 * reused; owned by the media loop.
 */
public final class TelephoneEvent {

    /** Length of one event in bytes. */
    public static final int LENGTH = 4;

    /** Event code of a hook flash. */
    public static final int FLASH = 16;

    /** The longest duration one segment can state, in ticks. */
    public static final int MAX_DURATION_TICKS = 0xFFFF;

    private static final String DIGITS = "0123456789*#ABCD!";

    private int event;
    private boolean end;
    private int volume;
    private int durationTicks;

    /**
     * Reads the first event of a payload.
     *
     * @return false when there are fewer than four bytes; longer payloads are read by their first event
     */
    public boolean wrap(byte[] buffer, int offset, int length) {
        if (length < LENGTH) {
            return false;
        }
        event = buffer[offset] & 0xFF;
        end = (buffer[offset + 1] & 0x80) != 0;
        volume = buffer[offset + 1] & 0x3F;
        durationTicks = (buffer[offset + 2] & 0xFF) << 8 | (buffer[offset + 3] & 0xFF);
        return true;
    }

    /**
     * Writes one event.
     *
     * @param volume power of the tone as positive number of dBm0 below zero, 0 to 63
     * @param durationTicks 0 to {@link #MAX_DURATION_TICKS}
     * @return bytes written: 4
     */
    public static int write(byte[] out, int offset, int event, boolean end, int volume, int durationTicks) {
        out[offset] = (byte) event;
        out[offset + 1] = (byte) ((end ? 0x80 : 0) | (volume & 0x3F));
        out[offset + 2] = (byte) (durationTicks >>> 8);
        out[offset + 3] = (byte) durationTicks;
        return LENGTH;
    }

    /** Event code, 0 to 255. */
    public int event() {
        return event;
    }

    /** The key was released. */
    public boolean end() {
        return end;
    }

    /** 0 to 63 dB below 0 dBm0. */
    public int volume() {
        return volume;
    }

    /** How long the key has been down in this segment, in ticks of the event's clock. */
    public int durationTicks() {
        return durationTicks;
    }

    /** Whether an event code is one that we carry: 0 to 15 are keys, 16 is the flash. */
    public static boolean isKnown(int event) {
        return event >= 0 && event <= FLASH;
    }

    /** The key of an event code that {@link #isKnown}: 0-9, *, #, A-D, and ! for the flash. */
    public static char digit(int event) {
        return DIGITS.charAt(event);
    }

    /** The event code of a key, or -1 when there is none for it. Letters may be of either case. */
    public static int event(char digit) {
        return DIGITS.indexOf(Character.toUpperCase(digit));
    }
}
