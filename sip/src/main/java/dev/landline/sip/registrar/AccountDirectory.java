package dev.landline.sip.registrar;

import java.util.Optional;

/** Looks accounts up. Called from the stack's threads: must not block. */
@FunctionalInterface
public interface AccountDirectory {

    Optional<Account> account(String user);
}
