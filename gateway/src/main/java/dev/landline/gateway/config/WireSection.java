package dev.landline.gateway.config;

import dev.landline.sip.tls.TlsTerms;
import dev.landline.sip.trunk.TrunkWire;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how signalling travels to a trunk: keep-alives, large requests and its certificate. */
final class WireSection {

    private static final Map<String, Boolean> LARGE = Map.of("tcp", true, "udp", false);

    private WireSection() {}

    /** @param host the trunk's name or address, which its certificate is for unless it says otherwise */
    static TrunkWire read(Section trunk, String host) {
        TrunkWire standard = TrunkWire.standard(host);
        Section tls = trunk.child("tls");
        TlsTerms terms = new TlsTerms(
                tls.optional("name", ValueParser.host()).orElse(host),
                anchors(tls),
                tls.optional("wildcard-names", ValueParser.flag()).orElse(false),
                tls.optional("require-certificate", ValueParser.flag()).orElse(false));
        tls.refuseUnknown();
        Duration keepAlive = trunk.optional("keep-alive", ValueParser.duration(Duration.ZERO, Duration.ofHours(1)))
                .orElse(standard.keepAlive());
        if (keepAlive.isPositive() && keepAlive.toSeconds() < 5) {
            trunk.mistake("keep-alive", "must be 0s or at least 5s");
        }
        return new TrunkWire(
                keepAlive,
                trunk.optional("large-requests", ValueParser.choice(LARGE)).orElse(standard.largeOverTcp()),
                terms);
    }

    private static List<X509Certificate> anchors(Section tls) {
        Optional<Path> file = tls.readableFile("trusted-certificates");
        if (file.isEmpty()) {
            return List.of();
        }
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file.get()))) {
            List<X509Certificate> anchors = CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (anchors.isEmpty()) {
                tls.mistake("trusted-certificates", "names a file without a certificate");
            }
            return anchors;
        } catch (CertificateException | IOException _) {
            tls.mistake("trusted-certificates", "names a file that is not PEM certificates");
            return List.of();
        }
    }
}
