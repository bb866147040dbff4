package dev.landline.media.ice;

/** What a check did to a leg's ICE state. */
public enum IceOutcome {
    /** Authentic; its source address is validated now. */
    VALIDATED,
    /** Authentic and nominated: its source address is where we send from now on. */
    NOMINATED,
    /** Authentic, and nothing changed but the time of consent. */
    REFRESHED,
    /** MESSAGE-INTEGRITY missing or wrong, or the wrong USERNAME. Nothing changed. */
    REFUSED,
    /** Both sides claim to be controlled, or an attribute we must know and do not. Nothing changed. */
    CONFLICT,
    /** Authentic towards us, but the peer's own description is not known yet: not answered. Nothing changed. */
    EARLY
}
