package dev.landline.sip;

/**
 * A Reason header (RFC 3326): why a request was sent or refused.
 *
 * @param protocol {@code Q.850} or {@code SIP}
 * @param cause the cause in that protocol, for example 16 (normal clearing) or 200 (answered elsewhere)
 * @param text words for a person, may be empty
 */
public record Reason(String protocol, int cause, String text) {

    public static final String Q850 = "Q.850";
    public static final String SIP = "SIP";

    /** A reason by its ITU-T Q.850 cause. */
    public static Reason q850(int cause, String text) {
        return new Reason(Q850, cause, text);
    }

    /** A reason by its SIP status. */
    public static Reason sip(int cause, String text) {
        return new Reason(SIP, cause, text);
    }
}
