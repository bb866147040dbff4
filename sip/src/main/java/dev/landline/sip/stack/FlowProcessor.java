package dev.landline.sip.stack;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SIP over WebSocket without a socket: the web server accepts connections and lends them as flows. A browser can never be
 * dialled, so a channel exists only while its flow does.
 */
final class FlowProcessor extends MessageProcessor {

    private final Map<String, BrowserFlow> flows = new ConcurrentHashMap<>();

    FlowProcessor(SIPTransactionStack stack, InetAddress address, int port, String transport) {
        super(address, port, transport, stack);
    }

    void add(BrowserFlow flow) {
        flows.put(flow.key(transport), flow);
    }

    void remove(BrowserFlow flow) {
        flows.remove(flow.key(transport), flow);
    }

    private MessageChannel channel(String key) throws IOException {
        BrowserFlow flow = flows.get(key);
        if (flow == null) {
            throw new IOException("the browser's connection is gone");
        }
        return flow.channel(isSecure());
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        return channel(MessageChannel.getKey(target, transport));
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress address, int port) throws IOException {
        return channel(MessageChannel.getKey(address, port, transport));
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public void start() {
        // Binds nothing.
    }

    @Override
    public void stop() {
        flows.values().forEach(BrowserFlow::close);
        flows.clear();
    }

    @Override
    public int getDefaultTargetPort() {
        return isSecure() ? 443 : 80;
    }

    @Override
    public boolean isSecure() {
        return transport.equalsIgnoreCase("wss");
    }

    @Override
    public int getMaximumMessageSize() {
        return 65_536;
    }

    @Override
    public boolean inUse() {
        return !flows.isEmpty();
    }
}
