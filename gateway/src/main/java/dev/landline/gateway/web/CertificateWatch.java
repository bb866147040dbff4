package dev.landline.gateway.web;

import dev.landline.gateway.config.CertificateCheck;
import dev.landline.gateway.config.TlsFiles;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the certificate files and takes a renewed pair into use. Called by one thread at a time. */
final class CertificateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final TlsFiles files;
    private final Use use;
    private final WebCounters counters;
    private ServingCertificate seen;

    /** What was wrong at the last look, so that one trouble is told once. */
    private String refusal = "";

    /** Takes a pair into use, or says why it cannot. */
    @FunctionalInterface
    interface Use {
        void accept(ServingCertificate certificate) throws IOException;
    }

    CertificateWatch(TlsFiles files, ServingCertificate serving, Use use, WebCounters counters) {
        this.files = files;
        this.seen = serving;
        this.use = use;
        this.counters = counters;
    }

    /**
     * One look. A pair that cannot be used (one file renewed and the other not yet) leaves the old one serving and is
     * tried again when it has changed once more.
     */
    void look() {
        try {
            ServingCertificate now = ServingCertificate.read(files);
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            Optional<CertificateCheck.Problem> problem = now.problem();
            if (problem.isPresent()) {
                throw new IOException("landline.http.tls " + problem.get().sentence());
            }
            use.accept(now);
            counters.add(WebCounter.CERTIFICATES_RELOADED);
            LOG.info("the renewed certificate {} is in use", files.certificate());
            refusal = "";
        } catch (IOException e) {
            String sentence = e.getClass().getSimpleName() + " " + e.getMessage();
            if (sentence.equals(refusal)) {
                return;
            }
            refusal = sentence;
            counters.add(WebCounter.CERTIFICATES_REFUSED);
            LOG.warn("the certificate {} cannot be used, the old one stays: {}", files.certificate(), sentence);
        }
    }
}
