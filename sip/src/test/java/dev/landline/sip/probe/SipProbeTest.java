package dev.landline.sip.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipUri;
import dev.landline.sip.probe.SipProbe.Outcome;
import dev.landline.sip.trunk.TrunkCredentials;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SipProbeTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final SipUri TARGET = SipUri.of("", "carrier.test");
    private static final SipUri OURS = SipUri.of("4711", "carrier.test");
    private static final TrunkCredentials LOGIN = new TrunkCredentials("4711", "geheim", Optional.empty());

    /** A SIP peer on UDP that answers each message, or keeps silent with null. */
    private static final class Peer implements AutoCloseable {
        private final DatagramSocket socket;
        private final List<String> heard = new CopyOnWriteArrayList<>();

        Peer(Function<String, String> answer) throws IOException {
            socket = new DatagramSocket(0, LOOPBACK);
            Thread.ofVirtual().start(() -> serve(answer));
        }

        private void serve(Function<String, String> answer) {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
                    socket.receive(packet);
                    String request = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                    heard.add(request);
                    String reply = answer.apply(request);
                    if (reply != null) {
                        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
                        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                    }
                }
            } catch (IOException _) {
                heard.add("closed");
            }
        }

        SipProbe probe(Duration patience) throws IOException {
            return new SipProbe(UdpWire.open(LOOPBACK, (InetSocketAddress) socket.getLocalSocketAddress()), patience);
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static String reply(String request, String status, String more) {
        StringBuilder copied = new StringBuilder("SIP/2.0 " + status + "\r\n");
        request.lines()
                .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq):.*"))
                .forEach(line -> copied.append(line).append("\r\n"));
        return copied + more + "Content-Length: 0\r\n\r\n";
    }

    @Test
    void anAnswerIsReportedAndProvisionalOnesAreNot() throws IOException {
        try (Peer peer = new Peer(request -> reply(request, "404 Not Found", "Server: Fake\r\n"))) {
            Outcome.Answered answered = assertInstanceOf(
                    Outcome.Answered.class, peer.probe(Duration.ofSeconds(10)).options(TARGET, OURS));
            assertEquals(404, answered.reply().status());
            assertEquals("Not Found", answered.reply().phrase());
            assertEquals(Optional.of("Fake"), answered.reply().first("Server"));
            assertTrue(peer.heard.getFirst().startsWith("OPTIONS sip:carrier.test SIP/2.0\r\n"), peer.heard::toString);
        }
    }

    @Test
    void aQuestionThatGetsLostIsRepeated() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (Peer peer = new Peer(request -> {
            seen.add(request);
            return seen.size() < 3 ? reply(request, "100 Trying", "") : reply(request, "200 OK", "");
        })) {
            assertInstanceOf(
                    Outcome.Answered.class, peer.probe(Duration.ofSeconds(10)).options(TARGET, OURS));
            assertEquals(seen.getFirst(), seen.getLast());
        }
    }

    @Test
    void silenceAndAClosedPortAreToldApart() throws IOException {
        try (Peer peer = new Peer(_ -> null)) {
            assertInstanceOf(
                    Outcome.Silent.class, peer.probe(Duration.ofMillis(600)).options(TARGET, OURS));
        }
        InetSocketAddress closed;
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            closed = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        Outcome outcome = new SipProbe(UdpWire.open(LOOPBACK, closed), Duration.ofSeconds(10)).options(TARGET, OURS);
        assertInstanceOf(Outcome.Failed.class, outcome);
    }

    @Test
    void aRegistrationIsAskedAboutWithThePasswordAndMakesNoBinding() throws IOException {
        try (Peer peer = new Peer(request -> request.contains("Authorization:")
                ? reply(request, "200 OK", "")
                : reply(
                        request,
                        "401 Unauthorized",
                        "WWW-Authenticate: Digest realm=\"c\", nonce=\"n\", qop=\"auth\"\r\n"))) {
            Outcome.Answered answered = assertInstanceOf(
                    Outcome.Answered.class, peer.probe(Duration.ofSeconds(10)).register(TARGET, OURS, LOGIN));
            assertEquals(200, answered.reply().status());
            assertTrue(answered.challenged());
            String second = peer.heard.get(1);
            assertTrue(second.contains("CSeq: 2 REGISTER") && second.contains("username=\"4711\""), second);
            assertFalse(second.contains("Contact:") || second.contains("geheim"), second);
        }
    }

    @Test
    void aWrongPasswordIsTheSecondChallenge() throws IOException {
        try (Peer peer = new Peer(request ->
                reply(request, "401 Unauthorized", "WWW-Authenticate: Digest realm=\"c\", nonce=\"n\"\r\n"))) {
            Outcome.Answered answered = assertInstanceOf(
                    Outcome.Answered.class, peer.probe(Duration.ofSeconds(10)).register(TARGET, OURS, LOGIN));
            assertEquals(401, answered.reply().status());
            assertEquals(2, peer.heard.size());
        }
    }

    @Test
    void messagesAreCutOutOfAConnection() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    String request = new String(socket.getInputStream().readNBytes(60), StandardCharsets.UTF_8);
                    while (!request.contains("\r\n\r\n")) {
                        request += (char) socket.getInputStream().read();
                    }
                    String answer = "\r\n\r\n" + reply(request, "100 Trying", "")
                            + reply(request, "200 OK", "").replace("Content-Length: 0\r\n\r\n", "l: 4\r\n\r\nbody");
                    for (byte b : answer.getBytes(StandardCharsets.UTF_8)) {
                        socket.getOutputStream().write(b);
                    }
                    socket.getInputStream().read();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            Socket socket = new Socket(LOOPBACK, server.getLocalPort());
            try (StreamWire wire = new StreamWire(socket, "TCP")) {
                Outcome.Answered answered = assertInstanceOf(
                        Outcome.Answered.class, new SipProbe(wire, Duration.ofSeconds(10)).options(TARGET, OURS));
                assertEquals(200, answered.reply().status());
            }
        }
    }

    @Test
    void whatIsNoSipIsNoReply() {
        assertEquals(Optional.empty(), ProbeReply.parse("HTTP/1.1 200 OK\r\n\r\n"));
        assertEquals(Optional.empty(), ProbeReply.parse(""));
    }
}
