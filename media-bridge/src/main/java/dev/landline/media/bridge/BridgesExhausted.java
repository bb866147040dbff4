package dev.landline.media.bridge;

/** As many bridges are open as the settings allow: the call must be refused (503). */
public final class BridgesExhausted extends Exception {
    private static final long serialVersionUID = 1L;

    public BridgesExhausted(String message) {
        super(message);
    }
}
