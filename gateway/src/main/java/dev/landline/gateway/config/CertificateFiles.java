package dev.landline.gateway.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Reads {@code http.tls} and opens the two files, so that a wrong one is a mistake at start and not a dead port. */
final class CertificateFiles {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private CertificateFiles() {}

    static Optional<TlsFiles> read(Section http) {
        Section tls = http.child("tls");
        Optional<Path> certificate = tls.readableFile("certificate");
        Optional<Path> key = tls.readableFile("key");
        boolean certificateNamed = tls.givenValue("certificate").isPresent();
        if (certificateNamed != tls.givenValue("key").isPresent()) {
            tls.mistake(
                    certificateNamed ? "key" : "certificate", "is missing: a certificate and its key come together");
        }
        tls.refuseUnknown();
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        TlsFiles files = new TlsFiles(certificate.get(), key.get());
        problem(files).ifPresent(problem -> tls.mistake(problem.name, problem.sentence));
        return Optional.of(files);
    }

    private record Problem(String name, String sentence) {}

    private static Optional<Problem> problem(TlsFiles files) {
        Certificate leaf;
        try (ByteArrayInputStream bytes = new ByteArrayInputStream(Files.readAllBytes(files.certificate()))) {
            Collection<? extends Certificate> chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes);
            if (chain.isEmpty()) {
                return Optional.of(new Problem("certificate", "names a file without a certificate"));
            }
            leaf = chain.iterator().next();
        } catch (IOException | GeneralSecurityException _) {
            return Optional.of(new Problem("certificate", "names a file that is not a PEM certificate"));
        }
        try {
            String pem = Files.readString(files.key(), StandardCharsets.US_ASCII);
            int begin = pem.indexOf(BEGIN);
            int end = pem.indexOf(END);
            if (begin < 0 || end < begin) {
                return Optional.of(new Problem(
                        "key",
                        "names a file without an unencrypted PKCS#8 key; 'openssl pkcs8 -topk8 -nocrypt' makes one"));
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return matches(leaf, encoded)
                    ? Optional.empty()
                    : Optional.of(new Problem("key", "does not belong to the certificate"));
        } catch (IOException | IllegalArgumentException | GeneralSecurityException _) {
            return Optional.of(new Problem("key", "names a file that is not a PEM private key"));
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
