package dev.landline.gateway.call;

import dev.landline.gateway.identity.SignatureVerdict;
import java.util.List;
import java.util.Optional;

/** Checks the signature of a caller's number; called on the stack's threads, so it does not wait for anything. */
@FunctionalInterface
public interface CallSignatures {

    /** Looks at none. */
    CallSignatures NONE = (_, _, _) -> Optional.empty();

    /**
     * Judges a call's Identity headers; empty when it has none, or nothing is checked.
     *
     * @param tokens the headers
     * @param callers numbers of which one must be the signed caller's
     * @param called numbers of which one must be the signed destination
     */
    Optional<SignatureVerdict> check(List<String> tokens, List<String> callers, List<String> called);
}
