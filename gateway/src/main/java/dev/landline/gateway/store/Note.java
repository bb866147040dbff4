package dev.landline.gateway.store;

import java.time.Instant;

/** What somebody wrote about a call. */
public record Note(long id, String author, String text, Instant created) {

    /** Most characters of one. */
    public static final int LENGTH_MAX = 4000;

    /** Most notes of one call. */
    public static final int COUNT_MAX = 200;
}
