package dev.landline.sip.sdp;

/** What came of reading something a peer wrote: bad input is a value. */
public sealed interface Parsed<T> {

    /** It could be read. */
    record Ok<T>(T value) implements Parsed<T> {}

    /**
     * It could not be read or not be used.
     *
     * @param reason one sentence that repeats nothing of the input, fit for a log and a counter
     */
    record Malformed<T>(String reason) implements Parsed<T> {}
}
