package dev.landline.sip.auth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A challenge that we can answer (RFC 7616 section 3.3, RFC 8760).
 *
 * @param realm as written, escapes kept
 * @param nonce as written, escapes kept
 * @param opaque to be sent back as it came
 * @param stale only the nonce was too old: the same password is worth another try
 */
record DigestChallenge(
        DigestAlgorithm algorithm,
        String realm,
        String nonce,
        Protection protection,
        Optional<String> opaque,
        boolean stale) {

    /** Quality of protection, weakest first. */
    enum Protection {
        NONE,
        AUTH_INT,
        AUTH
    }

    private static final Comparator<DigestChallenge> STRENGTH =
            Comparator.comparing(DigestChallenge::algorithm).thenComparing(DigestChallenge::protection);

    /**
     * Those of the challenges that we can answer, in their order; malformed and unknown ones are skipped, and no more than
     * {@link DigestClient#MAX_CHALLENGES} are looked at.
     */
    static List<DigestChallenge> answerable(List<String> headerValues) {
        List<DigestChallenge> found = new ArrayList<>();
        for (String value : headerValues.subList(0, Math.min(headerValues.size(), DigestClient.MAX_CHALLENGES))) {
            AuthHeader.parse(value).flatMap(DigestChallenge::of).ifPresent(found::add);
        }
        return found;
    }

    /** The strongest; of two equally strong ones the first. */
    static Optional<DigestChallenge> strongest(List<DigestChallenge> challenges) {
        DigestChallenge best = null;
        for (DigestChallenge next : challenges) {
            if (best == null || STRENGTH.compare(next, best) > 0) {
                best = next;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Optional<DigestChallenge> of(AuthHeader header) {
        Optional<DigestAlgorithm> algorithm =
                DigestAlgorithm.of(header.parameter("algorithm").orElse("MD5"));
        Optional<Protection> protection = protection(header.parameter("qop"));
        Optional<String> realm = header.parameter("realm");
        Optional<String> nonce = header.parameter("nonce");
        if (!header.isDigest() || algorithm.isEmpty() || protection.isEmpty() || realm.isEmpty() || nonce.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DigestChallenge(
                algorithm.get(),
                realm.get(),
                nonce.get(),
                protection.get(),
                header.parameter("opaque"),
                header.parameter("stale").map("true"::equalsIgnoreCase).orElse(false)));
    }

    /** Empty when qualities are offered and none is ours: leaving qop out would be a downgrade. */
    private static Optional<Protection> protection(Optional<String> qop) {
        if (qop.isEmpty()) {
            return Optional.of(Protection.NONE);
        }
        List<String> offered = Arrays.stream(qop.get().toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .toList();
        if (offered.contains("auth")) {
            return Optional.of(Protection.AUTH);
        }
        return offered.contains("auth-int") ? Optional.of(Protection.AUTH_INT) : Optional.empty();
    }
}
