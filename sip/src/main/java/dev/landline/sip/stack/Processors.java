package dev.landline.sip.stack;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gives JAIN-SIP our transports instead of its own. */
final class Processors implements MessageProcessorFactory {

    private final SipSettings settings;
    private final Inbound inbound;
    private final Lanes lanes;
    private final LostRequests lost;
    private final TlsHandshakes tls;
    private final AcceptedConnections accepted;
    private final Map<String, FlowProcessor> flows = new HashMap<>();

    Processors(SipSettings settings, Inbound inbound, Lanes lanes, LostRequests lost, TlsHandshakes tls) {
        this.settings = settings;
        this.inbound = inbound;
        this.lanes = lanes;
        this.lost = lost;
        this.tls = tls;
        this.accepted = new AcceptedConnections(inbound.limits().admission().connections());
    }

    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        String name = transport.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "udp" -> new UdpProcessor(stack, address, port, inbound);
            case "tcp" -> streams(stack, new InetSocketAddress(address, port), Optional.empty(), true);
            case "tls" ->
                streams(
                        stack,
                        new InetSocketAddress(address, port),
                        Optional.of(tls),
                        settings.tls().port() != 0);
            case "ws", "wss" -> flows.computeIfAbsent(name, wanted -> new FlowProcessor(stack, address, port, wanted));
            default -> throw new IOException("transport " + transport + " is not served");
        };
    }

    private TcpProcessor streams(
            SIPTransactionStack stack, InetSocketAddress local, Optional<TlsHandshakes> secured, boolean listens) {
        return new TcpProcessor(stack, local, inbound, lanes, lost, settings.wires(), secured, accepted, listens);
    }

    FlowProcessor flows(String transport) {
        return flows.get(transport);
    }
}
