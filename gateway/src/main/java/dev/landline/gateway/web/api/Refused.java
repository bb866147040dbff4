package dev.landline.gateway.web.api;

/** A request is not carried out. Thrown by resources, answered in one place. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ApiError error;

    Refused(ApiError error) {
        this(error, error.sentence());
    }

    /** @param sentence more precise than the catalogue's */
    Refused(ApiError error, String sentence) {
        super(sentence, null, false, false);
        this.error = error;
    }

    ApiError error() {
        return error;
    }
}
