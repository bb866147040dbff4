package dev.landline.sip.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A carrier on a UDP socket, scripted by the test. */
final class FakeTrunk implements AutoCloseable {

    private static final AtomicInteger BRANCH = new AtomicInteger();

    final Inbox<SipText> inbox = new Inbox<>();
    private final DatagramSocket socket;
    private final InetSocketAddress gateway;

    FakeTrunk(InetSocketAddress gateway) throws IOException {
        this(gateway, InetAddress.getLoopbackAddress());
    }

    FakeTrunk(InetSocketAddress gateway, InetAddress from) throws IOException {
        this.gateway = gateway;
        this.socket = new DatagramSocket(new InetSocketAddress(from, 0));
        Thread.ofPlatform().daemon(true).name("fake-trunk").start(this::read);
    }

    private void read() {
        byte[] buffer = new byte[65_535];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                inbox.add(SipText.parse(Arrays.copyOf(buffer, packet.getLength())));
            } catch (IOException e) {
                return;
            }
        }
    }

    InetSocketAddress gateway() {
        return gateway;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    String contact() {
        return "Contact: <sip:carrier@127.0.0.1:" + address().getPort() + ">\r\n";
    }

    void write(String message) {
        write(message.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, gateway));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SipText take(int status, String method) {
        return inbox.take(
                "trunk: " + status + " to " + method,
                text -> text.status() == status && text.method().equals(method));
    }

    SipText takeRequest(String method) {
        return inbox.take(
                "trunk: " + method, text -> !text.isResponse() && text.method().equals(method));
    }

    String request(String method, String uri, String to, String callId, int cseq, String extra, String body) {
        String type = body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
        return method + " " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + address().getPort() + ";rport;branch=z9hG4bKt"
                + BRANCH.incrementAndGet() + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "To: " + to + "\r\n"
                + "From: \"Carrier\" <sip:+442079460001@carrier.test>;tag=c" + callId + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + contact()
                + extra
                + type
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** The INVITE that opens a call. */
    String invite(String callId, String body) {
        return request(
                "INVITE",
                "sip:+442079460100@127.0.0.1:" + gateway.getPort(),
                "<sip:+442079460100@landline.test>",
                callId,
                1,
                "",
                body);
    }

    /** A request inside a call that the gateway opened. */
    String inside(SipText invite, String toTag, String method, int cseq, String extra, String body) {
        String type = body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
        return method + " " + invite.uri("Contact") + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + address().getPort() + ";rport;branch=z9hG4bKt"
                + BRANCH.incrementAndGet() + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: " + invite.header("To") + ";tag=" + toTag + "\r\n"
                + "To: " + invite.header("From") + "\r\n"
                + "Call-ID: " + invite.header("Call-ID") + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + contact()
                + extra
                + type
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    @Override
    public void close() {
        socket.close();
    }
}
