package dev.landline.sip.stack;

import dev.landline.sip.tls.PeerRefused;
import dev.landline.sip.tls.TlsContexts;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a trunk's first request makes of a connection that the trunk opened: known, perhaps proved, perhaps re-used. */
final class TrunkConnections {

    private static final Logger LOG = LoggerFactory.getLogger(TrunkConnections.class);

    private final TlsContexts tls;
    private final SipCounters counters;

    TrunkConnections(TlsContexts tls, SipCounters counters) {
        this.tls = tls;
        this.counters = counters;
    }

    /**
     * A request that comes from a trunk's address.
     *
     * @param sentBy the port on which the trunk listens, as its Via says
     * @return why it is refused; empty when it may go on
     */
    Optional<String> refusal(SIPRequest request, SipChannel channel, String trunk, int sentBy) {
        if (tls.requiresCertificate(trunk) && !channel.isSecure()) {
            return Optional.of("This Trunk Must Connect With TLS And Its Certificate");
        }
        // The certificate of a trunk that we connected to was checked then.
        if (!(channel instanceof TcpChannel connection) || !connection.isAccepted()) {
            return Optional.empty();
        }
        if (!connection.trunk().equals(trunk)) {
            Optional<PeerRefused> wrong = certificate(connection, trunk);
            if (wrong.isPresent() && tls.requiresCertificate(trunk)) {
                counters.count(TlsHandshakes.counter(wrong.get()));
                LOG.warn(
                        "a call is refused trunk={} peer={}: {}",
                        trunk,
                        connection.remote(),
                        wrong.get().getMessage());
                return Optional.of("The Certificate Is Not This Trunk's");
            }
            connection.proved(wrong.isEmpty());
            connection.belongsTo(trunk);
        }
        if (request.getTopmostVia().hasParameter("alias") && connection.mayBeAliased()) {
            connection.reuseFor(sentBy);
        }
        return Optional.empty();
    }

    private Optional<PeerRefused> certificate(TcpChannel connection, String trunk) {
        return connection.isSecure() && tls.knows(trunk)
                ? tls.refusal(trunk, connection.certificates())
                : Optional.empty();
    }
}
