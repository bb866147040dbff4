package dev.landline.sip.auth;

import dev.landline.sip.SipUri;
import dev.landline.sip.auth.Verdict.Accepted;
import dev.landline.sip.auth.Verdict.Missing;
import dev.landline.sip.auth.Verdict.Refused;
import dev.landline.sip.auth.Verdict.RefusedReason;
import dev.landline.sip.auth.Verdict.Stale;
import dev.landline.sip.auth.Verdict.StaleReason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Challenges browsers and checks their answers (RFC 2617, RFC 7616). There is one MD5 challenge because that is all that
 * browser SIP libraries answer.
 *
 * <p>A client that sends no {@code qop} (RFC 2069) is accepted too: each nonce is then good for one request, which closes
 * the replay that the missing nonce count would open.
 *
 * <p>Time is an argument: any clock in milliseconds that does not go backwards. Any thread may call.
 */
public final class DigestServer {

    /** How long a nonce is good. */
    public static final long NONCE_LIFETIME_MILLIS = 300_000;

    /** How many used nonces are remembered. */
    static final int REMEMBERED_NONCES = 16_384;

    private static final DigestAlgorithm ALGORITHM = DigestAlgorithm.MD5;
    private static final int MIN_SECRET_BYTES = 16;

    private final String realm;
    private final NonceMint mint;
    private final NonceUses uses;
    private final String nobodysPassword;

    /**
     * @param realm what the client is told; without quotes, backslashes and control characters
     * @param secret at least 16 random bytes, fresh for each process: no nonce outlives a restart
     * @throws IllegalArgumentException when the realm cannot be quoted or the secret is short
     */
    public DigestServer(String realm, byte[] secret) {
        this(realm, secret, REMEMBERED_NONCES);
    }

    DigestServer(String realm, byte[] secret, int rememberedNonces) {
        if (realm.isEmpty() || realm.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\' || c == 127)) {
            throw new IllegalArgumentException("The digest realm must be printable text without quotes.");
        }
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("The nonce secret needs at least " + MIN_SECRET_BYTES + " bytes.");
        }
        this.realm = realm;
        mint = new NonceMint(secret);
        uses = new NonceUses(rememberedNonces);
        nobodysPassword = DigestAlgorithm.SHA_256.hash(secret);
    }

    /** How many used nonces were forgotten early because the table was full. */
    public long noncesForgottenEarly() {
        return uses.forgottenEarly();
    }

    /**
     * A WWW-Authenticate value with a fresh nonce.
     *
     * @param stale the password was right, only the nonce was not: the client should not ask its user again
     */
    public String challenge(long nowMillis, boolean stale) {
        return "Digest realm=\"" + realm + "\", nonce=\"" + mint.make(nowMillis) + "\", qop=\"auth\", algorithm=MD5"
                + (stale ? ", stale=true" : "");
    }

    /**
     * Checks an Authorization value. An accepted response is used up: calling twice with the same one gives
     * {@link Stale}.
     *
     * @param authorizationHeaderValue everything behind {@code Authorization:}; empty when there is no such header
     * @param method the request's method, as written
     * @param requestUri the URI of the request line, as written; the digest's must name the same
     * @param passwordOfUser looks a password up; must not block. Unknown users cost the same work as known ones
     */
    public Verdict verify(
            String authorizationHeaderValue,
            String method,
            String requestUri,
            Function<String, Optional<String>> passwordOfUser,
            long nowMillis) {
        if (!authorizationHeaderValue.strip().regionMatches(true, 0, "Digest", 0, 6)) {
            return new Missing();
        }
        Optional<AuthHeader> parsed = AuthHeader.parse(authorizationHeaderValue);
        if (parsed.isEmpty()) {
            return new Refused(RefusedReason.MALFORMED);
        }
        AuthHeader header = parsed.get();
        if (!header.isDigest() || !header.parameter("realm").orElse(realm).equals(realm)) {
            return new Missing();
        }
        Optional<RefusedReason> wrong = wrongForm(header, requestUri);
        if (wrong.isPresent()) {
            return new Refused(wrong.get());
        }
        String user = header.parameters().get("username");
        if (!isRight(header, method, user, passwordOfUser.apply(user))) {
            return new Refused(RefusedReason.CREDENTIALS);
        }
        // Only now: a nonce's age is told to nobody who does not know the password.
        return useNonce(header, nowMillis).<Verdict>map(Stale::new).orElseGet(() -> new Accepted(user));
    }

    private static Optional<RefusedReason> wrongForm(AuthHeader header, String requestUri) {
        boolean complete = header.parameters().containsKey("username")
                && header.parameters().containsKey("realm")
                && header.parameters().containsKey("nonce")
                && header.parameters().containsKey("uri")
                && header.parameters().containsKey("response");
        if (!complete) {
            return Optional.of(RefusedReason.MALFORMED);
        }
        if (!ALGORITHM.wireName().equalsIgnoreCase(header.parameter("algorithm").orElse("MD5"))) {
            return Optional.of(RefusedReason.ALGORITHM);
        }
        Optional<String> protection = header.parameter("qop");
        if (protection.isPresent()) {
            if (!protection.get().equalsIgnoreCase("auth")) {
                return Optional.of(RefusedReason.PROTECTION);
            }
            if (nonceCount(header) < 1 || header.parameter("cnonce").orElse("").isEmpty()) {
                return Optional.of(RefusedReason.MALFORMED);
            }
        }
        return sameUri(header.parameters().get("uri"), requestUri) ? Optional.empty() : Optional.of(RefusedReason.URI);
    }

    /** Equal as written, or equal once escapes, case and the order of parameters are out of the way. */
    private static boolean sameUri(String digestUri, String requestUri) {
        if (digestUri.equals(requestUri)) {
            return true;
        }
        Optional<SipUri> ours = SipUri.parse(requestUri);
        return ours.isPresent() && ours.equals(SipUri.parse(digestUri));
    }

    private boolean isRight(AuthHeader header, String method, String user, Optional<String> password) {
        String secretHash = DigestResponse.secretHash(ALGORITHM, user, realm, password.orElse(nobodysPassword));
        String requestHash = DigestResponse.requestHash(
                ALGORITHM, method, header.parameters().get("uri"));
        String nonce = header.parameters().get("nonce");
        Optional<String> protection = header.parameter("qop");
        String expected = protection.isEmpty()
                ? DigestResponse.of(ALGORITHM, secretHash, nonce, requestHash)
                : DigestResponse.of(
                        ALGORITHM,
                        secretHash,
                        nonce,
                        header.parameters().get("nc"),
                        header.parameters().get("cnonce"),
                        protection.get(),
                        requestHash);
        byte[] given =
                header.parameters().get("response").toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        boolean matches = MessageDigest.isEqual(given, expected.getBytes(StandardCharsets.UTF_8));
        return matches && password.isPresent();
    }

    /** Uses the nonce up; the reason when it is not good. */
    private Optional<StaleReason> useNonce(AuthHeader header, long nowMillis) {
        Optional<NonceMint.Nonce> nonce = mint.read(header.parameters().get("nonce"));
        if (nonce.isEmpty()) {
            return Optional.of(StaleReason.FOREIGN);
        }
        long ageMillis = nowMillis - nonce.get().issuedMillis();
        if (ageMillis < 0 || ageMillis >= NONCE_LIFETIME_MILLIS) {
            return Optional.of(StaleReason.EXPIRED);
        }
        long expiresMillis = nonce.get().issuedMillis() + NONCE_LIFETIME_MILLIS;
        long count = header.parameters().containsKey("qop") ? nonceCount(header) : Long.MAX_VALUE;
        return uses.take(nonce.get().serial(), expiresMillis, count, nowMillis)
                ? Optional.empty()
                : Optional.of(StaleReason.REPLAYED);
    }

    /** One to eight hex digits; -1 when it is anything else. */
    private static long nonceCount(AuthHeader header) {
        String text = header.parameter("nc").orElse("");
        if (text.isEmpty() || text.length() > 8 || text.chars().anyMatch(c -> c > 127 || Character.digit(c, 16) < 0)) {
            return -1;
        }
        return Long.parseLong(text, 16);
    }
}
