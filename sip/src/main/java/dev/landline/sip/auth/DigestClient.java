package dev.landline.sip.auth;

import dev.landline.sip.auth.DigestChallenge.Protection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The arithmetic of answering a digest challenge (RFC 7616, RFC 8760): MD5, SHA-256 and SHA-512-256, with
 * {@code qop=auth}, {@code auth-int} or none. It keeps no state; {@link DigestLogin} does.
 */
public final class DigestClient {

    /** More challenges than this in one response are not looked at. */
    public static final int MAX_CHALLENGES = 8;

    private DigestClient() {}

    /**
     * The request that credentials are made for.
     *
     * @param uri the request URI as written in the request line
     * @param body for {@code auth-int}
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Signed(String method, String uri, byte[] body) {}

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
        Signed request = new Signed(method, uri, body);
        return DigestChallenge.strongest(DigestChallenge.answerable(challengeHeaderValues))
                .flatMap(challenge -> answer(challenge, request, user, password, 1, clientNonce));
    }

    /**
     * Whether the challenge that {@link #authorize} would answer says that only the nonce was too old: the same password
     * is worth another try. Without it, a second challenge means that the password is wrong.
     */
    public static boolean isStale(List<String> challengeHeaderValues) {
        return DigestChallenge.strongest(DigestChallenge.answerable(challengeHeaderValues))
                .map(DigestChallenge::stale)
                .orElse(false);
    }

    /**
     * Credentials for one request.
     *
     * @param nonceCount how often this nonce has been used, this use included
     * @return empty when a value cannot stand in a header
     */
    static Optional<String> answer(
            DigestChallenge challenge,
            Signed request,
            String user,
            String password,
            int nonceCount,
            String clientNonce) {
        if (!isPrintable(user) || !isPlain(request.uri()) || !isPlain(clientNonce)) {
            return Optional.empty();
        }
        DigestAlgorithm algorithm = challenge.algorithm();
        String count = String.format(Locale.ROOT, "%08x", nonceCount);
        String secretHash = DigestResponse.secretHash(algorithm, user, challenge.realm(), password);
        StringBuilder out = new StringBuilder(256)
                .append("Digest username=\"")
                .append(user.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\", realm=\"")
                .append(challenge.realm())
                .append("\", nonce=\"")
                .append(challenge.nonce())
                .append("\", uri=\"")
                .append(request.uri())
                .append("\", response=\"")
                .append(response(challenge, secretHash, request, count, clientNonce))
                .append("\", algorithm=")
                .append(algorithm.wireName());
        if (challenge.protection() != Protection.NONE) {
            out.append(", qop=").append(name(challenge.protection()));
            out.append(", nc=").append(count);
            out.append(", cnonce=\"").append(clientNonce).append('"');
        }
        challenge
                .opaque()
                .ifPresent(opaque -> out.append(", opaque=\"").append(opaque).append('"'));
        return Optional.of(out.toString());
    }

    private static String response(
            DigestChallenge challenge, String secretHash, Signed request, String count, String clientNonce) {
        DigestAlgorithm algorithm = challenge.algorithm();
        String plain = DigestResponse.requestHash(algorithm, request.method(), request.uri());
        return switch (challenge.protection()) {
            case NONE -> DigestResponse.of(algorithm, secretHash, challenge.nonce(), plain);
            case AUTH -> DigestResponse.of(algorithm, secretHash, challenge.nonce(), count, clientNonce, "auth", plain);
            case AUTH_INT ->
                DigestResponse.of(
                        algorithm,
                        secretHash,
                        challenge.nonce(),
                        count,
                        clientNonce,
                        "auth-int",
                        DigestResponse.requestHash(algorithm, request.method(), request.uri(), request.body()));
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
