package dev.landline.sip.stack;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;

/**
 * One way to a peer, over any transport. The subclasses write bytes; what JAIN-SIP's channels do around that (received
 * and rport, the transaction layer, its semaphores) stands here once.
 */
abstract class SipChannel extends MessageChannel implements RawMessageChannel {

    private final InetAddress hopAddress;
    private final int hopPort;
    private final SipCounters counters;

    /**
     * A channel of a transport, under the address at which JAIN-SIP finds it again.
     *
     * @param hopPort a port, or a trunk's number above one
     */
    SipChannel(MessageProcessor processor, InetAddress hopAddress, int hopPort, SipCounters counters) {
        this.messageProcessor = processor;
        this.hopAddress = hopAddress;
        this.hopPort = hopPort;
        this.counters = counters;
    }

    /** The peer's real address. */
    abstract InetSocketAddress remote();

    /** Hands bytes to the socket, or throws when it cannot take them. */
    abstract void write(byte[] bytes) throws IOException;

    /** As {@link #write(byte[])}; transports that fail later remember which transaction to tell. */
    void write(SIPMessage message) throws IOException {
        write(message.encodeAsBytes(getTransport()));
    }

    /** Sends bytes and counts them. */
    final void send(byte[] bytes) throws IOException {
        write(bytes);
        counters.count(SipCounter.MESSAGES_SENT);
    }

    private void send(SIPMessage message) throws IOException {
        write(message);
        counters.count(SipCounter.MESSAGES_SENT);
    }

    /** Runs a checked and parsed message through the transaction layer. On the lane of its Call-ID. */
    @Override
    public final void processMessage(SIPMessage message) throws ParseException {
        message.setRemoteAddress(remote().getAddress());
        message.setRemotePort(remote().getPort());
        message.setLocalAddress(messageProcessor.getIpAddress());
        message.setLocalPort(messageProcessor.getPort());
        message.setPeerPacketSourceAddress(remote().getAddress());
        message.setPeerPacketSourcePort(remote().getPort());
        if (message instanceof SIPRequest request) {
            ServerRequestInterface handler = getSIPStack().newSIPServerRequest(request, this);
            if (handler == null) {
                return;
            }
            try {
                handler.processRequest(request, this);
            } finally {
                release(handler);
            }
        } else if (message instanceof SIPResponse response) {
            response.checkHeaders();
            ServerResponseInterface handler = getSIPStack().newSIPServerResponse(response, this);
            if (handler == null) {
                return;
            }
            try {
                handler.processResponse(response, this);
            } finally {
                release(handler);
            }
        }
    }

    private static void release(Object handler) {
        if (handler instanceof SIPTransaction transaction && !transaction.passToListener()) {
            transaction.releaseSem();
        }
    }

    /** Stamps the topmost Via with where the request came from (RFC 3261 section 18.2.1, RFC 3581). */
    final void stampVia(SIPRequest request) throws ParseException {
        Via via = request.getTopmostVia();
        // maddr would let a stranger send our answers anywhere.
        via.removeParameter(Via.MADDR);
        via.setParameter(Via.RECEIVED, remote().getAddress().getHostAddress());
        if (isReliable() || via.hasParameter(Via.RPORT)) {
            via.setParameter(Via.RPORT, Integer.toString(remote().getPort()));
        }
    }

    @Override
    public final void sendMessage(SIPMessage message) throws IOException {
        send(message);
    }

    @Override
    public final void sendMessage(SIPMessage message, InetAddress address, int port) throws IOException {
        send(message);
    }

    @Override
    protected final void sendMessage(byte[] message, InetAddress address, int port, boolean reconnect)
            throws IOException {
        send(message);
    }

    @Override
    public final SIPTransactionStack getSIPStack() {
        return messageProcessor.getSIPStack();
    }

    @Override
    public String getTransport() {
        return messageProcessor.getTransport();
    }

    @Override
    public boolean isSecure() {
        return messageProcessor.isSecure();
    }

    @Override
    public final String getPeerAddress() {
        return hopAddress.getHostAddress();
    }

    @Override
    protected final InetAddress getPeerInetAddress() {
        return hopAddress;
    }

    @Override
    protected final String getPeerProtocol() {
        return getTransport();
    }

    @Override
    public final int getPeerPort() {
        return hopPort;
    }

    @Override
    public final int getPeerPacketSourcePort() {
        return remote().getPort();
    }

    @Override
    public final InetAddress getPeerPacketSourceAddress() {
        return remote().getAddress();
    }

    @Override
    public final String getKey() {
        return getKey(hopAddress, hopPort, getTransport());
    }

    @Override
    public final String getViaHost() {
        return messageProcessor.getIpAddress().getHostAddress();
    }

    @Override
    public final int getViaPort() {
        return messageProcessor.getPort();
    }
}
