package dev.landline.sip.auth;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers a trunk's digest challenge (RFC 7616, RFC 8760): MD5, SHA-256 and SHA-512-256, with {@code qop=auth},
 * {@code auth-int} or none. It keeps no state: each challenge is answered once with nonce count 1, so that a nonce is
 * never used twice.
 */
public final class DigestClient {

    /** More challenges than this in one response are not looked at. */
    public static final int MAX_CHALLENGES = 8;

    private static final String NONCE_COUNT = "00000001";

    private DigestClient() {}

    /**
     * The Authorization value for the strongest challenge we can answer; of two equally strong ones the first.
     *
     * @param challengeHeaderValues WWW-Authenticate or Proxy-Authenticate values, one challenge each; malformed and
     *     unknown ones are skipped
     * @param uri the request URI as written in the request line
     * @param body the request's body, for {@code auth-int}
     * @param clientNonce fresh randomness, at least 64 bits, made of letters and digits
     * @return empty when no challenge can be answered
     */
    public static Optional<String> authorize(
            List<String> challengeHeaderValues,
            String method,
            String uri,
            String user,
            String password,
            byte[] body,
            String clientNonce) {
        boolean quotable = isPrintable(user) && isPlain(uri) && isPlain(clientNonce);
        if (!quotable) {
            return Optional.empty();
        }
        return strongest(challengeHeaderValues)
                .map(challenge -> answer(challenge, method, uri, user, password, body, clientNonce));
    }

    /**
     * Whether the challenge that {@link #authorize} would answer says that only the nonce was too old: the same password
     * is worth another try. Without it, a second challenge means that the password is wrong.
     */
    public static boolean isStale(List<String> challengeHeaderValues) {
        return strongest(challengeHeaderValues).map(Challenge::stale).orElse(false);
    }

    private record Challenge(
            DigestAlgorithm algorithm,
            String realm,
            String nonce,
            Protection protection,
            Optional<String> opaque,
            boolean stale) {}

    /** Quality of protection. */
    private enum Protection {
        NONE,
        AUTH_INT,
        AUTH
    }

    private static Optional<Challenge> strongest(List<String> challengeHeaderValues) {
        Challenge best = null;
        Comparator<Challenge> strength =
                Comparator.comparing(Challenge::algorithm).thenComparing(Challenge::protection);
        for (String value : challengeHeaderValues.subList(0, Math.min(challengeHeaderValues.size(), MAX_CHALLENGES))) {
            Optional<Challenge> next = AuthHeader.parse(value).flatMap(DigestClient::challenge);
            if (next.isPresent() && (best == null || strength.compare(next.get(), best) > 0)) {
                best = next.get();
            }
        }
        return Optional.ofNullable(best);
    }

    private static Optional<Challenge> challenge(AuthHeader header) {
        Optional<DigestAlgorithm> algorithm =
                DigestAlgorithm.of(header.parameter("algorithm").orElse("MD5"));
        Optional<Protection> protection = protection(header.parameter("qop"));
        Optional<String> realm = header.parameter("realm");
        Optional<String> nonce = header.parameter("nonce");
        if (!header.isDigest() || algorithm.isEmpty() || protection.isEmpty() || realm.isEmpty() || nonce.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Challenge(
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

    private static String answer(
            Challenge challenge,
            String method,
            String uri,
            String user,
            String password,
            byte[] body,
            String clientNonce) {
        DigestAlgorithm algorithm = challenge.algorithm();
        String secretHash = DigestResponse.secretHash(algorithm, user, challenge.realm(), password);
        StringBuilder out = new StringBuilder(256)
                .append("Digest username=\"")
                .append(user.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\", realm=\"")
                .append(challenge.realm())
                .append("\", nonce=\"")
                .append(challenge.nonce())
                .append("\", uri=\"")
                .append(uri)
                .append("\", response=\"")
                .append(response(challenge, secretHash, method, uri, body, clientNonce))
                .append("\", algorithm=")
                .append(algorithm.wireName());
        if (challenge.protection() != Protection.NONE) {
            out.append(", qop=").append(name(challenge.protection()));
            out.append(", nc=").append(NONCE_COUNT);
            out.append(", cnonce=\"").append(clientNonce).append('"');
        }
        challenge
                .opaque()
                .ifPresent(opaque -> out.append(", opaque=\"").append(opaque).append('"'));
        return out.toString();
    }

    private static String response(
            Challenge challenge, String secretHash, String method, String uri, byte[] body, String clientNonce) {
        DigestAlgorithm algorithm = challenge.algorithm();
        String request = DigestResponse.requestHash(algorithm, method, uri);
        return switch (challenge.protection()) {
            case NONE -> DigestResponse.of(algorithm, secretHash, challenge.nonce(), request);
            case AUTH ->
                DigestResponse.of(algorithm, secretHash, challenge.nonce(), NONCE_COUNT, clientNonce, "auth", request);
            case AUTH_INT ->
                DigestResponse.of(
                        algorithm,
                        secretHash,
                        challenge.nonce(),
                        NONCE_COUNT,
                        clientNonce,
                        "auth-int",
                        DigestResponse.requestHash(algorithm, method, uri, body));
        };
    }

    private static String name(Protection protection) {
        return protection == Protection.AUTH_INT ? "auth-int" : "auth";
    }

    /** A control character would end the header early. */
    private static boolean isPrintable(String text) {
        return text.chars().noneMatch(c -> c < ' ' || c == 127);
    }

    /** Can stand between quotes as it is. */
    private static boolean isPlain(String text) {
        return isPrintable(text) && text.indexOf('"') < 0 && text.indexOf('\\') < 0;
    }
}
