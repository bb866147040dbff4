package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpCallTest {

    private static final String TO = "<sip:+442079460100@landline.test>";

    private StackFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private TcpPeer dial() throws IOException {
        return TcpPeer.dial(fixture.tcpPort);
    }

    /** The gateway still serves others. */
    private void isAlive() throws IOException {
        try (TcpPeer probe = dial()) {
            probe.write(probe.request("OPTIONS", TO, "alive", 1, ""));
            probe.take(200, "OPTIONS");
        }
    }

    @Test
    void aTrunkCallsOverTcpAndTheCallEndsFromOurSide() throws IOException {
        try (TcpPeer trunk = dial()) {
            trunk.write(trunk.request("INVITE", TO, "t1", 1, StackFixture.SDP));
            SipEvent.InviteReceived invited = fixture.event(SipEvent.InviteReceived.class);
            assertEquals("carrier", ((SipSource.Trunk) invited.source()).trunk());
            fixture.stack.send(new SipCommand.Ring(invited.leg(), 180, Optional.empty()));
            trunk.take(180, "INVITE");
            fixture.stack.send(new SipCommand.Answer(invited.leg(), StackFixture.SDP));
            SipText ok = trunk.take(200, "INVITE");
            assertTrue(ok.header("Contact").contains(fixture.tcpPort + ";transport=tcp"), ok::toString);
            trunk.write(trunk.request("ACK", ok.header("To"), "t1", 1, ""));
            fixture.event(SipEvent.Acknowledged.class);
            fixture.stack.send(new SipCommand.HangUp(invited.leg(), Optional.empty()));
            SipText bye = trunk.takeRequest("BYE");
            assertTrue(bye.header("Via").startsWith("SIP/2.0/TCP"), bye::toString);
            trunk.write(bye.answer(200, "OK", "", "", ""));
            assertEquals(0, fixture.stack.legs());
        }
    }

    @Test
    void weCallATrunkOverTcpAndItHangsUp() throws IOException {
        try (TcpPeer trunk = TcpPeer.listen()) {
            LegId leg = fixture.callTrunk(SipTransport.TCP, trunk.address());
            SipText invite = trunk.takeRequest("INVITE");
            String contact =
                    "Contact: <sip:carrier@127.0.0.1:" + trunk.address().getPort() + ";transport=tcp>\r\n";
            trunk.write(invite.answer(180, "Ringing", "x1", contact, ""));
            fixture.event(SipEvent.Progress.class);
            trunk.write(invite.answer(200, "OK", "x1", contact, StackFixture.SDP));
            assertEquals(leg, fixture.event(SipEvent.Answered.class).leg());
            trunk.takeRequest("ACK");
            trunk.write("BYE " + invite.uri("Contact") + " SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKbye\r\n"
                    + "Max-Forwards: 70\r\nFrom: " + invite.header("To") + ";tag=x1\r\nTo: " + invite.header("From")
                    + "\r\nCall-ID: " + invite.header("Call-ID") + "\r\nCSeq: 2 BYE\r\nContent-Length: 0\r\n\r\n");
            trunk.take(200, "BYE");
            fixture.event(SipEvent.HungUp.class);
        }
    }

    @Test
    void aTrunkThatDoesNotListenIsReportedAtOnce() throws IOException {
        fixture.callTrunk(
                SipTransport.TCP, new InetSocketAddress(InetAddress.getLoopbackAddress(), StackFixture.freeTcpPort()));
        SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
        assertEquals(503, refused.status());
        assertTrue(refused.local());
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void messagesInPiecesAndInOnePacketAreServedInOrder() throws IOException {
        try (TcpPeer peer = dial()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                all.append(peer.request("OPTIONS", TO, "o", i, "")).append("\r\n");
            }
            int cut = 0;
            for (int length = 1; cut < all.length(); cut += length, length = length * 3 % 701 + 1) {
                peer.write(all.substring(cut, Math.min(all.length(), cut + length)));
            }
            for (int i = 0; i < 20; i++) {
                assertEquals(i + " OPTIONS", peer.take(200, "OPTIONS").header("CSeq"));
            }
        }
    }

    @Test
    void aPingIsAnsweredAndABrokenHeaderDoesNotCostTheConnection() throws IOException {
        try (TcpPeer peer = dial()) {
            peer.write("\r\n\r\n");
            peer.pongs.take("a pong", pong -> true);
            peer.write(peer.request("OPTIONS", TO, "b1", 1, "").replace("Max-Forwards: 70", "Max-Forwards: many"));
            peer.take(400, "OPTIONS");
            peer.write(peer.request("OPTIONS", TO, "b2", 2, ""));
            peer.take(200, "OPTIONS");
            assertFalse(peer.hasEnded());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "many", "0\r\nContent-Length: 0", "99999999"})
    void aLengthThatLiesIsAnsweredAndTheConnectionClosed(String length) throws IOException {
        try (TcpPeer peer = dial()) {
            peer.write(
                    peer.request("OPTIONS", TO, "l1", 1, "").replace("Content-Length: 0", "Content-Length: " + length));
            SipText refused = peer.inbox.take("a refusal", text -> true);
            assertEquals(length.equals("99999999") ? 513 : 400, refused.status());
            StackFixture.await("the end of the connection", peer::hasEnded);
        }
        isAlive();
    }

    @Test
    void endlessHeadersAndForeignProtocolsCostOnlyTheirConnection() throws IOException {
        try (TcpPeer endless = dial();
                TcpPeer http = dial()) {
            endless.write("OPTIONS sip:a@b SIP/2.0\r\nX: " + "y".repeat(70_000));
            http.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            StackFixture.await("two closed connections", () -> endless.hasEnded() && http.hasEnded());
        }
        assertEquals(2, fixture.count(SipCounter.CONNECTIONS_UNFRAMED));
        isAlive();
    }

    @Test
    void oneAddressCannotTakeAllConnections() throws IOException {
        SipLimits three = new SipLimits(65_536, 200, Duration.ofMinutes(5), 3, 10);
        List<TcpPeer> peers = new ArrayList<>();
        try (StackFixture small = new StackFixture(1, three)) {
            for (int i = 0; i < 5; i++) {
                peers.add(TcpPeer.dial(small.tcpPort));
            }
            StackFixture.await("two refused", () -> small.count(SipCounter.CONNECTIONS_REFUSED) == 2);
            peers.get(0).close();
            StackFixture.await("room for one more", () -> {
                try (TcpPeer again = TcpPeer.dial(small.tcpPort)) {
                    again.write(again.request("OPTIONS", TO, "r", 1, ""));
                    return again.take(200, "OPTIONS") != null;
                } catch (IOException | RuntimeException | AssertionError notYet) {
                    return false;
                }
            });
            for (TcpPeer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void silentAndSlowConnectionsAreClosedAndQuickOnesStay() throws IOException {
        // Timers 20 times faster: the 10 s for a first or unfinished message are half a second.
        try (StackFixture fast = new StackFixture(20, SipLimits.standard());
                TcpPeer silent = TcpPeer.dial(fast.tcpPort);
                TcpPeer slow = TcpPeer.dial(fast.tcpPort);
                TcpPeer good = TcpPeer.dial(fast.tcpPort);
                TcpPeer halfSecond = TcpPeer.dial(fast.tcpPort)) {
            good.write(good.request("OPTIONS", TO, "q1", 1, ""));
            good.take(200, "OPTIONS");
            halfSecond.write(halfSecond.request("OPTIONS", TO, "h1", 1, "") + "OPTIONS sip:a");
            halfSecond.take(200, "OPTIONS");
            slow.write("OPTIONS sip:a@b SIP/2.0\r\n");
            StackFixture.await(
                    "closed slow connections", () -> silent.hasEnded() && slow.hasEnded() && halfSecond.hasEnded());
            assertFalse(good.hasEnded());
            assertEquals(3, fast.count(SipCounter.CONNECTIONS_TIMED_OUT));
            good.write(good.request("OPTIONS", TO, "q2", 2, ""));
            good.take(200, "OPTIONS");
        }
    }
}
