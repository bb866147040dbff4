package dev.landline.sip.trunk;

/** How a trunk's place failed a call. */
public enum Trouble {
    /** Nothing came back in time. */
    SILENT("does not respond"),
    /** The message could not be sent: refused, reset, no way. */
    UNREACHABLE("cannot be reached"),
    /** It answered 503. */
    REFUSING("refuses calls");

    private final String sentence;

    Trouble(String sentence) {
        this.sentence = sentence;
    }

    /** In words that go on after the place. */
    public String sentence() {
        return sentence;
    }
}
