package dev.landline.sip.stack;

import dev.landline.sip.FlowId;
import gov.nist.javax.sip.stack.MessageChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A browser's WebSocket as a way for SIP (RFC 7118). JAIN-SIP knows it by an address of its own from 240.0.0.0/4, which
 * nothing can ever dial: two browsers behind one proxy cannot be mixed up, and a closed flow leads nowhere.
 */
final class BrowserFlow implements Flow {

    private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final FlowId id;
    private final FlowSocket socket;
    private final Inbound inbound;
    private final InetSocketAddress hopAddress;
    private final FlowChannel plain;
    private final FlowChannel secure;
    private final Consumer<BrowserFlow> whenClosed;
    private volatile boolean open = true;
    // Browsers keep to one of ws and wss; set by the first request, read by whoever sends to the browser.
    private volatile String transport;

    BrowserFlow(
            FlowId id,
            FlowSocket socket,
            Inbound inbound,
            FlowProcessor plain,
            FlowProcessor secure,
            Consumer<BrowserFlow> whenClosed) {
        this.id = id;
        this.socket = socket;
        this.inbound = inbound;
        this.whenClosed = whenClosed;
        this.hopAddress = hopAddress(id.value());
        this.plain = new FlowChannel(plain, this, hopAddress, inbound.counters());
        this.secure = new FlowChannel(secure, this, hopAddress, inbound.counters());
        this.transport = socket.secure() ? "wss" : "ws";
    }

    private static InetSocketAddress hopAddress(long number) {
        byte[] address = {(byte) 240, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), 1 + (int) ((number >> 24) % 65_535));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public FlowId id() {
        return id;
    }

    @Override
    public void received(byte[] message) {
        int start = 0;
        while (start < message.length && (message[start] == '\r' || message[start] == '\n')) {
            start++;
        }
        if (start == message.length) {
            if (start >= 4 && socket.send(PONG)) {
                inbound.counters().count(SipCounter.KEEP_ALIVES);
            }
            return;
        }
        byte[] sip = Arrays.copyOfRange(message, start, message.length);
        // Behind a proxy that ends TLS the browser writes WSS although the socket here is plain.
        boolean viaSaysSecure = saysSecure(sip);
        transport = viaSaysSecure ? "wss" : "ws";
        inbound.received(sip, viaSaysSecure ? secure : plain, "ws");
    }

    /** The topmost Via of a request decides; answers carry our own Via back. */
    private boolean saysSecure(byte[] sip) {
        if (sip.length > 4 && sip[0] == 'S' && sip[1] == 'I' && sip[2] == 'P' && sip[3] == '/') {
            return transport.equals("wss");
        }
        String head = new String(sip, 0, Math.min(sip.length, 4_096), StandardCharsets.ISO_8859_1);
        int wss = indexOfIgnoreCase(head, "SIP/2.0/WSS");
        int ws = indexOfIgnoreCase(head, "SIP/2.0/WS ");
        return wss >= 0 && (ws < 0 || wss < ws);
    }

    private static int indexOfIgnoreCase(String text, String wanted) {
        for (int i = 0; i + wanted.length() <= text.length(); i++) {
            if (text.regionMatches(true, i, wanted, 0, wanted.length())) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void closed() {
        if (open) {
            open = false;
            whenClosed.accept(this);
        }
    }

    boolean isOpen() {
        return open;
    }

    /** Closes the socket; its owner reports back through {@link #closed()}. */
    void close() {
        socket.close();
    }

    boolean send(byte[] message) {
        return open && socket.send(message);
    }

    Optional<String> origin() {
        return socket.origin();
    }

    InetSocketAddress remote() {
        return socket.remoteAddress();
    }

    SipHop hop() {
        return new SipHop(hopAddress.getAddress().getHostAddress(), hopAddress.getPort(), transport);
    }

    /** The channel that JAIN-SIP uses for a transport name. */
    FlowChannel channel(boolean secureWanted) {
        return secureWanted ? secure : plain;
    }

    String key(String transportName) {
        return MessageChannel.getKey(hopAddress.getAddress(), hopAddress.getPort(), transportName);
    }
}
