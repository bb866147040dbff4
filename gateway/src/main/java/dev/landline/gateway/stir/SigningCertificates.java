package dev.landline.gateway.stir;

import dev.landline.gateway.config.StirConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates that may sign calls: those that the administrator put into a folder, so being there is what makes one
 * trusted. Nothing is fetched. Immutable.
 */
final class SigningCertificates {

    private static final Logger LOG = LoggerFactory.getLogger(SigningCertificates.class);
    private static final int MOST_FILES = 10_000;
    private static final long LARGEST_FILE = 64 * 1024;

    private final Map<String, X509Certificate> byFile;
    private final Map<String, String> fileByUrl;

    SigningCertificates(Map<String, X509Certificate> byFile, Map<String, String> fileByUrl) {
        this.byFile = Map.copyOf(byFile);
        this.fileByUrl = Map.copyOf(fileByUrl);
    }

    /** Reads the folder; a file that is no certificate is left out with a warning. */
    static SigningCertificates read(Path folder, StirConfig config) throws IOException {
        Map<String, X509Certificate> found = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (found.size() == MOST_FILES) {
                    LOG.warn("only the first {} certificates are read folder={}", MOST_FILES, folder);
                    break;
                }
                if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_FILE) {
                    certificate(file)
                            .ifPresent(
                                    certificate -> found.put(file.getFileName().toString(), certificate));
                }
            }
        }
        LOG.info("certificates of signing carriers read count={}", found.size());
        return new SigningCertificates(found, config.urls());
    }

    /** The leaf stands first in a PEM file. */
    private static Optional<X509Certificate> certificate(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (IOException | CertificateException e) {
            LOG.warn("no certificate in {}", file);
            return Optional.empty();
        }
    }

    /** The certificate of a URL. */
    Optional<X509Certificate> at(String url) {
        String file = fileByUrl.getOrDefault(url, lastPart(url));
        return Optional.ofNullable(byFile.get(file));
    }

    private static String lastPart(String url) {
        try {
            String path = URI.create(url).getPath();
            return path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
