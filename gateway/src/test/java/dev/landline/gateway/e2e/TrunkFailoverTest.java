package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.e2e.MoodyCarrier.Mood;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two carriers for the same numbers. When the first is silent, refuses or is gone, calls go through the second, at the latest
 * after the four seconds in which a trunk may be silent; when OPTIONS finds the first one well again, they go there again.
 */
class TrunkFailoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger CALLS = new AtomicInteger();

    private GatewayProcess gateway;
    private MoodyCarrier first;
    private MoodyCarrier second;
    private DatagramSocket caller;

    @BeforeEach
    void openCaller() throws IOException {
        caller = new DatagramSocket(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 9, 1}), Ports.free()));
        second = MoodyCarrier.udp(3);
    }

    private void start(MoodyCarrier preferred, String transport) throws IOException {
        first = preferred;
        gateway = GatewayProcess.start(
                new GatewayFile()
                        .with("trunks.pbx { host = \"127.0.9.1\", options-interval = 0s, codecs = [pcmu] }")
                        .with(trunk("a", first, transport))
                        .with(trunk("b", second, "udp"))
                        .with(
                                "routes = [ { match = \".\", from = [pbx], trunks = [ { name = b, priority = 2 }, { name = a } ] } ]"));
        call(first, Duration.ZERO);
    }

    private static String trunk(String name, MoodyCarrier carrier, String transport) {
        return "trunks.%s { host = \"%s\", port = %d, transport = %s, codecs = [pcmu], options-interval = 2s }"
                .formatted(
                        name,
                        carrier.address().getAddress().getHostAddress(),
                        carrier.address().getPort(),
                        transport);
    }

    @AfterEach
    void close() {
        gateway.close();
        first.close();
        second.close();
        caller.close();
    }

    /** Calls, and waits until this carrier has the call and the caller its answer; returns how long that took. */
    private Duration call(MoodyCarrier expected, Duration least) throws IOException {
        int before = expected.calls().size();
        long start = System.nanoTime();
        assertEquals(486, status());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertEquals(before + 1, expected.calls().size(), () -> "the call did not go there:\n" + gateway.log());
        assertTrue(took.compareTo(least) >= 0 && took.compareTo(PATIENCE) < 0, "it took " + took);
        return took;
    }

    /** The final status of a call of ours. */
    private int status() throws IOException {
        int number = CALLS.incrementAndGet();
        InetSocketAddress own = (InetSocketAddress) caller.getLocalSocketAddress();
        String place = own.getAddress().getHostAddress() + ":" + own.getPort();
        String sdp = String.join(
                "\r\n",
                "v=0",
                "o=pbx 1 1 IN IP4 127.0.9.1",
                "s=-",
                "c=IN IP4 127.0.9.1",
                "t=0 0",
                "m=audio 40000 RTP/AVP 0",
                "");
        String common = String.join(
                "\r\n",
                "Via: SIP/2.0/UDP " + place + ";rport;branch=z9hG4bKf" + number,
                "Max-Forwards: 70",
                "From: <sip:+442079460002@" + place + ">;tag=f" + number,
                "Call-ID: failover-" + number);
        String to = "To: <sip:+442079460255@landline.internal>";
        send(String.join(
                "\r\n",
                "INVITE sip:+442079460255@127.0.0.1 SIP/2.0",
                common,
                to,
                "CSeq: 1 INVITE",
                "Contact: <sip:pbx@" + place + ">",
                "Content-Type: application/sdp",
                "Content-Length: " + sdp.length(),
                "",
                sdp));
        while (true) {
            String answer = receive();
            int status = SipWebSocketClient.status(answer);
            if (status >= 200 && MoodyCarrier.header(answer, "Call-ID").equals("failover-" + number)) {
                send(String.join(
                        "\r\n",
                        "ACK sip:+442079460255@127.0.0.1 SIP/2.0",
                        common,
                        "To: " + MoodyCarrier.header(answer, "To"),
                        "CSeq: 1 ACK",
                        "Content-Length: 0",
                        "",
                        ""));
                return status;
            }
        }
    }

    private void send(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        caller.send(new DatagramPacket(bytes, bytes.length, gateway.sip()));
    }

    private String receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        caller.setSoTimeout((int) PATIENCE.toMillis());
        try {
            caller.receive(packet);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer:\n" + gateway.log(), e);
        }
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private void awaitDown() {
        Await.until("A is down", PATIENCE, () -> metric("landline_trunk_places_down") == 1);
    }

    private void awaitWell() {
        Await.until(
                "A is well",
                PATIENCE,
                () -> metric("landline_trunk_places_down") + metric("landline_trunk_places_avoided") == 0);
    }

    private double metric(String name) {
        return gateway.metric(name, "trunk=\"a\"");
    }

    private void report(String what, Duration first, Duration next) {
        System.out.println(
                what + ": the first call took " + first.toMillis() + " ms, the next " + next.toMillis() + " ms");
    }

    @Test
    void aSilentTrunkLosesItsCallsAfterFourSecondsAndGetsThemBackWhenOptionsSucceed() throws IOException {
        start(MoodyCarrier.udp(2), "udp");
        first.feel(Mood.SILENT);
        Duration slow = call(second, Duration.ofMillis(3_900));
        Duration fast = call(second, Duration.ZERO);
        report("black-holed", slow, fast);
        assertTrue(fast.compareTo(slow) < 0);
        awaitDown();
        call(second, Duration.ZERO);
        first.feel(Mood.WELL);
        awaitWell();
        call(first, Duration.ZERO);
        assertEquals(
                List.of(1.0, 1.0),
                List.of(metric("landline_trunk_up"), gateway.metric("landline_trunk_up", "trunk=\"b\"")));
    }

    @Test
    void aTrunkThatRefusesWith503LosesItsCallsAtOnceAndGetsThemBackWhenOptionsSucceed() throws IOException {
        start(MoodyCarrier.udp(2), "udp");
        first.feel(Mood.REFUSING);
        Duration failing = call(second, Duration.ZERO);
        int asked = first.calls().size();
        Duration avoiding = call(second, Duration.ZERO);
        report("503", failing, avoiding);
        assertEquals(asked, first.calls().size(), "the next call does not even ask");
        awaitDown();
        first.feel(Mood.WELL);
        awaitWell();
        call(first, Duration.ZERO);
    }

    @Test
    void aTrunkWhoseConnectionsAreResetLosesItsCallsAtOnceAndGetsThemBackWhenItListensAgain() throws IOException {
        start(MoodyCarrier.tcp(2), "tcp");
        first.feel(Mood.GONE);
        Duration failing = call(second, Duration.ZERO);
        Duration avoiding = call(second, Duration.ZERO);
        report("reset", failing, avoiding);
        awaitDown();
        first.feel(Mood.WELL);
        awaitWell();
        call(first, Duration.ZERO);
    }
}
