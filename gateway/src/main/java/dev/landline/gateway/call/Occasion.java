package dev.landline.gateway.call;

/** Why a call goes on to another number than the one that was called. */
public enum Occasion {
    ALWAYS("unconditional"),
    BUSY("user-busy"),
    NO_ANSWER("no-answer"),
    NOT_SIGNED_IN("unavailable"),
    DO_NOT_DISTURB("do-not-disturb"),
    /** The person called, or its line, named another number instead of answering. */
    DEFLECTED("deflection");

    private final String reason;

    Occasion(String reason) {
        this.reason = reason;
    }

    /** The word of RFC 5806. */
    String reason() {
        return reason;
    }
}
