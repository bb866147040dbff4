package dev.landline.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a {@code tls} block and opens the two files, so that a wrong one is a mistake at start and not a dead port. */
final class CertificateFiles {

    private CertificateFiles() {}

    static Optional<TlsFiles> read(Section owner) {
        Section tls = owner.child("tls");
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
        try {
            CertificateCheck.problem(Files.readAllBytes(certificate.get()), Files.readAllBytes(key.get()))
                    .ifPresent(problem -> tls.mistake(problem.inKey() ? "key" : "certificate", problem.sentence()));
        } catch (IOException e) {
            tls.mistake("and its files cannot be read: " + e.getMessage());
        }
        return Optional.of(new TlsFiles(certificate.get(), key.get()));
    }
}
