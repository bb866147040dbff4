package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.Reason;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls with a trunk on UDP, with SIP timers 40 times faster: T1 is 12.5 ms, 64*T1 is 0.8 s. */
class TrunkCallTest {

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

    /** Calls the trunk and has it answered. */
    private SipText talk() {
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(200, "OK", "t1", trunk.contact(), StackFixture.SDP));
        fixture.event(SipEvent.Answered.class);
        trunk.takeRequest("ACK");
        return invite;
    }

    /** The trunk calls and is answered; returns our 200. */
    private SipText answer(String callId) {
        trunk.write(trunk.invite(callId, StackFixture.SDP));
        fixture.stack.send(new SipCommand.Answer(
                fixture.event(SipEvent.InviteReceived.class).leg(), StackFixture.SDP));
        return trunk.take(200, "INVITE");
    }

    @Test
    void aBusyTrunkIsReportedWithItsReason() {
        LegId leg = fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(486, "Busy Here", "t1", "Reason: Q.850;cause=17;text=\"User busy\"\r\n", ""));
        SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
        assertEquals(
                new SipEvent.Refused(leg, 486, "Busy Here", Optional.of(Reason.q850(17, "User busy")), false), refused);
        trunk.takeRequest("ACK");
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void aSilentTrunkEndsIn408() {
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
        assertEquals(408, refused.status());
        assertTrue(refused.local());
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void aChallengeFromATrunkIsARefusal() {
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(
                407,
                "Proxy Authentication Required",
                "t1",
                "Proxy-Authenticate: Digest realm=\"x\",nonce=\"1\"\r\n",
                ""));
        assertEquals(407, fixture.event(SipEvent.Refused.class).status());
    }

    @Test
    void cancelWaitsForTheFirstProvisionalAnswer() {
        LegId leg = fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        fixture.stack.send(new SipCommand.Cancel(leg, Optional.empty()));
        assertTrue(trunk.inbox.staysWithout(text -> text.method().equals("CANCEL"), 150));
        trunk.write(invite.answer(100, "Trying", "", "", ""));
        SipText cancel = trunk.takeRequest("CANCEL");
        assertEquals(invite.all("Via").getFirst(), cancel.all("Via").getFirst());
        trunk.write(cancel.answer(200, "OK", "t1", "", ""));
        trunk.write(invite.answer(487, "Request Terminated", "t1", "", ""));
        assertEquals(487, fixture.event(SipEvent.Refused.class).status());
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void aCancelThatNobodyAnswersStillEndsTheLeg() {
        LegId leg = fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(180, "Ringing", "t1", trunk.contact(), ""));
        fixture.event(SipEvent.Progress.class);
        fixture.stack.send(new SipCommand.Cancel(leg, Optional.empty()));
        SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
        assertEquals(487, refused.status());
        assertTrue(refused.local());
    }

    @Test
    void anAnswerThatCrossesOurCancelIsAcknowledgedAndHungUp() {
        LegId leg = fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(180, "Ringing", "t1", trunk.contact(), ""));
        fixture.event(SipEvent.Progress.class);
        fixture.stack.send(new SipCommand.Cancel(leg, Optional.empty()));
        trunk.takeRequest("CANCEL");
        trunk.write(invite.answer(200, "OK", "t1", trunk.contact(), StackFixture.SDP));
        trunk.takeRequest("ACK");
        SipText bye = trunk.takeRequest("BYE");
        trunk.write(bye.answer(200, "OK", "", "", ""));
        assertEquals(487, fixture.event(SipEvent.Refused.class).status());
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void aRepeatedAnswerIsAcknowledgedAgain() {
        SipText invite = talk();
        for (int i = 0; i < 3; i++) {
            trunk.write(invite.answer(200, "OK", "t1", trunk.contact(), StackFixture.SDP));
            assertEquals("1 ACK", trunk.takeRequest("ACK").header("CSeq"));
        }
        assertTrue(fixture.events.staysWithout(SipEvent.Answered.class::isInstance, 50));
    }

    @Test
    void aSecondAnswerOfAForkIsAcknowledgedAndHungUpAndTheFirstCallLives() {
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(180, "Ringing", "fork1", trunk.contact(), ""));
        trunk.write(invite.answer(183, "Progress", "fork2", trunk.contact(), ""));
        trunk.write(invite.answer(200, "OK", "fork1", trunk.contact(), StackFixture.SDP));
        fixture.event(SipEvent.Answered.class);
        assertEquals("fork1", trunk.takeRequest("ACK").tag("To"));
        trunk.write(invite.answer(200, "OK", "fork2", trunk.contact(), StackFixture.SDP));
        assertEquals("fork2", trunk.takeRequest("ACK").tag("To"));
        SipText bye = trunk.takeRequest("BYE");
        assertEquals("fork2", bye.tag("To"));
        trunk.write(bye.answer(200, "OK", "", "", ""));
        assertEquals(1, fixture.count(SipCounter.FORKED_ANSWERS));
        assertEquals(1, fixture.stack.legs());
        trunk.write(trunk.inside(invite, "fork1", "BYE", 2, "", ""));
        trunk.take(200, "BYE");
        fixture.event(SipEvent.HungUp.class);
    }

    @Test
    void anAnswerOfAnotherBranchAfterTheCallIsHungUp() {
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(180, "Ringing", "f2", trunk.contact(), ""));
        trunk.write(invite.answer(200, "OK", "f1", trunk.contact(), StackFixture.SDP));
        assertEquals("f1", trunk.takeRequest("ACK").tag("To"));
        SipEvent.Answered answered = fixture.event(SipEvent.Answered.class);
        fixture.stack.send(new SipCommand.HangUp(answered.leg(), Optional.empty()));
        SipText bye = trunk.takeRequest("BYE");
        trunk.write(bye.answer(200, "OK", "", "", ""));
        trunk.write(invite.answer(200, "OK", "f2", trunk.contact(), StackFixture.SDP));
        // What was sent to the first branch may come again, when the machine is busy.
        trunk.inbox.take(
                "the ACK of the second",
                text -> !text.isResponse()
                        && text.method().equals("ACK")
                        && text.tag("To").equals("f2"));
        trunk.inbox.take(
                "its BYE",
                text -> !text.isResponse()
                        && text.method().equals("BYE")
                        && text.tag("To").equals("f2"));
    }

    @Test
    void ourAnswerIsRepeatedUntilItIsAcknowledged() {
        SipText ok = answer("a1");
        for (int i = 0; i < 3; i++) {
            assertEquals(ok, trunk.take(200, "INVITE"));
        }
        trunk.write(trunk.request("ACK", ok.uri("Contact"), ok.header("To"), "a1", 1, "", ""));
        fixture.event(SipEvent.Acknowledged.class);
        assertEquals(1, fixture.stack.legs());
    }

    @Test
    void anAnswerThatIsNeverAcknowledgedIsReportedAndCanBeHungUp() {
        answer("a2");
        SipEvent.Unacknowledged event = fixture.event(SipEvent.Unacknowledged.class);
        fixture.stack.send(new SipCommand.HangUp(event.leg(), Optional.empty()));
        SipText bye = trunk.takeRequest("BYE");
        trunk.write(bye.answer(481, "Call Does Not Exist", "", "", ""));
        assertEquals(0, fixture.stack.legs());
        StackFixture.await("an empty stack", () -> fixture.stack.held() == 0);
    }

    @Test
    void hangingUpBeforeTheAckWaitsForIt() {
        trunk.write(trunk.invite("a3", StackFixture.SDP));
        LegId leg = fixture.event(SipEvent.InviteReceived.class).leg();
        fixture.stack.send(new SipCommand.Answer(leg, StackFixture.SDP));
        fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
        SipText ok = trunk.take(200, "INVITE");
        assertTrue(trunk.inbox.staysWithout(text -> text.method().equals("BYE"), 100));
        trunk.write(trunk.request("ACK", ok.uri("Contact"), ok.header("To"), "a3", 1, "", ""));
        trunk.takeRequest("BYE");
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void theCallerGivesUpWhileItRings() {
        String invite = trunk.invite("a4", StackFixture.SDP);
        trunk.write(invite);
        LegId leg = fixture.event(SipEvent.InviteReceived.class).leg();
        fixture.stack.send(new SipCommand.Ring(leg, 180, Optional.empty()));
        trunk.take(180, "INVITE");
        trunk.write(invite.replace("INVITE", "CANCEL")
                .replaceFirst("Content-Type[^\r]*\r\n", "Reason: SIP;cause=200;text=\"Elsewhere\"\r\n")
                .replaceFirst("(?s)Content-Length: .*", "Content-Length: 0\r\n\r\n"));
        trunk.take(200, "CANCEL");
        assertEquals(trunk.take(487, "INVITE").status(), 487);
        SipEvent.Cancelled cancelled = fixture.event(SipEvent.Cancelled.class);
        assertEquals(Optional.of(Reason.sip(200, "Elsewhere")), cancelled.reason());
        fixture.stack.send(new SipCommand.Answer(leg, StackFixture.SDP));
        StackFixture.await("an ignored command", () -> fixture.count(SipCounter.COMMANDS_IGNORED) == 1);
    }

    @Test
    void anInviteRepeatedByTheNetworkIsOneCall() {
        String invite = trunk.invite("a5", StackFixture.SDP);
        trunk.write(invite);
        trunk.write(invite);
        trunk.take(100, "INVITE");
        LegId leg = fixture.event(SipEvent.InviteReceived.class).leg();
        fixture.stack.send(new SipCommand.Refuse(leg, 404, "No Such Number", Optional.empty(), 0));
        trunk.take(404, "INVITE");
        assertTrue(fixture.events.staysWithout(SipEvent.InviteReceived.class::isInstance, 50));
    }

    @Test
    void infoIsPassedOn() {
        SipText invite = talk();
        trunk.write(trunk.inside(invite, "t1", "INFO", 2, "", "Signal=5\r\nDuration=160\r\n")
                .replace("application/sdp", "application/dtmf-relay"));
        trunk.take(200, "INFO");
        SipEvent.InfoReceived info = fixture.event(SipEvent.InfoReceived.class);
        assertEquals("application/dtmf-relay", info.contentType());
        assertEquals("Signal=5\r\nDuration=160\r\n", info.body());
    }

    @Test
    void anOfferInsideTheCallIsAcceptedAndTheAnswerAcknowledged() {
        SipText invite = talk();
        String reInvite = trunk.inside(invite, "t1", "INVITE", 2, "", StackFixture.SDP);
        trunk.write(reInvite);
        SipEvent.OfferReceived offer = fixture.event(SipEvent.OfferReceived.class);
        assertEquals(Optional.of(StackFixture.SDP), offer.sdp());
        fixture.stack.send(new SipCommand.AcceptOffer(offer.leg(), offer.offer(), StackFixture.SDP));
        SipText ok = trunk.take(200, "INVITE");
        assertEquals(StackFixture.SDP, ok.body());
        trunk.write(trunk.inside(invite, "t1", "ACK", 2, "", ""));
        trunk.write(trunk.inside(invite, "t1", "UPDATE", 3, "", StackFixture.SDP));
        SipEvent.OfferReceived second = fixture.event(SipEvent.OfferReceived.class);
        assertEquals(offer.offer() + 1, second.offer());
        fixture.stack.send(new SipCommand.RefuseOffer(second.leg(), second.offer(), 488, "Not Acceptable Here"));
        trunk.take(488, "UPDATE");
        trunk.write(trunk.inside(invite, "t1", "UPDATE", 4, "", ""));
        trunk.take(200, "UPDATE");
        assertEquals(1, fixture.stack.legs());
    }

    @Test
    void aSecondOfferWhileOneIsOpenIsRefused() {
        SipText invite = talk();
        trunk.write(trunk.inside(invite, "t1", "INVITE", 2, "", StackFixture.SDP));
        SipEvent.OfferReceived offer = fixture.event(SipEvent.OfferReceived.class);
        trunk.write(trunk.inside(invite, "t1", "UPDATE", 3, "", StackFixture.SDP));
        SipText refused = trunk.take(500, "UPDATE");
        assertFalse(refused.header("Retry-After").isEmpty());
        trunk.write(trunk.inside(invite, "t1", "INVITE", 4, "", StackFixture.SDP));
        SipText second = trunk.inbox.take(
                "an answer to the second re-INVITE",
                text -> text.status() >= 300 && text.header("CSeq").equals("4 INVITE"));
        assertTrue(second.status() == 491 || second.status() == 500, second::toString);
        fixture.stack.send(new SipCommand.RefuseOffer(offer.leg(), offer.offer(), 488, "Not Acceptable Here"));
        trunk.take(488, "INVITE");
        assertEquals(1, fixture.stack.legs());
    }

    @Test
    void hangingUpAnswersAnOpenOfferToo() {
        SipText invite = talk();
        trunk.write(trunk.inside(invite, "t1", "INVITE", 2, "", StackFixture.SDP));
        fixture.event(SipEvent.OfferReceived.class);
        trunk.write(trunk.inside(invite, "t1", "BYE", 3, "", ""));
        trunk.take(200, "BYE");
        trunk.take(487, "INVITE");
        fixture.event(SipEvent.HungUp.class);
    }

    @Test
    void aStrangerWhoKnowsTheTagsCannotHangUp() throws IOException {
        SipText invite = talk();
        try (FakeTrunk stranger = new FakeTrunk(trunk.gateway(), InetAddress.ofLiteral("127.0.0.2"))) {
            stranger.write(stranger.inside(invite, "t1", "BYE", 2, "", ""));
            stranger.take(481, "BYE");
        }
        assertEquals(1, fixture.stack.legs());
        // The trunk's own address is enough, whatever its port.
        fixture.strangers.add(trunk.address().getPort());
        trunk.write(trunk.inside(invite, "t1", "BYE", 3, "", ""));
        trunk.take(200, "BYE");
        fixture.event(SipEvent.HungUp.class);
    }

    @Test
    void aChallengeToOurByeGetsNoCredentials() {
        talk();
        LegId leg = new LegId(fixture.stack.newLeg().value().replaceAll("-.*", "-1"));
        fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
        SipText bye = trunk.takeRequest("BYE");
        trunk.write(bye.answer(
                401, "Unauthorized", "", "WWW-Authenticate: Digest realm=\"landline.test\",nonce=\"1\"\r\n", ""));
        assertTrue(trunk.inbox.staysWithout(
                text -> text.method().equals("BYE")
                        && !text.header("Authorization").isEmpty(),
                150));
        StackFixture.await("an empty stack", () -> fixture.stack.held() == 0);
    }

    @Test
    void namesAndReasonsCannotSmuggleHeaders() {
        LegId leg = fixture.stack.newLeg();
        Party evil = new Party("a\r\nX-Evil: 1\r\n\"<sip:x@y>", SipUri.of("b\r\nX-Evil: 2", "h.test"));
        fixture.stack.send(new SipCommand.Invite(
                leg,
                new SipTarget.Trunk("carrier", trunk.address(), SipTransport.UDP),
                SipUri.of("1\r\nX-Evil: 3", "carrier.test"),
                evil,
                evil,
                Optional.of(evil),
                StackFixture.SDP));
        SipText invite = trunk.takeRequest("INVITE");
        assertTrue(invite.all("X-Evil").isEmpty(), invite::toString);
        assertEquals(StackFixture.SDP, invite.body());
        trunk.write(invite.answer(100, "Trying", "", "", ""));
        fixture.event(SipEvent.Trying.class);
        fixture.stack.send(new SipCommand.Cancel(leg, Optional.of(Reason.sip(200, "x\r\nX-Evil: 4\""))));
        assertTrue(trunk.takeRequest("CANCEL").all("X-Evil").isEmpty());
    }

    @Test
    void aByeWithAnUnreadableReasonStillHangsUp() {
        SipText invite = talk();
        trunk.write(trunk.inside(invite, "t1", "BYE", 2, "Reason: SIP;text=\"no cause\"\r\n", ""));
        trunk.take(200, "BYE");
        assertEquals(Optional.empty(), fixture.event(SipEvent.HungUp.class).reason());
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void whatWasSentBeforeTheEndStillLeaves() {
        talk();
        for (int i = 0; i < 20; i++) {
            fixture.callTrunk(SipTransport.UDP, trunk.address());
        }
        fixture.stack.close();
        for (int i = 0; i < 20; i++) {
            trunk.takeRequest("INVITE");
        }
    }

    @Test
    void aMessageInsideACallIsRefused() {
        SipText invite = talk();
        trunk.write(trunk.inside(invite, "t1", "MESSAGE", 3, "", ""));
        trunk.take(405, "MESSAGE");
        trunk.write(trunk.inside(invite, "t1", "OPTIONS", 4, "", ""));
        trunk.take(200, "OPTIONS");
        assertEquals(1, fixture.stack.legs());
    }
}
