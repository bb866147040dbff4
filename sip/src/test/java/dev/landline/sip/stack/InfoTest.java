package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTransport;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Digits as INFO toward a trunk (RFC 6086 section 5). */
class InfoTest {

    private static final String BODY = "Signal=5\r\nDuration=160\r\n";

    private StackFixture fixture;
    private FakeTrunk trunk;

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture(40, SipLimits.standard());
        trunk = fixture.trunk;
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static SipCommand.SendInfo info(LegId leg) {
        return new SipCommand.SendInfo(leg, "application/dtmf-relay", BODY);
    }

    private void assertInfo(SipText info) {
        assertEquals("application/dtmf-relay", info.header("Content-Type"));
        assertEquals(BODY, info.body());
    }

    @Test
    void goesOutInsideACallThatWeOpenedAndARefusalOfItChangesNothing() {
        LegId leg = fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(200, "OK", "t1", trunk.contact(), StackFixture.SDP));
        fixture.event(SipEvent.Answered.class);
        trunk.takeRequest("ACK");
        fixture.stack.send(info(leg));
        SipText first = trunk.takeRequest("INFO");
        assertInfo(first);
        assertEquals(invite.header("Call-ID"), first.header("Call-ID"));
        assertEquals("t1", first.tag("To"));
        trunk.write(first.answer(415, "Unsupported Media Type", "", "", ""));
        fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
        assertEquals("t1", trunk.takeRequest("BYE").tag("To"));
    }

    @Test
    void goesOutInsideACallThatTheTrunkOpened() {
        trunk.write(trunk.invite("info-call", StackFixture.SDP));
        LegId leg = fixture.event(SipEvent.InviteReceived.class).leg();
        fixture.stack.send(new SipCommand.Answer(leg, StackFixture.SDP));
        SipText answer = trunk.take(200, "INVITE");
        trunk.write(trunk.request("ACK", answer.uri("Contact"), answer.header("To"), "info-call", 1, "", ""));
        fixture.event(SipEvent.Acknowledged.class);
        fixture.stack.send(info(leg));
        assertInfo(trunk.takeRequest("INFO"));
    }

    @Test
    void isIgnoredBeforeTheAnswer() {
        LegId leg = fixture.callTrunk(SipTransport.UDP, trunk.address());
        trunk.takeRequest("INVITE");
        fixture.stack.send(info(leg));
        StackFixture.await("the command's refusal", () -> fixture.count(SipCounter.COMMANDS_IGNORED) == 1);
        assertTrue(trunk.inbox.staysWithout(text -> text.method().equals("INFO"), 100));
    }
}
