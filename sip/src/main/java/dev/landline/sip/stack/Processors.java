package dev.landline.sip.stack;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Gives JAIN-SIP our transports instead of its own. */
final class Processors implements MessageProcessorFactory {

    private final Inbound inbound;
    private final Lanes lanes;
    private final Map<String, FlowProcessor> flows = new HashMap<>();

    Processors(Inbound inbound, Lanes lanes) {
        this.lanes = lanes;
        this.inbound = inbound;
    }

    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        String name = transport.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "udp" -> new UdpProcessor(stack, address, port, inbound);
            case "tcp" -> new TcpProcessor(stack, address, port, inbound, lanes);
            case "ws", "wss" -> flows.computeIfAbsent(name, wanted -> new FlowProcessor(stack, address, port, wanted));
            default -> throw new IOException("transport " + transport + " is not served");
        };
    }

    FlowProcessor flows(String transport) {
        return flows.get(transport);
    }
}
