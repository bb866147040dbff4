package dev.landline.sip;

/** Names one side of a call in this process: one dialog or one dialog in the making. */
public record LegId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
