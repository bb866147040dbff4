package dev.landline.sip.auth;

/** What {@link DigestServer} thinks of an Authorization header. */
public sealed interface Verdict {

    /** The password is right and this response was not seen before. */
    record Accepted(String user) implements Verdict {}

    /** The password is right but the nonce is not good any more: challenge again with {@code stale=true}. */
    record Stale(StaleReason reason) implements Verdict {}

    /** The request proves nothing. */
    record Refused(RefusedReason reason) implements Verdict {}

    /** No credentials for us: none at all, another scheme or another realm. Challenge. */
    record Missing() implements Verdict {}

    /** Why a nonce is not good any more. */
    enum StaleReason {
        /** It was made more than five minutes ago. */
        EXPIRED,
        /** It was not made by this process; a client kept it over our restart. */
        FOREIGN,
        /** This nonce count was used before, or the nonce without one. */
        REPLAYED
    }

    /** Why credentials are refused. */
    enum RefusedReason {
        /** The header cannot be read or lacks a parameter. */
        MALFORMED,
        /** Another algorithm than MD5. */
        ALGORITHM,
        /** Another quality of protection than {@code auth}. */
        PROTECTION,
        /** The digest is for another request URI. */
        URI,
        /** Unknown user or wrong password: nobody can tell which. */
        CREDENTIALS
    }
}
