package dev.landline.gateway.config;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the certificate files and takes a renewed pair into use. Called by one thread at a time. */
public final class CertificateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final String setting;
    private final TlsFiles files;
    private final Use use;
    private final Count count;
    private ServingCertificate seen;

    /** What was wrong at the last look, so that one trouble is told once. */
    private String refusal = "";

    /** Takes a pair into use, or says why it cannot. */
    @FunctionalInterface
    public interface Use {
        void accept(ServingCertificate certificate) throws IOException;
    }

    /** Counts what a look led to. */
    public interface Count {

        void reloaded();

        void refused();
    }

    /**
     * Watches a pair.
     *
     * @param setting where the pair is configured, for the log
     * @param serving the pair that is in use
     */
    public CertificateWatch(String setting, TlsFiles files, ServingCertificate serving, Use use, Count count) {
        this.setting = setting;
        this.files = files;
        this.seen = serving;
        this.use = use;
        this.count = count;
    }

    /**
     * One look. A pair that cannot be used (one file renewed and the other not yet) leaves the old one serving and is
     * tried again when it has changed once more.
     */
    public void look() {
        try {
            ServingCertificate now = ServingCertificate.read(files);
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            Optional<CertificateCheck.Problem> problem = now.problem();
            if (problem.isPresent()) {
                throw new IOException(setting + " " + problem.get().sentence());
            }
            use.accept(now);
            count.reloaded();
            LOG.info("the renewed certificate {} is in use", files.certificate());
            refusal = "";
        } catch (IOException e) {
            String sentence = e.getClass().getSimpleName() + " " + e.getMessage();
            if (sentence.equals(refusal)) {
                return;
            }
            refusal = sentence;
            count.refused();
            LOG.warn("the certificate {} cannot be used, the old one stays: {}", files.certificate(), sentence);
        }
    }
}
