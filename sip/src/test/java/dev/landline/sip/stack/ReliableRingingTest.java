package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTransport;
import dev.landline.sip.session.DialogTerms;
import dev.landline.sip.session.DialogTerms.Reliability;
import dev.landline.sip.session.TimerTerms;
import dev.landline.sip.trunk.TrunkSettings;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 3262 in both roles, with SIP timers 40 times faster: T1 is 12.5 ms, 64*T1 is 0.8 s. */
class ReliableRingingTest {

    private static final String OTHER = StackFixture.SDP.replace("40000", "40002");
    private static final String REQUIRE = "Require: 100rel\r\n";

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

    private void terms(Reliability reliability) {
        fixture.trunkSettings.put(
                "carrier",
                new TrunkSettings(
                        "carrier",
                        "carrier.test",
                        5060,
                        Optional.of(SipTransport.UDP),
                        Optional.empty(),
                        new DialogTerms(reliability, TimerTerms.STANDARD)));
    }

    private SipText call() {
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        return trunk.takeRequest("INVITE");
    }

    private void ring(SipText invite, String tag, int sequence, String sdp) {
        trunk.write(invite.answer(
                183, "Session Progress", tag, trunk.contact() + REQUIRE + "RSeq: " + sequence + "\r\n", sdp));
    }

    @Test
    void eachReliableAnswerIsConfirmedOnceAndInOrder() {
        SipText invite = call();
        assertTrue(invite.all("Supported").toString().contains("100rel"), invite::toString);
        ring(invite, "t1", 17, StackFixture.SDP);
        SipText prack = trunk.takeRequest("PRACK");
        assertEquals("17 1 INVITE", prack.header("RAck"));
        assertEquals("t1", prack.tag("To"));
        trunk.write(prack.answer(200, "OK", "", "", ""));
        assertEquals(
                Optional.of(StackFixture.SDP),
                fixture.event(SipEvent.Progress.class).sdp());

        ring(invite, "t1", 17, StackFixture.SDP);
        ring(invite, "t1", 19, "");
        assertTrue(trunk.inbox.staysWithout(text -> text.method().equals("PRACK"), 150));
        assertTrue(fixture.events.staysWithout(SipEvent.Progress.class::isInstance, 10));
        ring(invite, "t1", 18, "");
        SipText next = trunk.takeRequest("PRACK");
        assertEquals("18 1 INVITE", next.header("RAck"));
        trunk.write(next.answer(200, "OK", "", "", ""));
        fixture.event(SipEvent.Progress.class);

        trunk.write(invite.answer(200, "OK", "t1", trunk.contact(), ""));
        assertEquals(
                Optional.of(StackFixture.SDP),
                fixture.event(SipEvent.Answered.class).sdp());
        assertEquals("1 ACK", trunk.takeRequest("ACK").header("CSeq"));
    }

    @Test
    void eachTelephoneOfAForkIsConfirmedByItself() {
        SipText invite = call();
        ring(invite, "a", 5, StackFixture.SDP);
        assertEquals("a", trunk.takeRequest("PRACK").tag("To"));
        ring(invite, "b", 900, OTHER);
        SipText prack = trunk.inbox.take(
                "PRACK for b",
                text -> text.method().equals("PRACK") && text.tag("To").equals("b"));
        assertEquals("900 1 INVITE", prack.header("RAck"));
    }

    @Test
    void aPrackIsRepeatedUntilItIsAnswered() {
        ring(call(), "t1", 1, StackFixture.SDP);
        SipText prack = trunk.takeRequest("PRACK");
        assertEquals(prack, trunk.takeRequest("PRACK"));
    }

    @Test
    void ofATrunkThatMustItIsRequiredAndToOneThatCannotItIsNotMentioned() {
        terms(Reliability.REQUIRED);
        assertEquals("100rel", call().header("Require"));
        terms(Reliability.OFF);
        SipText invite = trunk.inbox.take("a plain INVITE", text -> {
            if (text.method().equals("INVITE") && text.header("Require").isEmpty()) {
                return true;
            }
            fixture.callTrunk(SipTransport.UDP, trunk.address());
            return false;
        });
        assertTrue(!invite.all("Supported").toString().contains("100rel"), invite::toString);
    }

    /** The trunk calls and requires reliable answers. */
    private LegId invited(String callId, String extra, String sdp) {
        trunk.write(trunk.request(
                "INVITE",
                "sip:+442079460100@127.0.0.1:" + trunk.gateway().getPort(),
                "<sip:+442079460100@landline.test>",
                callId,
                1,
                extra,
                sdp));
        return fixture.event(SipEvent.InviteReceived.class).leg();
    }

    private String prack(SipText ringing, String callId, int cseq, String rack, String sdp) {
        return trunk.request(
                "PRACK", ringing.uri("Contact"), ringing.header("To"), callId, cseq, "RAck: " + rack + "\r\n", sdp);
    }

    @Test
    void aCallerThatRequiresItIsRungReliablyAndTheAnswerWaitsForItsPrack() {
        LegId leg = invited("r1", REQUIRE, StackFixture.SDP);
        fixture.stack.send(new SipCommand.Ring(leg, 183, Optional.of(StackFixture.SDP)));
        SipText ringing = trunk.take(183, "INVITE");
        assertEquals("100rel", ringing.header("Require"));
        assertEquals(ringing, trunk.take(183, "INVITE"), "repeated until it is confirmed");
        fixture.stack.send(new SipCommand.Answer(leg, StackFixture.SDP));
        assertTrue(trunk.inbox.staysWithout(text -> text.status() == 200, 60));

        trunk.write(prack(ringing, "r1", 2, "4711 1 INVITE", ""));
        trunk.take(481, "PRACK");
        String right = prack(ringing, "r1", 3, ringing.header("RSeq") + " 1 INVITE", "");
        trunk.write(right);
        trunk.take(200, "PRACK");
        trunk.write(right);
        trunk.take(200, "PRACK");
        SipText ok = trunk.take(200, "INVITE");
        trunk.write(trunk.request("ACK", ok.uri("Contact"), ok.header("To"), "r1", 1, "", ""));
        fixture.event(SipEvent.Acknowledged.class);
        assertTrue(fixture.events.staysWithout(SipEvent.AnswerReceived.class::isInstance, 30));
    }

    @Test
    void withoutAPrackTheCallIsRefusedWith504() {
        LegId leg = invited("r2", REQUIRE, StackFixture.SDP);
        fixture.stack.send(new SipCommand.Ring(leg, 180, Optional.empty()));
        SipText refused = trunk.take(504, "INVITE");
        assertTrue(refused.startLine().endsWith("The Ringing Was Never Confirmed"), refused::toString);
        fixture.event(SipEvent.Cancelled.class);
        assertEquals(0, fixture.stack.legs());
        trunk.write(trunk.request("ACK", refused.header("To"), refused.header("To"), "r2", 1, "", ""));
        StackFixture.await("an empty stack", () -> fixture.stack.held() == 0);
    }

    @Test
    void twoRingingsComeOneAfterTheOther() {
        LegId leg = invited("r3", REQUIRE, StackFixture.SDP);
        fixture.stack.send(new SipCommand.Ring(leg, 180, Optional.empty()));
        fixture.stack.send(new SipCommand.Ring(leg, 183, Optional.of(StackFixture.SDP)));
        SipText first = trunk.take(180, "INVITE");
        trunk.write(prack(first, "r3", 2, first.header("RSeq") + " 1 INVITE", ""));
        SipText second = trunk.take(183, "INVITE");
        assertEquals(Integer.parseInt(first.header("RSeq")) + 1, Integer.parseInt(second.header("RSeq")));
    }

    @Test
    void anOfferInThePrackIsAnsweredInItsAnswer() {
        LegId leg = invited("r4", REQUIRE, StackFixture.SDP);
        fixture.stack.send(new SipCommand.Ring(leg, 183, Optional.of(StackFixture.SDP)));
        SipText ringing = trunk.take(183, "INVITE");
        trunk.write(prack(ringing, "r4", 2, ringing.header("RSeq") + " 1 INVITE", OTHER));
        SipEvent.OfferReceived offer = fixture.event(SipEvent.OfferReceived.class);
        assertEquals(Optional.of(OTHER), offer.sdp());
        fixture.stack.send(new SipCommand.AcceptOffer(leg, offer.offer(), StackFixture.SDP));
        assertEquals(StackFixture.SDP, trunk.take(200, "PRACK").body());
    }

    @Test
    void aCallWithoutAnOfferGetsOursWithTheRingingAndThePrackBringsTheAnswer() {
        LegId leg = invited("r5", REQUIRE, "");
        fixture.stack.send(new SipCommand.Ring(leg, 183, Optional.of(StackFixture.SDP)));
        SipText ringing = trunk.take(183, "INVITE");
        assertEquals(StackFixture.SDP, ringing.body());
        trunk.write(prack(ringing, "r5", 2, ringing.header("RSeq") + " 1 INVITE", OTHER));
        trunk.take(200, "PRACK");
        assertEquals(
                Optional.of(OTHER), fixture.event(SipEvent.AnswerReceived.class).sdp());
        fixture.stack.send(new SipCommand.Answer(leg, StackFixture.SDP));
        SipText ok = trunk.take(200, "INVITE");
        assertEquals("", ok.body());
        trunk.write(trunk.request("ACK", ok.uri("Contact"), ok.header("To"), "r5", 1, "", ""));
        fixture.event(SipEvent.Acknowledged.class);
        assertTrue(fixture.events.staysWithout(SipEvent.AnswerReceived.class::isInstance, 30));
    }

    @Test
    void aCallerThatOnlyKnowsItIsRungPlainlyUnlessTheTrunkSaysSo() {
        LegId plain = invited("r6", "Supported: 100rel\r\n", StackFixture.SDP);
        fixture.stack.send(new SipCommand.Ring(plain, 180, Optional.empty()));
        assertEquals("", trunk.take(180, "INVITE").header("RSeq"));
        terms(Reliability.REQUIRED);
        LegId reliable = invited("r7", "Supported: 100rel\r\n", StackFixture.SDP);
        fixture.stack.send(new SipCommand.Ring(reliable, 180, Optional.empty()));
        assertTrue(!trunk.take(180, "INVITE").header("RSeq").isEmpty());
    }

    @Test
    void whereItIsOffACallerThatRequiresItIsToldWhichExtensionIsMissing() {
        terms(Reliability.OFF);
        trunk.write(trunk.invite("r8", StackFixture.SDP).replace("Max-Forwards", REQUIRE + "Max-Forwards"));
        assertEquals("100rel", trunk.take(420, "INVITE").header("Unsupported"));
    }

    @Test
    void aPrackForNothingGets481() {
        LegId leg = invited("r9", "", StackFixture.SDP);
        fixture.stack.send(new SipCommand.Ring(leg, 180, Optional.empty()));
        SipText ringing = trunk.take(180, "INVITE");
        trunk.write(prack(ringing, "r9", 2, "1 1 INVITE", ""));
        trunk.take(481, "PRACK");
    }

    @Test
    void aCallerThatGivesUpUnconfirmedLeavesNothing() {
        LegId leg = invited("r10", REQUIRE, StackFixture.SDP);
        fixture.stack.send(new SipCommand.Ring(leg, 180, Optional.empty()));
        SipText ringing = trunk.take(180, "INVITE");
        fixture.stack.send(new SipCommand.Refuse(leg, 486, "Busy", Optional.empty(), 0));
        trunk.take(486, "INVITE");
        trunk.write(trunk.request("ACK", ringing.uri("Contact"), ringing.header("To"), "r10", 1, "", ""));
        assertEquals(0, fixture.stack.legs());
        StackFixture.await("an empty stack", () -> fixture.stack.held() == 0);
        assertEquals(0, fixture.count(SipCounter.INTERNAL_ERRORS));
    }
}
