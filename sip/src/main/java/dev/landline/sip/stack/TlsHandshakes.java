package dev.landline.sip.stack;

import dev.landline.sip.tls.PeerRefused;
import dev.landline.sip.tls.TlsContexts;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS in front of a connection's messages: handshakes either way, and one sentence about each that fails, said again only
 * when it changes. On the event loop.
 */
final class TlsHandshakes {

    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshakes.class);
    private static final int SENTENCES_MAX = 256;

    private final TlsContexts contexts;
    private final SipCounters counters;
    private final Predicate<InetSocketAddress> isTrunk;
    private final long patienceMillis;
    /** Signatures and checks of chains take milliseconds, which the loop has not; bounded by the connections there can be. */
    private final Executor work = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sip-tls-", 0).factory());
    /** The last trouble of each peer, so that one trouble is told once. */
    private final Map<String, String> said = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > SENTENCES_MAX;
        }
    };

    /**
     * Handshakes of one port.
     *
     * @param isTrunk whether a trunk sends from an address: only about trunks anything is logged
     * @param patienceMillis how long a handshake may take
     */
    TlsHandshakes(
            TlsContexts contexts, SipCounters counters, Predicate<InetSocketAddress> isTrunk, long patienceMillis) {
        this.contexts = contexts;
        this.counters = counters;
        this.isTrunk = isTrunk;
        this.patienceMillis = patienceMillis;
    }

    /** For a connection that we open. */
    SslHandler toDial(TcpChannel channel) throws GeneralSecurityException {
        InetSocketAddress peer = channel.remote();
        return handler(contexts.client(channel.trunk(), literal(peer.getAddress()), peer.getPort()));
    }

    /** For a connection that somebody opens to us. */
    SslHandler toAccept() {
        return handler(contexts.server());
    }

    private SslHandler handler(SSLEngine engine) {
        SslHandler handler = new SslHandler(engine, work);
        handler.setHandshakeTimeoutMillis(patienceMillis);
        return handler;
    }

    /** A handshake went well. */
    void succeeded(TcpChannel channel, SSLSession session) {
        channel.showed(certificates(session));
        if (said.remove(key(channel)) != null) {
            LOG.info("TLS works again peer={} trunk={}", channel.remote(), channel.trunk());
        }
    }

    private static List<X509Certificate> certificates(SSLSession session) {
        try {
            return Stream.of(session.getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }

    /** A handshake failed: counts it, tells it, and returns why, in one sentence. */
    String failed(TcpChannel channel, Throwable cause) {
        counters.count(counter(cause));
        String sentence = sentence(channel, cause);
        boolean worthALine = !channel.isAccepted() || isTrunk.test(channel.remote());
        if (!worthALine) {
            LOG.debug("a TLS handshake failed peer={}: {}", channel.remote(), sentence);
        } else if (!sentence.equals(said.put(key(channel), sentence))) {
            LOG.warn("a TLS handshake failed peer={} trunk={}: {}", channel.remote(), channel.trunk(), sentence);
        }
        return sentence;
    }

    private static String key(TcpChannel channel) {
        return channel.isAccepted() ? literal(channel.remote().getAddress()) : channel.trunk() + channel.remote();
    }

    private static String literal(InetAddress address) {
        return address.getHostAddress();
    }

    static SipCounter counter(Throwable cause) {
        PeerRefused refused = refusal(cause);
        if (refused == null) {
            return SipCounter.TLS_FAILED;
        }
        return switch (refused.kind()) {
            case WRONG_NAME, MISSING -> SipCounter.TLS_WRONG_NAME;
            case EXPIRED -> SipCounter.TLS_EXPIRED;
            case UNTRUSTED -> SipCounter.TLS_UNTRUSTED;
        };
    }

    private static PeerRefused refusal(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof PeerRefused refused) {
                return refused;
            }
        }
        return null;
    }

    private static String sentence(TcpChannel channel, Throwable cause) {
        PeerRefused refused = refusal(cause);
        if (refused != null) {
            return refused.getMessage();
        }
        String peer = literal(channel.remote().getAddress()) + " port "
                + channel.remote().getPort();
        return switch (cause) {
            case NotSslRecordException _ -> peer + " does not speak TLS";
            case SslHandshakeTimeoutException _ -> peer + " did not finish the TLS handshake in time";
            case ClosedChannelException _ -> peer + " closed the connection during the TLS handshake";
            default -> "the TLS handshake with " + peer + " failed: " + cause.getMessage();
        };
    }
}
