package dev.landline.gateway.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A certificate and its key as they were read together.
 *
 * @param certificate PEM, leaf first
 * @param key PEM; never logged
 */
public record ServingCertificate(String certificate, String key) {

    private static final long FILE_BYTES_MAX = 1024 * 1024;

    /**
     * Reads both files.
     *
     * @throws IOException when one cannot be read or is larger than a megabyte
     */
    public static ServingCertificate read(TlsFiles files) throws IOException {
        return new ServingCertificate(text(files.certificate()), text(files.key()));
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException(file + " is larger than " + FILE_BYTES_MAX + " bytes");
        }
        // PEM is ASCII; whatever else is in the file comes through unchanged.
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    Optional<CertificateCheck.Problem> problem() {
        return CertificateCheck.problem(bytes(certificate), bytes(key));
    }

    /** The certificate as it stands in its file. */
    public byte[] certificateBytes() {
        return bytes(certificate);
    }

    /** The key as it stands in its file. */
    public byte[] keyBytes() {
        return bytes(key);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return "ServingCertificate[" + certificate.length() + " bytes]";
    }
}
