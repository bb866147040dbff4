package dev.landline.gateway;

import dev.landline.gateway.config.CertificateWatch;
import dev.landline.gateway.config.ServingCertificate;
import dev.landline.gateway.config.TlsFiles;
import dev.landline.sip.stack.SipStack;
import dev.landline.sip.tls.TlsIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;

/** Takes a renewed certificate for SIP over TLS into use; looks at its files every ten seconds, on a thread of its own. */
final class SipCertificateWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Thread watcher;

    private SipCertificateWatch(CertificateWatch watch) {
        this.watcher = Thread.ofVirtual().name("sip-certificate").start(() -> lookUntilClosed(watch));
    }

    /** @param setting where the files are named, for the log */
    static SipCertificateWatch start(String setting, TlsFiles files, SipStack sip) throws IOException {
        CertificateWatch.Count count = new CertificateWatch.Count() {
            @Override
            public void reloaded() {
                // The stack counts those that it takes.
            }

            @Override
            public void refused() {
                sip.certificateRefused();
            }
        };
        return new SipCertificateWatch(new CertificateWatch(
                setting, files, ServingCertificate.read(files), changed -> use(changed, sip), count));
    }

    private static void use(ServingCertificate changed, SipStack sip) throws IOException {
        try {
            sip.useCertificate(new TlsIdentity(changed.certificateBytes(), changed.keyBytes()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void lookUntilClosed(CertificateWatch watch) {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                watch.look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
