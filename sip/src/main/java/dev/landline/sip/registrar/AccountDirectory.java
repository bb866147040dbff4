package dev.landline.sip.registrar;

import java.util.Optional;

/** Looks accounts up. Called from the stack's threads: must not block. */
@FunctionalInterface
public interface AccountDirectory {

    Optional<Account> account(String user);

    /** JSON for a page of this account that has just signed in; it goes into the body of the 200 to its REGISTER. */
    default Optional<String> welcome(String user) {
        return Optional.empty();
    }

    /**
     * Checks a bearer token (RFC 8898).
     *
     * @param origin of the page that opened the connection, where the connection tells
     * @return empty for a token that is not ours, has ended, or was given to a page of another origin
     */
    default Optional<BearerProof> bearer(String token, Optional<String> origin) {
        return Optional.empty();
    }
}
