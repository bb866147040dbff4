package dev.landline.sip.registrar;

import java.util.List;

/** What came of a REGISTER. */
public sealed interface RegistrationResult {

    /**
     * 200.
     *
     * @param bindings all that are bound to the address of record now
     */
    record Bound(List<Binding> bindings) implements RegistrationResult {}

    /** 423: the expiry is under the minimum. */
    record TooBrief(int minimumSeconds) implements RegistrationResult {}

    /** 500 by RFC 3261 section 10.3 step 7: an older REGISTER came after a newer one; nothing was changed. */
    record OutOfOrder() implements RegistrationResult {}

    /** 400: {@code Contact: *} together with other contacts, or without Expires 0. */
    record BadWildcard() implements RegistrationResult {}

    /** 503: this person, or the registrar as a whole, has too many bindings. */
    record Full() implements RegistrationResult {}
}
