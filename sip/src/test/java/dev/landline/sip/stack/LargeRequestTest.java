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

/** RFC 3261 section 18.1.1. */
class LargeRequestTest {

    /** Makes an INVITE of more than 1,300 bytes. */
    private static final String LARGE = StackFixture.SDP + "a=x-note:" + "n".repeat(900) + "\r\n";

    private StackFixture fixture;
    private FakeTrunk trunk;

    @BeforeEach
    void start() throws IOException {
        TrunkWire careful = new TrunkWire(Duration.ZERO, true, TlsTerms.of("127.0.0.1"));
        fixture = new StackFixture(1, SipLimits.standard(), Map.of("carrier", careful));
        trunk = fixture.trunk;
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aLargeInviteGoesByTcpAndTheRestOfItsCallByUdp() throws IOException {
        try (TcpPeer tcp = TcpPeer.listen(trunk.address().getPort())) {
            LegId leg = fixture.callTrunk("carrier", SipTransport.UDP, trunk.address(), LARGE);
            SipText invite = tcp.takeRequest("INVITE");
            assertTrue(invite.header("Via").startsWith("SIP/2.0/TCP"), invite::toString);
            assertEquals(1, fixture.count(SipCounter.LARGE_REQUESTS));
            tcp.write(invite.answer(200, "OK", "x1", trunk.contact(), StackFixture.SDP));
            fixture.event(SipEvent.Answered.class);
            SipText ack = trunk.takeRequest("ACK");
            assertTrue(ack.header("Via").matches("SIP/2.0/UDP .*;branch=z9hG4bK.+"), ack::toString);
            fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
            trunk.takeRequest("BYE");
        }
    }

    @Test
    void aLargeInviteIsCancelledOnItsOwnWay() throws IOException {
        try (TcpPeer tcp = TcpPeer.listen(trunk.address().getPort())) {
            LegId leg = fixture.callTrunk("carrier", SipTransport.UDP, trunk.address(), LARGE);
            SipText invite = tcp.takeRequest("INVITE");
            tcp.write(invite.answer(180, "Ringing", "x1", trunk.contact(), ""));
            fixture.event(SipEvent.Progress.class);
            fixture.stack.send(new SipCommand.Cancel(leg, Optional.empty()));
            SipText cancel = tcp.takeRequest("CANCEL");
            assertEquals(invite.header("Via"), cancel.header("Via"));
        }
    }

    @Test
    void whenTcpCannotBeOpenedItGoesByUdpAndSoDoTheNextOnes() throws IOException {
        for (int call = 1; call <= 2; call++) {
            fixture.callTrunk("carrier", SipTransport.UDP, trunk.address(), LARGE);
            SipText invite = trunk.takeRequest("INVITE");
            assertTrue(invite.header("Via").startsWith("SIP/2.0/UDP"), invite::toString);
            trunk.write(invite.answer(486, "Busy Here", "x1", "", ""));
            assertEquals(486, fixture.event(SipEvent.Refused.class).status());
            assertEquals(1, fixture.count(SipCounter.LARGE_REQUESTS));
        }
    }

    @Test
    void aSmallInviteGoesByUdp() throws IOException {
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        trunk.takeRequest("INVITE");
    }

    @Test
    void aTrunkThatDoesNotAllowItGetsLargeInvitesByUdp() throws IOException {
        try (StackFixture usual = new StackFixture()) {
            usual.callTrunk("carrier", SipTransport.UDP, usual.trunk.address(), LARGE);
            usual.trunk.takeRequest("INVITE");
            assertEquals(0, usual.count(SipCounter.LARGE_REQUESTS));
        }
    }
}
