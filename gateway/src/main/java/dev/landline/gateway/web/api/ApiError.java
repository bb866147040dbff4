package dev.landline.gateway.web.api;

/**
 * What the API refuses, from the one numbered catalogue: 1000 and up are failures of calls, 2000 and up these.
 * The number and the code stay; the sentence may become better.
 */
public enum ApiError {
    NOT_SIGNED_IN(2001, 401, "Sign in first"),
    WRONG_PASSWORD(2002, 401, "Wrong user name or password"),
    TOO_MANY_ATTEMPTS(2003, 429, "Too many failed attempts; try again in a minute"),
    BAD_CSRF(2004, 403, "This page is out of date; reload it"),
    FOREIGN_PAGE(2005, 403, "Pages of this origin may not use the API"),
    NOT_ALLOWED(2006, 403, "Only a supervisor may do this"),
    NOT_FOUND(2007, 404, "There is nothing at this address, or it is not yours"),
    BAD_METHOD(2008, 405, "This cannot be done at this address"),
    BAD_REQUEST(2009, 400, "The request makes no sense"),
    TOO_LARGE(2010, 413, "This is too long"),
    BAD_TYPE(2011, 415, "The body must be JSON"),
    TOO_MANY(2012, 409, "There are too many of these already"),
    STORE_DOWN(2013, 503, "The database cannot be reached; calls go on, and nothing is lost"),
    BUSY(2014, 503, "The gateway is busy; try again"),
    DEFECT(2015, 500, "The gateway had a fault of its own"),
    TOKENS_OFF(2016, 409, "Signing in by token is turned off here"),
    CALL_OVER(2017, 409, "The call is over"),
    NOT_IN_CALL(2018, 409, "The sound of this call is not up yet"),
    ALREADY_RECORDING(2019, 409, "This call is being recorded already"),
    NOT_RECORDING(2020, 409, "This call is not being recorded"),
    RECORDING_OFF(2021, 403, "Recording is turned off here"),
    RECORDING_FULL(2022, 503, "Too many calls are being recorded"),
    RECORDING_GONE(2023, 410, "The recording's time was over, and it was deleted"),
    BAD_RANGE(2024, 416, "The recording has no such part"),
    TOO_MANY_STREAMS(2025, 503, "Too many pages listen already"),
    CALL_GOES_ON(2026, 409, "A call can be assigned when it is over");

    private final int number;
    private final int status;
    private final String sentence;

    ApiError(int number, int status, String sentence) {
        this.number = number;
        this.status = status;
        this.sentence = sentence;
    }

    /** Its place in the catalogue. */
    public int number() {
        return number;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** For a person. */
    public String sentence() {
        return sentence;
    }

    /** Stable name, lower case with dashes. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
