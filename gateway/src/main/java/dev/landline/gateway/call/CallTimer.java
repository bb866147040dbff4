package dev.landline.gateway.call;

/** The clocks of one call. Each is off, or has one deadline. */
public enum CallTimer {
    /** How long it may ring. */
    RING,
    /** How long it rings before the call goes on to another number. */
    FORWARD,
    /** How long a trunk may say nothing at all before the next one is tried. */
    TRUNK_SILENCE,
    /** How long the encrypted sound of a browser may take after the answer. */
    MEDIA_SETUP,
    /** How long a browser may be without its connection, calling side. */
    GRACE_CALLER,
    /** The same, called side. */
    GRACE_CALLEE,
    /** The longest allowed call. */
    MAX_DURATION
}
