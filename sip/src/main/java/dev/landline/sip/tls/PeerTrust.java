package dev.landline.sip.tls;

import dev.landline.sip.tls.PeerRefused.Kind;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Judges the certificate of one trunk: in date, issued by somebody trusted, and for the trunk's name. Safe from any thread.
 */
final class PeerTrust extends X509ExtendedTrustManager {

    /** JSSE's word for a key that signs the handshake, as in TLS 1.3. */
    private static final String SIGNED = "UNKNOWN";

    private final TlsTerms terms;
    private final X509TrustManager issuers;

    PeerTrust(TlsTerms terms) throws GeneralSecurityException {
        this.terms = terms;
        this.issuers = issuers(terms.anchors());
    }

    private static X509TrustManager issuers(List<X509Certificate> anchors) throws GeneralSecurityException {
        KeyStore store = null;
        if (!anchors.isEmpty()) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            try {
                store.load(null, null);
            } catch (IOException e) {
                throw new GeneralSecurityException(e);
            }
            for (int i = 0; i < anchors.size(); i++) {
                store.setCertificateEntry("anchor-" + i, anchors.get(i));
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager certificates) {
                return certificates;
            }
        }
        throw new GeneralSecurityException("this Java runtime has no X.509 trust manager");
    }

    /** What is wrong with a chain, leaf first, that the trunk showed; empty when it is the trunk's. */
    Optional<PeerRefused> refusal(X509Certificate[] chain) {
        if (chain.length == 0) {
            return Optional.of(new PeerRefused(
                    Kind.MISSING, terms.name() + " connected without a certificate, and the trunk requires one"));
        }
        try {
            check(chain, SIGNED, null);
            return Optional.empty();
        } catch (PeerRefused refused) {
            return Optional.of(refused);
        } catch (CertificateException e) {
            return Optional.of(untrusted(chain[0]));
        }
    }

    private void check(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        for (X509Certificate certificate : chain) {
            checkDates(certificate);
        }
        if (!isIssuedByAnybodyTrusted(chain, authType, engine)) {
            throw untrusted(chain[0]);
        }
        CertificateNames names = CertificateNames.of(chain[0]);
        if (!names.include(terms.name(), terms.wildcards())) {
            String more = names.includeByWildcard(terms.name())
                    ? "; a wildcard counts only with tls.wildcard-names = true"
                    : "";
            throw new PeerRefused(
                    Kind.WRONG_NAME,
                    "the certificate of " + terms.name() + " is for " + names.spoken() + ", not for it" + more);
        }
    }

    private void checkDates(X509Certificate certificate) throws PeerRefused {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException _) {
            LocalDate end =
                    certificate.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
            throw new PeerRefused(Kind.EXPIRED, "the certificate of " + terms.name() + " has expired on " + end);
        } catch (CertificateNotYetValidException _) {
            LocalDate begin = certificate
                    .getNotBefore()
                    .toInstant()
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate();
            throw new PeerRefused(
                    Kind.EXPIRED,
                    "the certificate of " + terms.name() + " is not valid before " + begin
                            + "; is the clock of this machine right?");
        }
    }

    /**
     * A SIP domain is server and client with one certificate (RFC 5922 section 4), and public issuers no longer put both
     * uses into it: what serves one way serves the other.
     */
    private boolean isIssuedByAnybodyTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        try {
            if (engine != null && issuers instanceof X509ExtendedTrustManager extended) {
                extended.checkServerTrusted(chain, authType, engine);
            } else {
                issuers.checkServerTrusted(chain, authType);
            }
            return true;
        } catch (CertificateException _) {
            return isTrustedAsClient(chain);
        }
    }

    private boolean isTrustedAsClient(X509Certificate[] chain) {
        try {
            issuers.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
            return true;
        } catch (CertificateException _) {
            return false;
        }
    }

    private PeerRefused untrusted(X509Certificate leaf) {
        String whose = leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal())
                ? "is signed by itself"
                : "is issued by '" + leaf.getIssuerX500Principal().getName() + "'";
        return new PeerRefused(
                Kind.UNTRUSTED,
                "the certificate of " + terms.name() + " " + whose + ", which is not trusted; tls.trusted-certificates"
                        + " names who is");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, authType, null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, authType, null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, SIGNED, null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, SIGNED, null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, SIGNED, null);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return issuers.getAcceptedIssuers();
    }
}
