package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.Reason;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowserCallTest {

    private StackFixture fixture;
    private FakeBrowser alice;

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture();
        alice = new FakeBrowser(fixture.stack, "alice", "a1");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String invite(String callId) {
        return alice.request(
                "INVITE",
                "sip:+442079460958@landline.test",
                "<sip:+442079460958@landline.test>",
                callId,
                1,
                "",
                StackFixture.SDP);
    }

    @Test
    void signInIsChallengedOnceAndThenBinds() {
        SipText ok = alice.signIn("wonderland");
        assertEquals(200, ok.status());
        assertTrue(ok.header("Contact").contains("<" + alice.contact + ">"), ok::toString);
        assertTrue(ok.header("Contact").contains("+sip.instance=\"<urn:uuid:a1>\""), ok::toString);
        assertEquals(1, fixture.stack.registrar().bindings("alice").size());
        assertEquals(
                alice.flow().id(),
                fixture.stack.registrar().bindings("alice").getFirst().flow());
    }

    @Test
    void aSignedInBrowserCallsIsRungAnsweredAndHungUp() {
        alice.signIn("wonderland");
        alice.write(invite("call-1"));
        alice.take(100, "INVITE");
        SipEvent.InviteReceived invited = fixture.event(SipEvent.InviteReceived.class);
        assertEquals(new SipSource.Browser("alice", alice.flow().id()), invited.source());
        assertEquals("+442079460958", invited.target().user());
        assertEquals(Optional.of(StackFixture.SDP), invited.sdp());

        fixture.stack.send(new SipCommand.Ring(invited.leg(), 180, Optional.empty()));
        fixture.stack.send(new SipCommand.Ring(invited.leg(), 183, Optional.of(StackFixture.SDP)));
        assertEquals("", alice.take(180, "INVITE").body());
        assertEquals(StackFixture.SDP, alice.take(183, "INVITE").body());

        fixture.stack.send(new SipCommand.Answer(invited.leg(), StackFixture.SDP));
        SipText ok = alice.take(200, "INVITE");
        alice.write(alice.request("ACK", ok.uri("Contact"), ok.header("To"), "call-1", 1, "", ""));
        fixture.event(SipEvent.Acknowledged.class);

        fixture.stack.send(new SipCommand.HangUp(invited.leg(), Optional.of(Reason.q850(16, "Normal"))));
        SipText bye = alice.takeRequest("BYE");
        assertEquals(alice.contact, bye.requestUri());
        assertTrue(bye.header("Reason").contains("cause=16"), bye::toString);
        alice.write(bye.answer(200, "OK", "", "", ""));
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void aTrunkCallsABrowserThatAnswersAndHangsUp() {
        alice.signIn("wonderland");
        LegId leg = fixture.callBrowser(alice);
        SipText invite = alice.takeRequest("INVITE");
        assertEquals(alice.contact, invite.requestUri());
        String contact = "Contact: <" + alice.contact + ">\r\n";
        alice.write(invite.answer(100, "Trying", "", "", ""));
        fixture.event(SipEvent.Trying.class);
        alice.write(invite.answer(180, "Ringing", "b1", contact, ""));
        assertEquals(180, fixture.event(SipEvent.Progress.class).status());
        alice.write(invite.answer(200, "OK", "b1", contact, StackFixture.SDP));
        assertEquals(
                Optional.of(StackFixture.SDP),
                fixture.event(SipEvent.Answered.class).sdp());
        SipText ack = alice.takeRequest("ACK");
        assertEquals(alice.contact, ack.requestUri());

        String bye = "BYE " + invite.uri("Contact") + " SIP/2.0\r\nVia: SIP/2.0/WS h7k2.invalid;branch="
                + alice.newBranch() + "\r\nMax-Forwards: 69\r\nFrom: " + invite.header("To") + ";tag=b1\r\nTo: "
                + invite.header("From") + "\r\nCall-ID: " + invite.header("Call-ID")
                + "\r\nCSeq: 7 BYE\r\nReason: Q.850;cause=16;text=\"Bye\"\r\nContent-Length: 0\r\n\r\n";
        alice.write(bye);
        alice.take(200, "BYE");
        SipEvent.HungUp hungUp = fixture.event(SipEvent.HungUp.class);
        assertEquals(leg, hungUp.leg());
        assertEquals(Optional.of(Reason.q850(16, "Bye")), hungUp.reason());
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void aBrowserGivesUpWhileItRings() {
        alice.signIn("wonderland");
        String invite = invite("call-2");
        alice.write(invite);
        SipEvent.InviteReceived invited = fixture.event(SipEvent.InviteReceived.class);
        String cancel = invite.substring(0, invite.indexOf("Content-Type")).replace("INVITE", "CANCEL")
                + "Content-Length: 0\r\n\r\n";
        alice.write(cancel);
        alice.take(200, "CANCEL");
        alice.take(487, "INVITE");
        assertEquals(invited.leg(), fixture.event(SipEvent.Cancelled.class).leg());
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void aBrowserCallIsRefusedInWordsWithReasonAndRetryAfter() {
        alice.signIn("wonderland");
        alice.write(invite("call-3"));
        SipEvent.InviteReceived invited = fixture.event(SipEvent.InviteReceived.class);
        fixture.stack.send(new SipCommand.Refuse(
                invited.leg(), 503, "The Carrier Is Busy", Optional.of(Reason.q850(34, "No circuit")), 7));
        SipText refused = alice.take(503, "INVITE");
        assertEquals("SIP/2.0 503 The Carrier Is Busy", refused.startLine());
        assertEquals("7", refused.header("Retry-After"));
        assertTrue(refused.header("Reason").contains("cause=34"), refused::toString);
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void weCancelARingingBrowserWithAnsweredElsewhere() {
        alice.signIn("wonderland");
        LegId leg = fixture.callBrowser(alice);
        SipText invite = alice.takeRequest("INVITE");
        alice.write(invite.answer(180, "Ringing", "b2", "Contact: <" + alice.contact + ">\r\n", ""));
        fixture.event(SipEvent.Progress.class);
        fixture.stack.send(new SipCommand.Cancel(leg, Optional.of(Reason.sip(200, "Call completed elsewhere"))));
        SipText cancel = alice.takeRequest("CANCEL");
        assertTrue(cancel.header("Reason").contains("cause=200"), cancel::toString);
        alice.write(cancel.answer(200, "OK", "b2", "", ""));
        alice.write(invite.answer(487, "Request Terminated", "b2", "", ""));
        SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
        assertEquals(487, refused.status());
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void anAnswerOverUdpFollowsABrowserToATrunk() {
        LegId leg = fixture.callTrunk(SipTransport.UDP, fixture.trunk.address());
        SipText invite = fixture.trunk.takeRequest("INVITE");
        assertEquals("sip:+442079460958@carrier.test", invite.requestUri());
        assertTrue(invite.header("P-Asserted-Identity").contains("+442079460100"), invite::toString);
        assertEquals("Landline", invite.header("User-Agent"));
        fixture.trunk.write(invite.answer(100, "Trying", "", "", ""));
        fixture.trunk.write(invite.answer(183, "Session Progress", "t1", fixture.trunk.contact(), StackFixture.SDP));
        assertEquals(
                Optional.of(StackFixture.SDP),
                fixture.event(SipEvent.Progress.class).sdp());
        fixture.trunk.write(invite.answer(200, "OK", "t1", fixture.trunk.contact(), StackFixture.SDP));
        fixture.event(SipEvent.Answered.class);
        fixture.trunk.takeRequest("ACK");
        fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
        SipText bye = fixture.trunk.takeRequest("BYE");
        fixture.trunk.write(bye.answer(200, "OK", "", "", ""));
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void aTrunkCallIsRungAnsweredAndHungUpByTheTrunk() {
        fixture.trunk.write(fixture.trunk.request(
                "INVITE",
                "sip:+442079460100@127.0.0.1:" + fixture.udpPort,
                "<sip:+442079460100@landline.test>",
                "in-1",
                1,
                "P-Asserted-Identity: <tel:+442079460001>\r\n",
                StackFixture.SDP));
        SipEvent.InviteReceived invited = fixture.event(SipEvent.InviteReceived.class);
        assertEquals(new SipSource.Trunk("carrier", fixture.trunk.address()), invited.source());
        assertEquals("+442079460001", invited.asserted().orElseThrow().uri().user());
        assertEquals("Carrier", invited.from().displayName());
        fixture.stack.send(new SipCommand.Ring(invited.leg(), 180, Optional.empty()));
        fixture.trunk.take(180, "INVITE");
        fixture.stack.send(new SipCommand.Answer(invited.leg(), StackFixture.SDP));
        SipText ok = fixture.trunk.take(200, "INVITE");
        assertTrue(SipUri.parse(ok.uri("Contact")).isPresent());
        fixture.trunk.write(fixture.trunk.request("ACK", ok.uri("Contact"), ok.header("To"), "in-1", 1, "", ""));
        fixture.event(SipEvent.Acknowledged.class);
        fixture.trunk.write(fixture.trunk.request("BYE", ok.uri("Contact"), ok.header("To"), "in-1", 2, "", ""));
        fixture.trunk.take(200, "BYE");
        fixture.event(SipEvent.HungUp.class);
        assertEquals(0, fixture.stack.legs());
    }
}
