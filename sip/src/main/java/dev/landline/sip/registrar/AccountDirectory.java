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
}
