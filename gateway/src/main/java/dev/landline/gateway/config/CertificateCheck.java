package dev.landline.gateway.config;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;

/** Checks a PEM certificate and its key before a port depends on them. */
public final class CertificateCheck {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private CertificateCheck() {}

    /** Which of the two files is wrong, and why, as the rest of a sentence that begins with the file's setting. */
    public record Problem(boolean inKey, String sentence) {}

    /** The first problem; empty when the key signs what the certificate verifies. */
    public static Optional<Problem> problem(byte[] certificate, byte[] key) {
        Certificate leaf;
        try {
            Collection<? extends Certificate> chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(certificate));
            if (chain.isEmpty()) {
                return Optional.of(new Problem(false, "names a file without a certificate"));
            }
            leaf = chain.iterator().next();
        } catch (GeneralSecurityException _) {
            return Optional.of(new Problem(false, "names a file that is not a PEM certificate"));
        }
        String pem = new String(key, StandardCharsets.US_ASCII);
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            return Optional.of(new Problem(
                    true, "names a file without an unencrypted PKCS#8 key; 'openssl pkcs8 -topk8 -nocrypt' makes one"));
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return matches(leaf, encoded)
                    ? Optional.empty()
                    : Optional.of(new Problem(true, "names a key that does not belong to the certificate"));
        } catch (IllegalArgumentException | GeneralSecurityException _) {
            return Optional.of(new Problem(
                    true, "names a key that cannot be read or is of another kind than the" + " certificate"));
        }
    }

    /** Signs with the key and verifies with the certificate. */
    private static boolean matches(Certificate leaf, byte[] encodedKey) throws GeneralSecurityException {
        String algorithm = leaf.getPublicKey().getAlgorithm();
        PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encodedKey));
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> algorithm;
                });
        byte[] probe = "landline".getBytes(StandardCharsets.US_ASCII);
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(leaf.getPublicKey());
        signature.update(probe);
        return signature.verify(signed);
    }
}
