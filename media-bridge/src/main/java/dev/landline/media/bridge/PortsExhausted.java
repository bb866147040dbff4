package dev.landline.media.bridge;

/** Every RTP port pair of the configured range is in use: the call must be refused (503). */
public final class PortsExhausted extends Exception {
    private static final long serialVersionUID = 1L;

    public PortsExhausted(String message) {
        super(message);
    }
}
