package dev.landline.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Hash functions for digest authentication, weakest first (RFC 7616 section 6.1, RFC 8760). */
enum DigestAlgorithm {
    MD5("MD5", "MD5"),
    SHA_256("SHA-256", "SHA-256"),
    SHA_512_256("SHA-512-256", "SHA-512/256");

    private final String wireName;
    private final String platformName;

    DigestAlgorithm(String wireName, String platformName) {
        this.wireName = wireName;
        this.platformName = platformName;
    }

    /** The value of the {@code algorithm} parameter. */
    String wireName() {
        return wireName;
    }

    /** Reads an {@code algorithm} parameter; the session variants are not supported. */
    static Optional<DigestAlgorithm> of(String wireName) {
        for (DigestAlgorithm algorithm : values()) {
            if (algorithm.wireName.equalsIgnoreCase(wireName)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The hash of the text's UTF-8 bytes in lower-case hex. */
    String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash in lower-case hex. */
    String hash(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(platformName).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no " + platformName + ".", e);
        }
    }
}
