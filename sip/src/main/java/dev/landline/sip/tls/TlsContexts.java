package dev.landline.sip.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Makes TLS engines: TLS 1.2 and 1.3, a context for each trunk, so that a session whose certificate was checked for one
 * trunk is never resumed for another. A renewed certificate of ours serves from the next connection on. Safe from any
 * thread.
 */
public final class TlsContexts {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final Map<String, TlsTerms> terms;
    // Replaced as a whole when our certificate is renewed.
    private volatile Made made;

    private record Made(
            boolean hasIdentity, SSLContext server, Map<String, SSLContext> clients, Map<String, PeerTrust> trusts) {}

    /**
     * Contexts for these trunks.
     *
     * @param terms by trunk
     * @throws GeneralSecurityException when the identity cannot be used
     */
    public TlsContexts(Map<String, TlsTerms> terms, Optional<TlsIdentity> identity) throws GeneralSecurityException {
        this.terms = Map.copyOf(terms);
        this.made = make(identity);
    }

    private Made make(Optional<TlsIdentity> identity) throws GeneralSecurityException {
        KeyManager[] keys = identity.isPresent() ? identity.get().keyManagers() : null;
        Map<String, SSLContext> clients = new HashMap<>();
        Map<String, PeerTrust> trusts = new HashMap<>();
        for (Map.Entry<String, TlsTerms> trunk : terms.entrySet()) {
            PeerTrust trust = new PeerTrust(trunk.getValue());
            trusts.put(trunk.getKey(), trust);
            clients.put(trunk.getKey(), context(keys, trust));
        }
        return new Made(
                identity.isPresent(), context(keys, new JudgedLater()), Map.copyOf(clients), Map.copyOf(trusts));
    }

    private static SSLContext context(KeyManager[] keys, TrustManager trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {trust}, null);
        return context;
    }

    /**
     * From now on this is our certificate.
     *
     * @throws GeneralSecurityException when it cannot be used; the old one stays
     */
    public void use(TlsIdentity identity) throws GeneralSecurityException {
        made = make(Optional.of(identity));
    }

    /** Whether we have a certificate: without one nobody can connect to us. */
    public boolean hasIdentity() {
        return made.hasIdentity();
    }

    /**
     * For a connection to a trunk.
     *
     * @param host the name or address that is dialled, for a trunk that states no terms
     */
    public SSLEngine client(String trunk, String host, int port) throws GeneralSecurityException {
        Made now = made;
        TlsTerms its = terms.getOrDefault(trunk, TlsTerms.of(host));
        SSLContext context = now.clients().get(trunk);
        SSLEngine engine =
                (context == null ? context(null, new PeerTrust(its)) : context).createSSLEngine(its.name(), port);
        engine.setUseClientMode(true);
        engine.setSSLParameters(client(engine.getSSLParameters(), its.name()));
        return engine;
    }

    private static SSLParameters client(SSLParameters parameters, String name) {
        parameters.setProtocols(VERSIONS);
        if (isName(name)) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        return parameters;
    }

    /**
     * One handshake with a trunk over a socket that is connected to it, for whoever examines it. Blocks, as long as the
     * socket's timeout allows.
     *
     * @throws IOException when it fails; for a wrong certificate {@link PeerRefused} is among the causes
     */
    public static SSLSocket examine(Socket connected, TlsTerms terms, Optional<TlsIdentity> identity)
            throws IOException {
        try {
            KeyManager[] keys = identity.isPresent() ? identity.get().keyManagers() : null;
            SSLSocket secured = (SSLSocket) context(keys, new PeerTrust(terms))
                    .getSocketFactory()
                    .createSocket(connected, terms.name(), connected.getPort(), true);
            secured.setSSLParameters(client(secured.getSSLParameters(), terms.name()));
            secured.startHandshake();
            return secured;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Addresses are never sent as SNI (RFC 6066 section 3). */
    private static boolean isName(String host) {
        return host.indexOf(':') < 0 && host.chars().anyMatch(Character::isLetter);
    }

    /** For a connection from anybody. A certificate that it shows is judged by {@link #refusal} when it matters. */
    public SSLEngine server() {
        SSLEngine engine = made.server().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        parameters.setWantClientAuth(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Whether terms are known for this trunk. */
    public boolean knows(String trunk) {
        return terms.containsKey(trunk);
    }

    /** Whether this trunk must show its certificate when it connects. */
    public boolean requiresCertificate(String trunk) {
        return terms.containsKey(trunk) && terms.get(trunk).requiresCertificate();
    }

    /**
     * What is wrong with the certificate that a peer showed when it connected.
     *
     * @param chain leaf first; empty when it showed none
     * @return empty when it is this trunk's
     * @throws IllegalArgumentException for a trunk without terms
     */
    public Optional<PeerRefused> refusal(String trunk, List<X509Certificate> chain) {
        PeerTrust trust = made.trusts().get(trunk);
        if (trust == null) {
            throw new IllegalArgumentException("no terms for trunk " + trunk);
        }
        return trust.refusal(chain.toArray(X509Certificate[]::new));
    }
}
