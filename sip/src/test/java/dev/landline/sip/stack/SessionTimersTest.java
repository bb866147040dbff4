package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.Reason;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTransport;
import dev.landline.sip.session.DialogTerms;
import dev.landline.sip.session.DialogTerms.Reliability;
import dev.landline.sip.session.TimerTerms;
import dev.landline.sip.trunk.TrunkSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 4028 on the wire, with all timers 40 times faster: a session of 180 s is refreshed after 2.25 s, over after 3.7 s. */
class SessionTimersTest {

    private static final String UPDATES = "Allow: INVITE, ACK, BYE, CANCEL, UPDATE\r\n";
    private static final String NO_UPDATES = "Allow: INVITE, ACK, BYE, CANCEL\r\n";
    private static final String TIMER = "Supported: timer\r\n";

    private StackFixture fixture;
    private FakeTrunk trunk;

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture(40, SipLimits.standard());
        trunk = fixture.trunk;
        terms(180, 90);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void terms(int expires, int least) {
        fixture.trunkSettings.put(
                "carrier",
                new TrunkSettings(
                        "carrier",
                        "carrier.test",
                        5060,
                        Optional.of(SipTransport.UDP),
                        Optional.empty(),
                        new DialogTerms(Reliability.SUPPORTED, new TimerTerms(expires, least))));
    }

    /** We call and the trunk answers with these header lines. */
    private SipText talk(String extra) {
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        trunk.write(invite.answer(200, "OK", "t1", trunk.contact() + extra, StackFixture.SDP));
        fixture.event(SipEvent.Answered.class);
        trunk.takeRequest("ACK");
        return invite;
    }

    /** The trunk calls with these header lines and is answered; returns our 200. */
    private SipText answered(String callId, String extra) {
        trunk.write(invite(callId, extra));
        LegId leg = fixture.event(SipEvent.InviteReceived.class).leg();
        fixture.stack.send(new SipCommand.Answer(leg, StackFixture.SDP));
        SipText ok = trunk.take(200, "INVITE");
        trunk.write(trunk.request("ACK", ok.uri("Contact"), ok.header("To"), callId, 1, "", ""));
        fixture.event(SipEvent.Acknowledged.class);
        return ok;
    }

    /** A re-INVITE of ours that is none of those before. */
    private SipText reInvite(String... before) {
        return trunk.inbox.take(
                "a re-INVITE",
                text -> text.method().equals("INVITE")
                        && !text.isResponse()
                        && !text.tag("To").isEmpty()
                        && !List.of(before).contains(text.header("CSeq")));
    }

    private SipText ackOf(SipText invite) {
        String cseq = invite.header("CSeq").replace("INVITE", "ACK");
        return trunk.inbox.take("its ACK", text -> text.header("CSeq").equals(cseq));
    }

    private String invite(String callId, String extra) {
        return trunk.request(
                "INVITE",
                "sip:+442079460100@127.0.0.1:" + trunk.gateway().getPort(),
                "<sip:+442079460100@landline.test>",
                callId,
                1,
                extra,
                StackFixture.SDP);
    }

    @Test
    void ourInviteSaysWhatWeWant() {
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.takeRequest("INVITE");
        assertEquals("180", invite.header("Session-Expires"));
        assertTrue(invite.all("Supported").toString().contains("timer"), invite::toString);
    }

    @Test
    void aTrunkThatWantsLongerSessionsIsCalledAgainWithItsValue() {
        LegId leg = fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText first = trunk.takeRequest("INVITE");
        trunk.write(first.answer(422, "Session Interval Too Small", "t1", "Min-SE: 240\r\n", ""));
        trunk.takeRequest("ACK");
        SipText again =
                trunk.inbox.take("a second INVITE", text -> text.header("CSeq").equals("2 INVITE"));
        assertEquals("2 INVITE", again.header("CSeq"));
        assertEquals(first.header("Call-ID"), again.header("Call-ID"));
        assertEquals(first.tag("From"), again.tag("From"));
        assertEquals("", again.tag("To"));
        assertEquals("240", again.header("Session-Expires"));
        assertEquals("240", again.header("Min-SE"));
        assertEquals(StackFixture.SDP, again.body());
        trunk.write(again.answer(200, "OK", "t2", trunk.contact(), StackFixture.SDP));
        assertEquals(leg, fixture.event(SipEvent.Answered.class).leg());
        assertEquals("2 ACK", trunk.takeRequest("ACK").header("CSeq"));
        fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
        assertEquals("t2", trunk.takeRequest("BYE").tag("To"));
    }

    @Test
    void a422ThatAsksForNothingMoreIsARefusal() {
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        trunk.write(trunk.takeRequest("INVITE").answer(422, "Too Small", "t1", "Min-SE: 90\r\n", ""));
        assertEquals(422, fixture.event(SipEvent.Refused.class).status());
    }

    @Test
    void weRefreshByUpdateWithoutADescriptionWhereTheTrunkTakesIt() {
        talk(UPDATES + TIMER + "Session-Expires: 180;refresher=uac\r\n");
        SipText update = trunk.takeRequest("UPDATE");
        assertEquals("", update.body());
        assertEquals("180;refresher=uac", update.header("Session-Expires"));
        trunk.write(update.answer(200, "OK", "", trunk.contact() + "Session-Expires: 180;refresher=uac\r\n", ""));
        // It counts from the refresh: the first end passes without one.
        SipText next = trunk.takeRequest("UPDATE");
        trunk.write(next.answer(200, "OK", "", trunk.contact() + "Session-Expires: 180;refresher=uac\r\n", ""));
        assertTrue(fixture.events.staysWithout(SipEvent.PeerLost.class::isInstance, 50));
    }

    @Test
    void weRefreshByTheSameDescriptionWhereTheTrunkTakesNoUpdate() {
        SipText invite = talk(NO_UPDATES + TIMER + "Session-Expires: 180;refresher=uac\r\n");
        SipText again = reInvite();
        assertEquals(invite.body(), again.body());
        assertEquals("t1", again.tag("To"));
        trunk.write(again.answer(
                200, "OK", "", trunk.contact() + "Session-Expires: 180;refresher=uac\r\n", StackFixture.SDP));
        ackOf(again);
        // What it says again is no news.
        assertTrue(fixture.events.staysWithout(SipEvent.AnswerReceived.class::isInstance, 50));
    }

    @Test
    void anotherDescriptionInTheAnswerToOurRefreshIsReported() {
        talk(NO_UPDATES);
        SipText again = reInvite();
        String moved = StackFixture.SDP.replace("40000", "40002");
        trunk.write(again.answer(200, "OK", "", trunk.contact(), moved));
        assertEquals(
                Optional.of(moved), fixture.event(SipEvent.AnswerReceived.class).sdp());
    }

    @Test
    void aRefreshThatMeetsAnOfferOfTheTrunkIsTriedAgain() {
        SipText invite = talk(NO_UPDATES + TIMER + "Session-Expires: 180;refresher=uac\r\n");
        SipText again = reInvite();
        trunk.write(trunk.inside(invite, "t1", "INVITE", 5, "", StackFixture.SDP));
        SipText pending = trunk.inbox.take(
                "491 to its re-INVITE",
                text -> text.status() == 491 && text.header("CSeq").equals("5 INVITE"));
        assertEquals(491, pending.status());
        trunk.write(again.answer(491, "Request Pending", "", "", ""));
        ackOf(again);
        SipText third = reInvite(again.header("CSeq"));
        trunk.write(third.answer(200, "OK", "", trunk.contact(), StackFixture.SDP));
        ackOf(third);
        // And the trunk's next offer is heard.
        trunk.write(trunk.inside(invite, "t1", "INVITE", 6, "", StackFixture.SDP));
        fixture.event(SipEvent.OfferReceived.class);
    }

    @Test
    void aTrunkThatForgotTheCallIsReported() {
        talk(UPDATES);
        trunk.write(trunk.takeRequest("UPDATE").answer(481, "Call Does Not Exist", "", "", ""));
        SipEvent.PeerLost lost = fixture.event(SipEvent.PeerLost.class);
        assertEquals(SipEvent.Loss.UNKNOWN_THERE, lost.loss());
        fixture.stack.send(new SipCommand.HangUp(lost.leg(), Optional.of(Reason.q850(41, "Gone"))));
        trunk.takeRequest("BYE");
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void aTrunkThatFallsSilentIsReported() {
        talk(UPDATES);
        trunk.takeRequest("UPDATE");
        SipEvent.PeerLost lost = fixture.event(SipEvent.PeerLost.class);
        assertEquals(SipEvent.Loss.SILENT, lost.loss());
        fixture.stack.send(new SipCommand.HangUp(lost.leg(), Optional.empty()));
        trunk.takeRequest("BYE");
    }

    @Test
    void aTrunkThatRefusesUpdateIsRefreshedByReInvite() {
        talk(UPDATES + TIMER + "Session-Expires: 180;refresher=uac\r\n");
        trunk.write(trunk.takeRequest("UPDATE").answer(501, "Not Implemented", "", "", ""));
        SipText again = reInvite();
        trunk.write(again.answer(200, "OK", "", trunk.contact(), StackFixture.SDP));
        ackOf(again);
    }

    @Test
    void aTrunkThatWasToRefreshAndDoesNotIsReported() {
        terms(90, 90);
        SipText ok = answered("s1", TIMER + UPDATES + "Session-Expires: 90;refresher=uac\r\n");
        assertEquals("90;refresher=uac", ok.header("Session-Expires"));
        assertEquals("timer", ok.header("Require"));
        SipEvent.PeerLost lost = fixture.event(SipEvent.PeerLost.class);
        assertEquals(SipEvent.Loss.NOT_REFRESHED, lost.loss());
        assertTrue(trunk.inbox.staysWithout(text -> text.method().equals("UPDATE"), 1));
        assertEquals(1, fixture.count(SipCounter.SESSIONS_EXPIRED));
        fixture.stack.send(new SipCommand.HangUp(lost.leg(), Optional.empty()));
        trunk.takeRequest("BYE");
    }

    @Test
    void theTrunksRefreshIsAnsweredAndTheSessionGoesOn() {
        SipText ok = answered("s2", TIMER + UPDATES + "Session-Expires: 180\r\n");
        assertEquals("180;refresher=uac", ok.header("Session-Expires"));
        for (int cseq = 2; cseq < 5; cseq++) {
            assertTrue(fixture.events.staysWithout(SipEvent.PeerLost.class::isInstance, 1_800));
            trunk.write(trunk.request(
                    "UPDATE",
                    ok.uri("Contact"),
                    ok.header("To"),
                    "s2",
                    cseq,
                    TIMER + "Session-Expires: 180;refresher=uac\r\n",
                    ""));
            assertEquals("180;refresher=uac", trunk.take(200, "UPDATE").header("Session-Expires"));
        }
    }

    @Test
    void aSessionThatIsTooShortIsRefusedWithOurLeast() {
        terms(180, 120);
        trunk.write(invite("s3", TIMER + "Session-Expires: 100\r\n"));
        assertEquals("120", trunk.take(422, "INVITE").header("Min-SE"));
        assertEquals(0, fixture.stack.legs());
        SipText ok = answered("s4", TIMER + UPDATES + "Session-Expires: 150\r\n");
        trunk.write(trunk.request(
                "UPDATE", ok.uri("Contact"), ok.header("To"), "s4", 2, TIMER + "Session-Expires: 60\r\n", ""));
        assertEquals("120", trunk.take(422, "UPDATE").header("Min-SE"));
        assertEquals(2, fixture.count(SipCounter.REFUSED_SESSION_INTERVAL));
    }

    @Test
    void aCallerWithoutTimersIsRefreshedByUs() {
        SipText ok = answered("s5", UPDATES);
        assertEquals("180;refresher=uas", ok.header("Session-Expires"));
        assertEquals("", ok.header("Require"));
        SipText update = trunk.takeRequest("UPDATE");
        assertEquals(ok.tag("To"), update.tag("From"));
        // It refuses, but it lives.
        trunk.write(update.answer(403, "Forbidden", "", "", ""));
        trunk.takeRequest("UPDATE");
    }

    /** Alice's page is called and answers with these header lines; its session lives 180 s. */
    private FakeBrowser browserTalks(String extra) {
        FakeBrowser alice = new FakeBrowser(fixture.stack, "alice", "1");
        alice.signIn("wonderland");
        fixture.callBrowser(alice);
        SipText invite = alice.takeRequest("INVITE");
        alice.write(invite.answer(
                200,
                "OK",
                "b1",
                "Contact: <" + alice.contact + ">\r\n" + extra + "Session-Expires: 180;refresher=uac\r\n",
                StackFixture.SDP));
        alice.takeRequest("ACK");
        return alice;
    }

    @Test
    void aBrowserIsRefreshedByUpdateWithoutADescription() {
        FakeBrowser alice = browserTalks(UPDATES);
        SipText update = alice.takeRequest("UPDATE");
        assertEquals("", update.body());
        alice.write(update.answer(200, "OK", "", "Session-Expires: 180;refresher=uac\r\n", ""));
        alice.takeRequest("UPDATE");
    }

    @Test
    void aBrowserWithoutUpdateIsOnlyAskedWhetherItLives() {
        FakeBrowser alice = browserTalks(NO_UPDATES);
        alice.write(alice.takeRequest("OPTIONS").answer(200, "OK", "", "", ""));
        alice.takeRequest("OPTIONS");
        assertTrue(alice.inbox.staysWithout(
                text -> text.method().equals("INVITE") && !text.tag("To").isEmpty(), 1));
    }

    @Test
    void aBrowserThatLeavesTheChoiceToUsIsRefreshedByUs() {
        FakeBrowser alice = new FakeBrowser(fixture.stack, "alice", "1");
        alice.signIn("wonderland");
        alice.write(alice.request(
                "INVITE",
                "sip:+442079460958@landline.test",
                "<sip:+442079460958@landline.test>",
                "w1",
                1,
                TIMER + "Session-Expires: 90\r\n",
                StackFixture.SDP));
        LegId leg = fixture.event(SipEvent.InviteReceived.class).leg();
        fixture.stack.send(new SipCommand.Answer(leg, StackFixture.SDP));
        assertEquals("90;refresher=uas", alice.take(200, "INVITE").header("Session-Expires"));
    }

    @Test
    void whereTimersAreLeftToTheTrunkNothingIsSaidAndNothingHappens() {
        terms(0, 90);
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        assertEquals("", trunk.takeRequest("INVITE").header("Session-Expires"));
        assertEquals("", answered("s6", UPDATES).header("Session-Expires"));
        assertEquals(
                "200;refresher=uac",
                answered("s7", TIMER + "Session-Expires: 200\r\n").header("Session-Expires"));
    }
}
