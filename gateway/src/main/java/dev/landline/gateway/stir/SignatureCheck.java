package dev.landline.gateway.stir;

import dev.landline.gateway.call.CallSignatures;
import dev.landline.gateway.config.StirConfig;
import dev.landline.gateway.identity.SignatureVerdict;
import dev.landline.gateway.identity.SignatureVerdict.Invalid;
import dev.landline.gateway.identity.SignatureVerdict.Unknown;
import dev.landline.gateway.identity.SignatureVerdict.Valid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Verifies Identity headers (RFC 8224 section 6.2): that the signature is right, made lately, by a known certificate, and
 * about this caller and this called number. Safe from any thread.
 */
public final class SignatureCheck implements CallSignatures {

    private final SigningCertificates certificates;
    private final Duration freshness;
    private final InstantSource clock;

    SignatureCheck(SigningCertificates certificates, Duration freshness, InstantSource clock) {
        this.certificates = certificates;
        this.freshness = freshness;
        this.clock = clock;
    }

    /**
     * Reads the configured certificates.
     *
     * @throws IOException when the folder cannot be read
     */
    public static CallSignatures of(StirConfig config, InstantSource clock) throws IOException {
        Optional<Path> folder = config.certificates();
        return folder.isEmpty()
                ? CallSignatures.NONE
                : new SignatureCheck(SigningCertificates.read(folder.get(), config), config.freshness(), clock);
    }

    @Override
    public Optional<SignatureVerdict> check(List<String> tokens, List<String> callers, List<String> called) {
        return tokens.stream()
                .map(token -> judge(token, callers, called))
                // A call may be signed several times, for its caller and for diversions: the best one speaks for it.
                .reduce((one, other) -> rank(one) <= rank(other) ? one : other);
    }

    private static int rank(SignatureVerdict verdict) {
        return switch (verdict) {
            case Valid _ -> 0;
            case Invalid _ -> 1;
            case Unknown _ -> 2;
        };
    }

    private SignatureVerdict judge(String token, List<String> callers, List<String> called) {
        Passport passport;
        try {
            passport = PassportReader.read(token);
        } catch (PassportReader.Unreadable e) {
            return new Invalid(e.getMessage());
        }
        if (!passport.algorithm().equals("ES256")) {
            return new Unknown("The number is signed with an algorithm that is not used for calls");
        }
        if (!passport.extension().isEmpty() && !passport.extension().equals("shaken")) {
            return new Unknown("The signature is about something else than the caller's number");
        }
        Optional<X509Certificate> certificate = certificates.at(passport.certificateUrl());
        if (certificate.isEmpty()) {
            return new Unknown("The certificate of the signature is not among those known here");
        }
        return judge(passport, certificate.get(), callers, called);
    }

    private SignatureVerdict judge(
            Passport passport, X509Certificate certificate, List<String> callers, List<String> called) {
        Instant now = clock.instant();
        try {
            certificate.checkValidity(Date.from(now));
        } catch (CertificateException _) {
            return new Invalid("The certificate of the signature has expired or is not valid yet");
        }
        if (!verifies(passport, certificate)) {
            return new Invalid("The signature does not fit what is signed");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Math.clamp(passport.issuedAt(), 0, 1L << 40)), now);
        if (age.abs().compareTo(freshness) > 0) {
            return new Invalid("The signature is too old, or its clock is wrong");
        }
        if (passport.origin().filter(origin -> names(callers, origin)).isEmpty()) {
            return new Invalid("The signature is for another caller's number");
        }
        if (passport.destinations().stream().noneMatch(destination -> names(called, destination))) {
            return new Invalid("The signature is for a call to another number");
        }
        return new Valid(
                passport.attestation().orElse("C"),
                certificate.getSubjectX500Principal().getName());
    }

    private static boolean verifies(Passport passport, X509Certificate certificate) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(certificate.getPublicKey());
            signature.update(passport.signed().getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(passport.signature()));
        } catch (GeneralSecurityException _) {
            return false; // Also a key that is none of an elliptic curve, or a signature of the wrong length.
        }
    }

    /** Numbers are compared as digits of E.164 (RFC 8224 section 8.3). */
    private static boolean names(List<String> numbers, String signed) {
        String digits = signed.replaceAll("[^0-9]", "");
        return !digits.isEmpty()
                && numbers.stream()
                        .anyMatch(number -> number.replaceAll("[^0-9]", "").equals(digits));
    }
}
