package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTransport;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offers that do not come in the INVITE: late ones, early UPDATEs, and two at once. Timers run 40 times faster. */
class LateOffersTest {

    private static final String OTHER = StackFixture.SDP.replace("40000", "40002");

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

    /** The trunk calls without an offer and is answered with ours; returns our 200. */
    private SipText answered(String callId) {
        trunk.write(trunk.invite(callId, ""));
        SipEvent.InviteReceived invite = fixture.event(SipEvent.InviteReceived.class);
        assertEquals(Optional.empty(), invite.sdp());
        fixture.stack.send(new SipCommand.Answer(invite.leg(), StackFixture.SDP));
        SipText ok = trunk.take(200, "INVITE");
        assertEquals(StackFixture.SDP, ok.body());
        return ok;
    }

    private void acknowledge(SipText ok, String callId, int cseq, String sdp) {
        trunk.write(trunk.request("ACK", ok.uri("Contact"), ok.header("To"), callId, cseq, "", sdp));
    }

    @Test
    void aCallWithoutAnOfferGetsOursAndTheAckBringsTheAnswer() {
        SipText ok = answered("l1");
        acknowledge(ok, "l1", 1, OTHER);
        assertEquals(
                Optional.of(OTHER), fixture.event(SipEvent.AnswerReceived.class).sdp());
        fixture.event(SipEvent.Acknowledged.class);
    }

    @Test
    void anAckWithoutTheAnswerThatIsOwedIsReported() {
        SipText ok = answered("l2");
        acknowledge(ok, "l2", 1, "");
        assertEquals(
                Optional.empty(), fixture.event(SipEvent.AnswerReceived.class).sdp());
    }

    @Test
    void aReInviteWithoutAnOfferGetsOursAndItsAckBringsTheAnswer() {
        SipText ok = answered("l3");
        acknowledge(ok, "l3", 1, OTHER);
        fixture.event(SipEvent.Acknowledged.class);
        fixture.event(SipEvent.AnswerReceived.class);
        trunk.write(trunk.request("INVITE", ok.uri("Contact"), ok.header("To"), "l3", 2, "", ""));
        SipEvent.OfferReceived asked = fixture.event(SipEvent.OfferReceived.class);
        assertEquals(Optional.empty(), asked.sdp());
        fixture.stack.send(new SipCommand.AcceptOffer(asked.leg(), asked.offer(), OTHER));
        SipText again = trunk.inbox.take(
                "our offer", text -> text.status() == 200 && text.header("CSeq").equals("2 INVITE"));
        assertEquals(OTHER, again.body());
        acknowledge(ok, "l3", 2, StackFixture.SDP);
        assertEquals(
                Optional.of(StackFixture.SDP),
                fixture.event(SipEvent.AnswerReceived.class).sdp());
        // Only the ACK of the first answer is the call's.
        assertTrue(fixture.events.staysWithout(SipEvent.Acknowledged.class::isInstance, 50));
    }

    @Test
    void anOrdinaryAckIsNoAnswerEvenWithABody() {
        trunk.write(trunk.invite("l4", StackFixture.SDP));
        fixture.stack.send(new SipCommand.Answer(
                fixture.event(SipEvent.InviteReceived.class).leg(), StackFixture.SDP));
        acknowledge(trunk.take(200, "INVITE"), "l4", 1, OTHER);
        fixture.event(SipEvent.Acknowledged.class);
        assertTrue(fixture.events.staysWithout(SipEvent.AnswerReceived.class::isInstance, 50));
    }

    @Test
    void anUnreliableRingingCarriesNoOfferOfOurs() {
        trunk.write(trunk.invite("l5", ""));
        SipEvent.InviteReceived invite = fixture.event(SipEvent.InviteReceived.class);
        fixture.stack.send(new SipCommand.Ring(invite.leg(), 183, Optional.of(StackFixture.SDP)));
        assertEquals("", trunk.take(183, "INVITE").body());
    }

    @Test
    void anUpdateInAnEarlyDialogIsAnsweredOnceTheTrunkIsDescribed() {
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(180, "Ringing", "t1", trunk.contact(), ""));
        fixture.event(SipEvent.Progress.class);
        trunk.write(trunk.inside(invite, "t1", "UPDATE", 1, "", OTHER));
        trunk.take(491, "UPDATE");
        trunk.write(invite.answer(183, "Session Progress", "t1", trunk.contact(), StackFixture.SDP));
        fixture.event(SipEvent.Progress.class);
        trunk.write(trunk.inside(invite, "t1", "UPDATE", 2, "", OTHER));
        SipEvent.OfferReceived update = fixture.event(SipEvent.OfferReceived.class);
        assertEquals(Optional.of(OTHER), update.sdp());
        fixture.stack.send(new SipCommand.AcceptOffer(update.leg(), update.offer(), StackFixture.SDP));
        assertEquals(StackFixture.SDP, trunk.take(200, "UPDATE").body());
        trunk.write(invite.answer(200, "OK", "t1", trunk.contact(), StackFixture.SDP));
        fixture.event(SipEvent.Answered.class);
        trunk.takeRequest("ACK");
    }

    @Test
    void anUpdateOfACallerThatHasNoAnswerYetIsToldToComeBack() {
        trunk.write(trunk.invite("l6", StackFixture.SDP));
        SipEvent.InviteReceived invite = fixture.event(SipEvent.InviteReceived.class);
        fixture.stack.send(new SipCommand.Ring(invite.leg(), 180, Optional.empty()));
        SipText ringing = trunk.take(180, "INVITE");
        trunk.write(trunk.request("UPDATE", ringing.uri("Contact"), ringing.header("To"), "l6", 2, "", OTHER));
        SipText refused = trunk.take(500, "UPDATE");
        int seconds = Integer.parseInt(refused.header("Retry-After"));
        assertTrue(seconds >= 1 && seconds <= 10, refused::toString);
    }

    @Test
    void aRefusedOfferLeavesTheCallAndTheNextOneIsServed() {
        SipText ok = answered("l7");
        acknowledge(ok, "l7", 1, OTHER);
        fixture.event(SipEvent.Acknowledged.class);
        trunk.write(trunk.request("INVITE", ok.uri("Contact"), ok.header("To"), "l7", 2, "", OTHER));
        SipEvent.OfferReceived first = fixture.event(SipEvent.OfferReceived.class);
        fixture.stack.send(new SipCommand.RefuseOffer(first.leg(), first.offer(), 488, "This sound cannot be used"));
        SipText refused = trunk.take(488, "INVITE");
        assertTrue(refused.startLine().endsWith("This sound cannot be used"), refused::toString);
        trunk.write(trunk.request("UPDATE", ok.uri("Contact"), ok.header("To"), "l7", 3, "", OTHER));
        SipEvent.OfferReceived second = fixture.event(SipEvent.OfferReceived.class);
        fixture.stack.send(new SipCommand.AcceptOffer(second.leg(), second.offer(), OTHER));
        trunk.take(200, "UPDATE");
        assertEquals(1, fixture.stack.legs());
    }

    @Test
    void aRequestThatIsNumberedLowerThanTheOneBeforeIsOutOfOrder() {
        SipText ok = answered("l8");
        acknowledge(ok, "l8", 1, OTHER);
        fixture.event(SipEvent.Acknowledged.class);
        trunk.write(trunk.request("INFO", ok.uri("Contact"), ok.header("To"), "l8", 7, "", "x"));
        trunk.take(200, "INFO");
        trunk.write(trunk.request("BYE", ok.uri("Contact"), ok.header("To"), "l8", 6, "", ""));
        trunk.take(500, "BYE");
        trunk.write(trunk.request("UPDATE", ok.uri("Contact"), ok.header("To"), "l8", 7, "", ""));
        trunk.take(500, "UPDATE");
        assertEquals(1, fixture.stack.legs());
        assertFalse(fixture.events.staysWithout(SipEvent.InfoReceived.class::isInstance, 1));
        assertEquals(2, fixture.count(SipCounter.REFUSED_ORDER));
    }
}
