package dev.landline.gateway.web;

import dev.landline.gateway.config.CertificateCheck;
import dev.landline.gateway.config.TlsFiles;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A certificate and its key as they were read together.
 *
 * @param certificate PEM, leaf first
 * @param key PEM; never logged
 */
record ServingCertificate(Buffer certificate, Buffer key) {

    private static final long FILE_BYTES_MAX = 1024 * 1024;

    static ServingCertificate read(TlsFiles files) throws IOException {
        return new ServingCertificate(bytes(files.certificate()), bytes(files.key()));
    }

    private static Buffer bytes(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException(file + " is larger than " + FILE_BYTES_MAX + " bytes");
        }
        return Buffer.buffer(Files.readAllBytes(file));
    }

    Optional<CertificateCheck.Problem> problem() {
        return CertificateCheck.problem(certificate.getBytes(), key.getBytes());
    }

    PemKeyCertOptions options() {
        return new PemKeyCertOptions().setCertValue(certificate).setKeyValue(key);
    }

    @Override
    public String toString() {
        return "ServingCertificate[" + certificate.length() + " bytes]";
    }
}
