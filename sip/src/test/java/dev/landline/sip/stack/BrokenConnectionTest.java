package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTransport;
import dev.landline.sip.tls.TlsTerms;
import dev.landline.sip.trunk.TrunkWire;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to trunks that end in the middle of something. SIP's own timers are at wall-clock speed: none may matter. */
class BrokenConnectionTest {

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

    private static String contact(TcpPeer trunk) {
        return "Contact: <sip:carrier@127.0.0.1:" + trunk.address().getPort() + ";transport=tcp>\r\n";
    }

    @ParameterizedTest(name = "by a reset: {0}")
    @ValueSource(booleans = {true, false})
    void aCallWhoseConnectionBreaksBeforeAnyAnswerFailsAtOnce(boolean reset) throws IOException {
        try (TcpPeer trunk = TcpPeer.listen()) {
            fixture.callTrunk(SipTransport.TCP, trunk.address());
            trunk.takeRequest("INVITE");
            if (reset) {
                trunk.reset();
            } else {
                trunk.hangUp();
            }
            SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
            assertEquals(503, refused.status());
            assertTrue(refused.local());
            assertEquals(1, fixture.count(SipCounter.REQUESTS_LOST));
            assertEquals(0, fixture.stack.legs());
        }
    }

    @Test
    void aRingingCallWhoseConnectionBreaksFailsAndIsCancelledOverANewOne() throws IOException {
        try (TcpPeer trunk = TcpPeer.listen()) {
            fixture.callTrunk(SipTransport.TCP, trunk.address());
            SipText invite = trunk.takeRequest("INVITE");
            trunk.write(invite.answer(180, "Ringing", "x1", contact(trunk), ""));
            fixture.event(SipEvent.Progress.class);
            trunk.hangUp();
            assertTrue(fixture.event(SipEvent.Refused.class).local());
            SipText cancel = trunk.takeRequest("CANCEL");
            assertEquals(invite.header("Via"), cancel.header("Via"));
            assertEquals(2, trunk.connections());
        }
    }

    /** JAIN-SIP throws when the ACK of a refusal cannot be written, and the refusal would be lost with it. */
    @Test
    void aRefusalCountsThoughItsConnectionEndsBehindIt() throws IOException {
        try (TcpPeer trunk = TcpPeer.listen()) {
            fixture.callTrunk(SipTransport.TCP, trunk.address());
            SipText invite = trunk.takeRequest("INVITE");
            trunk.write(invite.answer(180, "Ringing", "x1", contact(trunk), ""));
            fixture.event(SipEvent.Progress.class);
            trunk.write(invite.answer(486, "Busy Here", "x1", "", ""));
            trunk.hangUp();
            SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
            assertTrue(refused.status() == 486 || refused.status() == 503, refused::toString);
        }
    }

    @Test
    void aCallThatIsUpOutlivesItsConnectionAndEndsOverANewOne() throws IOException {
        try (TcpPeer trunk = TcpPeer.listen()) {
            LegId leg = fixture.callTrunk(SipTransport.TCP, trunk.address());
            SipText invite = trunk.takeRequest("INVITE");
            trunk.write(invite.answer(200, "OK", "x1", contact(trunk), StackFixture.SDP));
            fixture.event(SipEvent.Answered.class);
            trunk.takeRequest("ACK");
            trunk.hangUp();
            fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
            trunk.takeRequest("BYE");
            assertEquals(2, trunk.connections());
        }
    }

    /** RFC 3261 section 18.2.2. */
    @Test
    void anAnswerWhoseConnectionIsGoneGoesToWhereTheTrunkListens() throws IOException {
        try (TcpPeer listening = TcpPeer.listen();
                TcpPeer trunk = TcpPeer.dial(fixture.tcpPort)) {
            trunk.write(trunk.request("INVITE", TO, "n1", 1, StackFixture.SDP)
                    .replace(
                            "127.0.0.1:" + trunk.localPort() + ";branch",
                            "127.0.0.1:" + listening.address().getPort() + ";branch"));
            SipEvent.InviteReceived invited = fixture.event(SipEvent.InviteReceived.class);
            trunk.take(100, "INVITE");
            trunk.finish();
            StackFixture.await("the end of the connection", trunk::hasEnded);
            fixture.stack.send(new SipCommand.Answer(invited.leg(), StackFixture.SDP));
            listening.take(200, "INVITE");
        }
    }

    private static StackFixture pinging(double timerSpeed) throws IOException {
        TrunkWire quiet = StackFixture.wire(TlsTerms.of("127.0.0.1"));
        return new StackFixture(
                timerSpeed,
                SipLimits.standard(),
                Map.of("carrier", new TrunkWire(Duration.ofSeconds(10), false, quiet.tls())));
    }

    private static void openCall(StackFixture on, TcpPeer trunk) {
        on.callTrunk(SipTransport.TCP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(200, "OK", "x1", contact(trunk), StackFixture.SDP));
        on.event(SipEvent.Answered.class);
        trunk.takeRequest("ACK");
    }

    /** RFC 5626 section 3.5.1: two line breaks ask, one answers. */
    @Test
    void aConnectionThatWeOpenedIsKeptAliveAndClosedWhenItsTrunkNoLongerAnswers() throws IOException {
        // 20 times faster: a ping each half second, and half a second for the answer.
        try (StackFixture fast = pinging(20);
                TcpPeer trunk = TcpPeer.listen()) {
            openCall(fast, trunk);
            trunk.pongs.take("the first half of a ping", text -> true);
            trunk.pongs.take("the second half of a ping", text -> true);
            trunk.write("\r\n");
            StackFixture.await("the end of the connection", () -> trunk.endings() == 1);
            assertEquals(1, fast.count(SipCounter.CONNECTIONS_DEAD));
        }
    }

    @Test
    void aTrunkThatNeverAnswersPingsKeepsItsConnection() throws IOException {
        try (StackFixture fast = pinging(20);
                TcpPeer trunk = TcpPeer.listen()) {
            openCall(fast, trunk);
            StackFixture.await("five pings", () -> fast.count(SipCounter.KEEP_ALIVES_SENT) >= 5);
            assertEquals(0, fast.count(SipCounter.CONNECTIONS_DEAD));
            assertEquals(1, trunk.connections());
        }
    }
}
