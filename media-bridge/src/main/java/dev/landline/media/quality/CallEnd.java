package dev.landline.media.quality;

/** Which end of a call something is about. */
public enum CallEnd {
    /** The one that called. */
    CALLER,
    /** The one that was called. */
    CALLEE
}
