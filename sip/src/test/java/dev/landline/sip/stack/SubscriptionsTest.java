package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.MessageRoute;
import dev.landline.sip.OutsideCalls;
import dev.landline.sip.PageMessage;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SUBSCRIBE and NOTIFY (RFC 6665): busy lamps, voicemail, presence. */
class SubscriptionsTest {

    private static final String ALICE = "sip:alice@landline.test";
    private static final String BOB = "sip:bob@landline.test";
    private static final long HOUR_NANOS = 3_601_000_000_000L;

    private StackFixture fixture;
    private FakeBrowser alice;
    private FakeBrowser bob;

    /** Bob may watch alice; alice may watch nobody. The trunk's mailbox 212 is bob's. */
    private static final OutsideCalls RULES = new OutsideCalls() {
        @Override
        public MessageRoute route(PageMessage message) {
            return new MessageRoute.Refused(404, "No Such User");
        }

        @Override
        public Optional<String> mailboxOwner(String trunk, String mailbox) {
            return mailbox.equals("212") ? Optional.of("bob") : Optional.empty();
        }

        @Override
        public boolean mayWatch(String watcher, String watched) {
            return watcher.equals("bob");
        }

        @Override
        public boolean isAccount(String user) {
            return user.equals("alice") || user.equals("bob");
        }
    };

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture();
        fixture.stack.decideOutsideCalls(RULES);
        alice = new FakeBrowser(fixture.stack, "alice", "a1");
        alice.signIn("wonderland");
        bob = new FakeBrowser(fixture.stack, "bob", "b1");
        bob.signIn("builder");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static String subscribe(FakeBrowser from, String target, String to, String callId, int cseq, String extra) {
        return from.request("SUBSCRIBE", target, to, callId, cseq, extra, "");
    }

    private static SipText answer(FakeBrowser to, String callId) {
        return to.inbox.take(
                "an answer in " + callId,
                text -> text.isResponse() && text.header("Call-ID").equals(callId));
    }

    /** Takes the next NOTIFY and answers it. */
    private static SipText notified(FakeBrowser browser, int status) {
        SipText notify = browser.takeRequest("NOTIFY");
        browser.write(notify.answer(status, "Whatever", "", "", ""));
        return notify;
    }

    private SipText watchAlice(String callId) {
        bob.write(subscribe(bob, ALICE, "<" + ALICE + ">", callId, 1, "Event: dialog\r\nExpires: 600\r\n"));
        return answer(bob, callId);
    }

    private static boolean has(SipText notify, String words) {
        return notify.body().contains(words);
    }

    @Test
    void aLampFollowsTheCallsOfAColleague() {
        SipText ok = watchAlice("s1");
        assertEquals(200, ok.status());
        assertEquals("600", ok.header("Expires"));
        assertTrue(!ok.header("Contact").isEmpty(), ok::toString);
        SipText first = notified(bob, 200);
        assertEquals(bob.contact, first.requestUri());
        assertEquals("dialog", first.header("Event"));
        assertEquals("active;expires=600", first.header("Subscription-State"));
        assertEquals("application/dialog-info+xml", first.header("Content-Type"));
        assertEquals(ok.tag("To"), first.tag("From"));
        assertTrue(
                has(first, "state=\"full\"") && has(first, "version=\"0\"") && has(first, "entity=\"" + ALICE + "\""));
        assertTrue(!has(first, "<dialog "), first::body);

        String target = "sip:+442079460958@landline.test";
        alice.write(alice.request("INVITE", target, "<" + target + ">", "c1", 1, "", StackFixture.SDP));
        LegId leg = fixture.event(SipEvent.InviteReceived.class).leg();
        SipText trying = notified(bob, 200);
        assertTrue(has(trying, "state=\"partial\"") && has(trying, "version=\"1\""), trying::body);
        assertTrue(has(trying, "direction=\"initiator\"") && has(trying, "<state>trying</state>"), trying::body);
        assertTrue(!has(trying, "958"), "with whom is nobody's business");
        fixture.stack.send(new SipCommand.Ring(leg, 180, Optional.empty()));
        assertTrue(has(notified(bob, 200), "<state>early</state>"));
        fixture.stack.send(new SipCommand.Answer(leg, StackFixture.SDP));
        SipText answered = alice.take(200, "INVITE");
        alice.write(alice.request("ACK", answered.uri("Contact"), answered.header("To"), "c1", 1, "", ""));
        assertTrue(has(notified(bob, 200), "<state>confirmed</state>"));
        fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
        SipText over = notified(bob, 200);
        assertTrue(has(over, "<state>terminated</state>") && has(over, "version=\"4\""), over::body);
    }

    @Test
    void aLampShowsACallThatComesIn() {
        watchAlice("s1");
        notified(bob, 200);
        fixture.callBrowser(alice);
        SipText invite = alice.takeRequest("INVITE");
        assertTrue(has(notified(bob, 200), "direction=\"recipient\""));
        alice.write(invite.answer(180, "Ringing", "r", "Contact: <" + alice.contact + ">\r\n", ""));
        assertTrue(has(notified(bob, 200), "<state>early</state>"));
        bob.write(subscribe(bob, ALICE, "<" + ALICE + ">", "fetch", 1, "Event: dialog\r\nExpires: 0\r\n"));
        assertEquals("0", answer(bob, "fetch").header("Expires"));
        SipText now = notified(bob, 200);
        assertEquals("terminated;reason=timeout", now.header("Subscription-State"));
        assertTrue(has(now, "state=\"full\"") && has(now, "<state>early</state>"), now::body);
        alice.write(invite.answer(486, "Busy Here", "r", "", ""));
        assertTrue(has(notified(bob, 200), "<state>terminated</state>"));
        assertEquals(1, fixture.stack.subscriptions());
    }

    @ParameterizedTest
    @CsvSource({
        "Event: reg, sip:alice@landline.test, 489",
        "Subject: none, sip:alice@landline.test, 489",
        "Event: dialog, sip:nobody@landline.test, 404",
        "Event: message-summary, sip:alice@landline.test, 403",
        "'Event: dialog\r\nAccept: text/plain', sip:alice@landline.test, 406",
        "'Event: dialog\r\nExpires: 30', sip:alice@landline.test, 423"
    })
    void whatCannotBeHadIsRefusedInTheRightWords(String extra, String target, int status) {
        bob.write(subscribe(bob, target, "<" + target + ">", "s2", 1, extra + "\r\n"));
        SipText refused = answer(bob, "s2");
        assertEquals(status, refused.status());
        if (status == 489) {
            assertTrue(String.join(",", refused.all("Allow-Events")).contains("message-summary"), refused::toString);
        }
        assertEquals(status == 423 ? "60" : "", refused.header("Min-Expires"));
        assertEquals(0, fixture.stack.subscriptions());
        assertEquals(0, fixture.stack.held());
    }

    @Test
    void whoMayNotWatchIsTold() {
        alice.write(subscribe(alice, BOB, "<" + BOB + ">", "s3", 1, "Event: dialog\r\n"));
        assertEquals(
                "SIP/2.0 403 This User May Not Be Watched", answer(alice, "s3").startLine());
    }

    @Test
    void aTrunkIsRefusedByEventThenByWhoItIs() {
        String event = "Event: banana\r\n";
        fixture.trunk.write(fixture.trunk.request("SUBSCRIBE", ALICE, "<" + ALICE + ">", "t1", 1, event, ""));
        SipText bad = fixture.trunk.take(489, "SUBSCRIBE");
        assertTrue(String.join(",", bad.all("Allow-Events")).contains("dialog"), bad::toString);
        fixture.trunk.write(
                fixture.trunk.request("SUBSCRIBE", ALICE, "<" + ALICE + ">", "t2", 1, "Event: dialog\r\n", ""));
        fixture.trunk.take(403, "SUBSCRIBE");
    }

    @Test
    void aRefreshIsToldEverythingAndOthersCannotRefresh() {
        SipText ok = watchAlice("s4");
        notified(bob, 200);
        String to = ok.header("To");
        bob.write(subscribe(bob, ALICE, to, "s4", 2, "Event: dialog\r\nExpires: 300\r\n"));
        assertEquals("300", answer(bob, "s4").header("Expires"));
        SipText again = notified(bob, 200);
        assertEquals("active;expires=300", again.header("Subscription-State"));
        assertTrue(has(again, "state=\"full\"") && has(again, "version=\"1\""), again::body);
        assertEquals("2 NOTIFY", again.header("CSeq"));
        bob.write(subscribe(bob, ALICE, to, "s4", 2, "Event: dialog\r\n"));
        assertEquals(500, answer(bob, "s4").status());
        bob.write(subscribe(bob, ALICE, to + "x", "s4", 3, "Event: dialog\r\n"));
        assertEquals(481, answer(bob, "s4").status());
        FakeBrowser other = new FakeBrowser(fixture.stack, "bob", "b2");
        other.signIn("builder");
        other.write(subscribe(other, ALICE, to, "s4", 4, "Event: dialog\r\n"));
        assertEquals(481, answer(other, "s4").status());
    }

    @Test
    void expiresZeroEndsIt() {
        SipText ok = watchAlice("s5");
        notified(bob, 200);
        bob.write(subscribe(bob, ALICE, ok.header("To"), "s5", 2, "Event: dialog\r\nExpires: 0\r\n"));
        assertEquals(200, answer(bob, "s5").status());
        assertEquals("terminated;reason=timeout", notified(bob, 200).header("Subscription-State"));
        assertEquals(0, fixture.stack.subscriptions());
    }

    @Test
    void oneThatIsNotRefreshedEndsWithAWord() {
        watchAlice("s6");
        notified(bob, 200);
        fixture.stack.expire(System.nanoTime() + HOUR_NANOS);
        assertEquals("terminated;reason=timeout", notified(bob, 200).header("Subscription-State"));
        assertEquals(0, fixture.stack.subscriptions());
    }

    @Test
    void whoDoesNotTakeANotifyOrIsGoneIsForgotten() {
        watchAlice("s7");
        notified(bob, 481);
        StackFixture.await("no subscription", () -> fixture.stack.subscriptions() == 0);
        watchAlice("s8");
        notified(bob, 200);
        assertEquals(1, fixture.stack.subscriptions());
        bob.drop();
        assertEquals(0, fixture.stack.subscriptions());
    }

    @Test
    void aTrunksWordAboutVoicemailLightsTheLamp() {
        bob.write(subscribe(bob, BOB, "<" + BOB + ">", "v1", 1, "Event: message-summary\r\n"));
        assertEquals(200, answer(bob, "v1").status());
        SipText none = notified(bob, 200);
        assertEquals("application/simple-message-summary", none.header("Content-Type"));
        assertTrue(has(none, "Messages-Waiting: no\r\n"), none::body);
        String body = "Messages-Waiting: yes\r\nMessage-Account: sip:212@pbx.test\r\nVoice-Message: 2/8 (1/0)\r\n";
        notifyGateway("n1", "Event: message-summary\r\nSubscription-State: active\r\n", body);
        fixture.trunk.take(200, "NOTIFY");
        SipText lamp = notified(bob, 200);
        assertTrue(has(lamp, "Messages-Waiting: yes\r\n") && has(lamp, "Voice-Message: 2/8 (1/0)\r\n"), lamp::body);
        assertTrue(has(lamp, "Message-Account: " + BOB + "\r\n"), lamp::body);
        notifyGateway("n2", "Event: message-summary\r\nSubscription-State: active\r\n", body);
        fixture.trunk.take(200, "NOTIFY");
        assertTrue(bob.inbox.staysWithout(text -> text.method().equals("NOTIFY"), 50), "nothing new");
    }

    private void notifyGateway(String callId, String extra, String body) {
        String type = "Content-Type: application/simple-message-summary\r\n";
        fixture.trunk.write(fixture.trunk
                .request("NOTIFY", "sip:gateway@127.0.0.1", "<sip:212@landline.test>", callId, 1, extra + type, body)
                .replace("Content-Type: application/sdp\r\n", ""));
    }

    @Test
    void aTrunksWordAboutAnythingElseIsRefused() {
        String state = "Subscription-State: active\r\n";
        notifyGateway("n3", "Event: presence\r\n" + state, "Messages-Waiting: yes\r\n");
        fixture.trunk.take(489, "NOTIFY");
        notifyGateway("n4", "Event: message-summary\r\n" + state, "hello\r\n");
        fixture.trunk.take(400, "NOTIFY");
        notifyGateway("n5", "Event: message-summary\r\n" + state, "Messages-Waiting: yes\r\n");
        assertEquals(
                "SIP/2.0 404 No Such Mailbox Here",
                fixture.trunk.take(404, "NOTIFY").startLine());
        bob.write(bob.request("NOTIFY", ALICE, "<" + ALICE + ">", "n6", 1, "Event: message-summary\r\n" + state, ""));
        assertEquals(405, answer(bob, "n6").status());
    }

    @Test
    void presenceSaysWhoIsSignedIn() {
        bob.write(subscribe(bob, ALICE, "<" + ALICE + ">", "p1", 1, "Event: presence\r\n"));
        assertEquals(200, answer(bob, "p1").status());
        assertTrue(has(notified(bob, 200), "<basic>open</basic>"));
        alice.drop();
        assertTrue(has(notified(bob, 200), "<basic>closed</basic>"));
    }

    @Test
    void nothingStaysBehindInTheStack() {
        watchAlice("s9");
        notified(bob, 200);
        assertEquals(0, fixture.stack.legs());
        assertTrue(fixture.stack.held() <= 1, "the NOTIFY's transaction alone");
    }
}
