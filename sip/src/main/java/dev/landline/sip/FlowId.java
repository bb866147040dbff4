package dev.landline.sip;

/** Names one connection of a browser (RFC 5626): requests to that browser go back over it and nowhere else. */
public record FlowId(long value) {

    @Override
    public String toString() {
        return "flow-" + value;
    }
}
