package dev.landline.gateway;

/** The gateway could not start; the message is one sentence for the administrator. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
