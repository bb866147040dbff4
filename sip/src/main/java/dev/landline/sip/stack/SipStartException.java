package dev.landline.sip.stack;

/** The SIP stack could not start; the message is one sentence that says why. */
public final class SipStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SipStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
