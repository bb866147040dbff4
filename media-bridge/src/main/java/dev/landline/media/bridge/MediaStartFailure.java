package dev.landline.media.bridge;

/** The media engine cannot start: a port is taken, an address is not ours, native Opus was asked for and is missing. */
public final class MediaStartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public MediaStartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
