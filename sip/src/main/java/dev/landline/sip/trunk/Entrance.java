package dev.landline.sip.trunk;

/** Whether a trunk's contract allows one more call now. */
public enum Entrance {
    OPEN(""),
    FULL("All lines of this trunk are in use"),
    TOO_FAST("Too many new calls to this trunk within a second");

    private final String sentence;

    Entrance(String sentence) {
        this.sentence = sentence;
    }

    /** Why not, as a reason phrase. */
    public String sentence() {
        return sentence;
    }
}
