package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTransport;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** REFER inside a call and the news about it (RFC 3515), and dialogs named by a Replaces header (RFC 3891). */
class ReferTest {

    private StackFixture fixture;
    private FakeTrunk trunk;
    private SipText invite;
    private LegId leg;

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture(40, SipLimits.standard());
        trunk = fixture.trunk;
        leg = fixture.callTrunk(SipTransport.UDP, trunk.address());
        invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(200, "OK", "t1", trunk.contact(), StackFixture.SDP));
        fixture.event(SipEvent.Answered.class);
        trunk.takeRequest("ACK");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void refer(int cseq, String headers) {
        trunk.write(trunk.inside(invite, "t1", "REFER", cseq, headers, ""));
    }

    @Test
    void isAcceptedAndItsProgressIsToldUntilTheEnd() {
        refer(2, "Refer-To: <sip:carol@landline.test>\r\n");
        SipEvent.ReferReceived refer = fixture.event(SipEvent.ReferReceived.class);
        assertEquals("sip:carol@landline.test", refer.target().toString());
        assertEquals(Optional.empty(), refer.replaces());
        fixture.stack.send(new SipCommand.AnswerRefer(leg, refer.refer(), 202, "Accepted"));
        assertTrue(trunk.take(202, "REFER").header("Contact").contains("sip:gateway@"));

        fixture.stack.send(new SipCommand.NotifyRefer(leg, refer.refer(), 100, "Trying"));
        SipText first = trunk.takeRequest("NOTIFY");
        trunk.write(first.answer(200, "OK", "", "", ""));
        assertEquals("refer;id=2", first.header("Event"));
        assertEquals("active;expires=180", first.header("Subscription-State"));
        assertEquals("message/sipfrag;version=2.0", first.header("Content-Type"));
        assertEquals("SIP/2.0 100 Trying\r\n", first.body());

        fixture.stack.send(new SipCommand.NotifyRefer(leg, refer.refer(), 200, "OK"));
        SipText last = trunk.takeRequest("NOTIFY");
        trunk.write(last.answer(200, "OK", "", "", ""));
        assertEquals("terminated;reason=noresource", last.header("Subscription-State"));
        assertEquals("SIP/2.0 200 OK\r\n", last.body());

        fixture.stack.send(new SipCommand.NotifyRefer(leg, refer.refer(), 200, "OK"));
        assertTrue(trunk.inbox.staysWithout(text -> text.method().equals("NOTIFY"), 100));
    }

    @Test
    void isRefusedInWords() {
        refer(2, "Refer-To: <sip:carol@landline.test>\r\n");
        SipEvent.ReferReceived refer = fixture.event(SipEvent.ReferReceived.class);
        fixture.stack.send(new SipCommand.AnswerRefer(leg, refer.refer(), 603, "Not from this line"));
        assertEquals("SIP/2.0 603 Not from this line", trunk.take(603, "REFER").startLine());
    }

    @Test
    void withoutNewsIsNotReported() {
        refer(2, "Refer-To: <sip:carol@landline.test>\r\nRefer-Sub: false\r\nSupported: norefersub\r\n");
        SipEvent.ReferReceived refer = fixture.event(SipEvent.ReferReceived.class);
        fixture.stack.send(new SipCommand.AnswerRefer(leg, refer.refer(), 202, "Accepted"));
        assertEquals("false", trunk.take(202, "REFER").header("Refer-Sub"));
        fixture.stack.send(new SipCommand.NotifyRefer(leg, refer.refer(), 200, "OK"));
        assertTrue(trunk.inbox.staysWithout(text -> text.method().equals("NOTIFY"), 100));
    }

    @Test
    void namesTheCallThatIsReplaced() {
        refer(2, "Refer-To: <sip:carol@landline.test?Replaces=12%403+4%3Bto-tag%3Da%3Bfrom-tag%3Db>\r\n");
        assertEquals(
                Optional.of(new Replaces("12@3+4", "a", "b", false)),
                fixture.event(SipEvent.ReferReceived.class).replaces());
    }

    @Test
    void whoseTargetCannotBeUnderstoodIsABadRequest() {
        refer(2, "");
        trunk.take(400, "REFER");
        refer(3, "Refer-To: <mailto:carol@landline.test>\r\n");
        trunk.take(400, "REFER");
        refer(4, "Refer-To: <sip:carol@landline.test?Replaces=nonsense>\r\n");
        trunk.take(400, "REFER");
    }

    @Test
    void isOneAtATime() {
        refer(2, "Refer-To: <sip:carol@landline.test>\r\n");
        fixture.event(SipEvent.ReferReceived.class);
        refer(3, "Refer-To: <sip:carol@landline.test>\r\n");
        trunk.take(491, "REFER");
    }

    @Test
    void thatWaitsWhenTheCallEndsIsAnswered() {
        refer(2, "Refer-To: <sip:carol@landline.test>\r\n");
        fixture.event(SipEvent.ReferReceived.class);
        fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
        trunk.take(481, "REFER");
        trunk.takeRequest("BYE");
    }

    @Test
    void aDialogIsFoundByItsTagsWhicheverSideNamesIt() {
        String callId = invite.header("Call-ID");
        String ours = invite.tag("From");
        assertEquals(Optional.of(leg), fixture.stack.find(new Replaces(callId, "t1", ours, false)));
        assertEquals(Optional.of(leg), fixture.stack.find(new Replaces(callId, ours, "t1", false)));
        assertEquals(Optional.empty(), fixture.stack.find(new Replaces(callId, ours, "t2", false)));
        assertEquals(Optional.empty(), fixture.stack.find(new Replaces("another", ours, "t1", false)));
    }

    @Test
    void anInviteNamesTheDialogThatItReplaces() {
        trunk.write(trunk.request(
                "INVITE",
                "sip:+442079460100@127.0.0.1:" + trunk.gateway().getPort(),
                "<sip:+442079460100@landline.test>",
                "pickup",
                1,
                "Replaces: 98732@sip.test;from-tag=r33th4x0r;to-tag=ff87ff;early-only\r\n",
                StackFixture.SDP));
        assertEquals(
                Optional.of(new Replaces("98732@sip.test", "ff87ff", "r33th4x0r", true)),
                fixture.event(SipEvent.InviteReceived.class).replaces());
    }
}
