package dev.landline.media.codec;

/** Which Opus implementation to use. */
public enum OpusChoice {
    /** Native if a library loads, Concentus otherwise. */
    AUTO,
    /** libopus through java.lang.foreign, or a start-up error. */
    NATIVE,
    /** The pure-Java implementation. */
    CONCENTUS
}
