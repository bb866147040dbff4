package dev.landline.sip.trunk;

/** What OPTIONS says about a place. */
public enum Liveness {
    /** Not asked yet, or never asked. */
    UNKNOWN,
    UP,
    DOWN
}
