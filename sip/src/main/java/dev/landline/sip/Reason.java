package dev.landline.sip;

/**
 * A Reason header (RFC 3326): why a request was sent or refused.
 *
 * @param protocol {@code Q.850} or {@code SIP}
 * @param cause the cause in that protocol, for example 16 (normal clearing) or 200 (answered elsewhere)
 * @param text words for a person, may be empty
 * @param error the number in our own catalogue of errors, for whoever supports people; 0 for none, and from others
 */
public record Reason(String protocol, int cause, String text, int error) {

    public static final String Q850 = "Q.850";
    public static final String SIP = "SIP";

    public Reason(String protocol, int cause, String text) {
        this(protocol, cause, text, 0);
    }

    /** A reason by its ITU-T Q.850 cause. */
    public static Reason q850(int cause, String text) {
        return new Reason(Q850, cause, text);
    }

    /** The same with a number of the catalogue. */
    public static Reason q850(int cause, String text, int error) {
        return new Reason(Q850, cause, text, error);
    }

    /** A reason by its SIP status. */
    public static Reason sip(int cause, String text) {
        return new Reason(SIP, cause, text);
    }
}
