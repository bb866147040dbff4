package dev.landline.sip;

/**
 * A text outside of calls (RFC 3428) from somebody who has been let in.
 *
 * @param source who sent it
 * @param target the request URI
 * @param from the sender as its From header names it; from a browser it is the signed-in account
 * @param text plain text
 */
public record PageMessage(SipSource source, SipUri target, Party from, String text) {

    /** Longest text between our own users, in bytes of UTF-8: their connections have flow control. */
    public static final int MAX_BYTES = 8_000;

    /** Longest text to a trunk, in bytes of UTF-8 (RFC 3428 section 8). */
    public static final int MAX_TRUNK_BYTES = 1_300;

    /** What people write to each other is nobody's business but theirs. */
    @Override
    public String toString() {
        return "PageMessage[" + source + " to " + target + ", " + text.length() + " characters]";
    }
}
