package dev.landline.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The fingerprint of a DTLS certificate as SDP carries it (RFC 8122 section 5). SHA-1 and MD5 are refused: a second
 * certificate with the same fingerprint could be made.
 */
public final class CertificateFingerprint {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    private final String algorithm;
    private final byte[] expected;

    private CertificateFingerprint(String algorithm, byte[] expected) {
        this.algorithm = algorithm;
        this.expected = expected;
    }

    /**
     * Reads an SDP fingerprint.
     *
     * @param hash sha-256, sha-384 or sha-512, in any case
     * @param hex bytes in hex, separated by colons, in any case
     * @return empty when the hash is not acceptable or the text is not a fingerprint of it
     */
    public static Optional<CertificateFingerprint> parse(String hash, String hex) {
        String algorithm;
        int length;
        switch (hash.toLowerCase(Locale.ROOT)) {
            case "sha-256" -> {
                algorithm = "SHA-256";
                length = 32;
            }
            case "sha-384" -> {
                algorithm = "SHA-384";
                length = 48;
            }
            case "sha-512" -> {
                algorithm = "SHA-512";
                length = 64;
            }
            default -> {
                return Optional.empty();
            }
        }
        try {
            byte[] bytes = COLONS.parseHex(hex.strip());
            return bytes.length == length
                    ? Optional.of(new CertificateFingerprint(algorithm, bytes))
                    : Optional.empty();
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
    }

    /** Whether this is the certificate meant. */
    boolean matches(byte[] certificateDer) {
        return MessageDigest.isEqual(digest(algorithm, certificateDer), expected);
    }

    /** SHA-256 of a certificate, as we write it into SDP. */
    static String sha256(byte[] certificateDer) {
        return COLONS.formatHex(digest("SHA-256", certificateDer));
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
