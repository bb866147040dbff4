package dev.landline.gateway.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.landline.gateway.config.TokenConfig;
import dev.landline.sip.registrar.BearerProof;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Tokens that sign a page in over SIP without its password (RFC 8898): JSON Web Tokens with HMAC-SHA256, for this gateway,
 * for one user, for a short time, and for pages of the origin that asked.
 *
 * <p>Safe from any thread.
 */
public final class AccessTokens {

    private static final int CHARACTERS_MAX = 2_048;
    private static final String ORIGIN = "origin";

    private final String audience;
    private final TokenConfig config;
    private final InstantSource clock;
    private final MACSigner signer;
    private final MACVerifier verifier;

    /**
     * Tokens of one gateway.
     *
     * @param audience the SIP domain: a token for another gateway with the same key is not good here
     */
    public AccessTokens(String audience, TokenConfig config, InstantSource clock) {
        this.audience = audience;
        this.config = config;
        this.clock = clock;
        byte[] key =
                config.key().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElseGet(AccessTokens::freshKey);
        try {
            this.signer = new MACSigner(key);
            this.verifier = new MACVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("The key of landline.tokens cannot be used", e);
        }
    }

    private static byte[] freshKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** How long a new one is good. */
    public long lifetimeSeconds() {
        return config.lifetime().toSeconds();
    }

    /**
     * A new token.
     *
     * @param origin of the page that asked; empty for a client that is no browser
     */
    public String issue(String user, Optional<String> origin) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(audience)
                .audience(audience)
                .subject(user)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(config.lifetime())))
                .jwtID(UUID.randomUUID().toString());
        origin.ifPresent(page -> claims.claim(ORIGIN, page.toLowerCase(Locale.ROOT)));
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return token.serialize();
    }

    /** Whose it is; empty when it is not ours, has ended, or was given to a page of another origin. Never throws. */
    public Optional<BearerProof> check(String token, Optional<String> origin) {
        if (!config.enabled() || token.length() > CHARACTERS_MAX) {
            return Optional.empty();
        }
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            // The algorithm is ours to choose, not the token's.
            if (!JWSAlgorithm.HS256.equals(parsed.getHeader().getAlgorithm()) || !parsed.verify(verifier)) {
                return Optional.empty();
            }
            return proof(parsed.getJWTClaimsSet(), origin);
        } catch (ParseException | JOSEException | IllegalStateException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private Optional<BearerProof> proof(JWTClaimsSet claims, Optional<String> origin) throws ParseException {
        String page = claims.getStringClaim(ORIGIN);
        boolean samePage = page == null || origin.filter(page::equalsIgnoreCase).isPresent();
        if (!samePage || !claims.getAudience().contains(audience) || claims.getSubject() == null) {
            return Optional.empty();
        }
        Date end = claims.getExpirationTime();
        long left = end == null
                ? 0
                : end.toInstant().getEpochSecond() - clock.instant().getEpochSecond();
        return left > 0 ? Optional.of(new BearerProof(claims.getSubject(), left)) : Optional.empty();
    }
}
