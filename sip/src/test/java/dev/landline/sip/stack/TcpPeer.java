package dev.landline.sip.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A carrier on TCP or TLS: a connection that it opens, or those that the gateway opens to it, one after the other. */
final class TcpPeer implements AutoCloseable {

    final Inbox<SipText> inbox = new Inbox<>();
    final Inbox<String> pongs = new Inbox<>();
    private final ServerSocket server;
    private volatile Socket socket;
    private final String transport;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger endings = new AtomicInteger();
    private volatile boolean ended;

    private TcpPeer(ServerSocket server, String transport) {
        this.server = server;
        this.transport = transport;
    }

    static TcpPeer dial(int port) throws IOException {
        return over(new Socket(InetAddress.getLoopbackAddress(), port), "tcp");
    }

    /** Over TLS, once the handshake is done. */
    static TcpPeer dial(int port, SSLContext tls) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        secured.startHandshake();
        return over(secured, "tls");
    }

    private static TcpPeer over(Socket socket, String transport) {
        TcpPeer peer = new TcpPeer(null, transport);
        peer.socket = socket;
        Thread.ofPlatform().daemon(true).name("tcp-peer").start(() -> peer.read(peer.socket));
        return peer;
    }

    static TcpPeer listen() throws IOException {
        return listen(0);
    }

    static TcpPeer listen(int port) throws IOException {
        return on(new ServerSocket(port, 5, InetAddress.getLoopbackAddress()), "tcp");
    }

    static TcpPeer listen(SSLContext tls) throws IOException {
        return on(tls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress()), "tls");
    }

    private static TcpPeer on(ServerSocket server, String transport) {
        TcpPeer peer = new TcpPeer(server, transport);
        Thread.ofPlatform().daemon(true).name("tcp-peer").start(peer::accept);
        return peer;
    }

    private void accept() {
        try {
            while (true) {
                socket = server.accept();
                connections.incrementAndGet();
                read(socket);
                endings.incrementAndGet();
            }
        } catch (IOException e) {
            ended = true;
        }
    }

    private void read(Socket from) {
        try {
            // Not closed here: a test may still write while the gateway closes.
            InputStream in = from.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                head.write(next);
                String text = head.toString(StandardCharsets.UTF_8);
                if (text.equals("\r\n")) {
                    pongs.add(text);
                    head.reset();
                } else if (text.endsWith("\r\n\r\n")) {
                    SipText headers = SipText.parse(head.toByteArray());
                    int length = Integer.parseInt(headers.header("Content-Length"));
                    head.writeBytes(in.readNBytes(length));
                    inbox.add(SipText.parse(head.toByteArray()));
                    head.reset();
                }
            }
        } catch (IOException e) {
            // The end of the connection, as below.
        }
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** How many connections the gateway has opened. */
    int connections() {
        return connections.get();
    }

    /** How many of them have ended. */
    int endings() {
        return endings.get();
    }

    /** The TLS session, for what was agreed. */
    ExtendedSSLSession session() {
        return (ExtendedSSLSession) ((SSLSocket) socket).getSession();
    }

    /** Ends the connection as a process that dies does: with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says that nothing more comes; what still comes from the gateway is read. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection and goes on listening. */
    void hangUp() throws IOException {
        socket.close();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    int localPort() {
        return socket.getLocalPort();
    }

    void write(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SipText take(int status, String method) {
        return inbox.take(
                "tcp: " + status + " to " + method,
                text -> text.status() == status && text.method().equals(method));
    }

    SipText takeRequest(String method) {
        return inbox.take(
                "tcp: " + method, text -> !text.isResponse() && text.method().equals(method));
    }

    String request(String method, String to, String callId, int cseq, String body) {
        String type = body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
        return method + " sip:+442079460100@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/" + transport.toUpperCase(Locale.ROOT) + " 127.0.0.1:" + localPort()
                + ";branch=z9hG4bKtcp" + callId + cseq + method + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "To: " + to + "\r\n"
                + "From: <sip:+442079460001@carrier.test>;tag=c" + callId + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + "Contact: <sip:carrier@127.0.0.1:" + localPort() + ";transport=" + transport + ">\r\n"
                + type
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
