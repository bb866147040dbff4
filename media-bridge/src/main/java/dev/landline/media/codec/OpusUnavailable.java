package dev.landline.media.codec;

/** The native Opus library was asked for and none loads; the message says what was tried and why each failed. */
public final class OpusUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public OpusUnavailable(String message) {
        super(message);
    }
}
