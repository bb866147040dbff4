package dev.landline.media.record;

/** Why a recording ended. */
public enum RecordingEnd {
    /** It was stopped, or its call ended. */
    STOPPED,
    /** It reached its greatest length. */
    LENGTH_LIMIT,
    /** Its file reached its greatest size. */
    SIZE_LIMIT
}
