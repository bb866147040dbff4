package dev.landline.media.record;

/** As many files are being written as may be; this one was not begun. */
public final class RecordingsExhausted extends Exception {
    private static final long serialVersionUID = 1L;

    public RecordingsExhausted(String message) {
        super(message);
    }
}
