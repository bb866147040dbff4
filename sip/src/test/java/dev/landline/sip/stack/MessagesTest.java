package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.MessageRoute;
import dev.landline.sip.OutsideCalls;
import dev.landline.sip.PageMessage;
import dev.landline.sip.Party;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.trunk.TrunkCredentials;
import dev.landline.sip.trunk.TrunkSettings;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts (RFC 3428) between tabs, and to and from a trunk. */
class MessagesTest {

    private static final String BOB = "sip:bob@landline.test";
    private static final String PLAIN = "Content-Type: text/plain\r\n";

    private StackFixture fixture;
    private FakeBrowser alice;
    private FakeBrowser bob;

    /** Users by name, everything else to or from the trunk. */
    private final class Routes implements OutsideCalls {
        @Override
        public MessageRoute route(PageMessage message) {
            String user = message.target().user();
            if (user.equals("nobody")) {
                return new MessageRoute.Refused(404, "No Such User");
            }
            if (user.startsWith("+") && message.source() instanceof SipSource.Browser) {
                return new MessageRoute.ToTrunk(
                        new SipTarget.Trunk("carrier", fixture.trunk.address(), SipTransport.UDP),
                        SipUri.of(user, "carrier.test"),
                        StackFixture.party("+442079460100"),
                        StackFixture.party(user));
            }
            return new MessageRoute.ToUser(
                    user.startsWith("+") ? "bob" : user,
                    new Party("Somebody", message.from().uri()),
                    StackFixture.party("bob"));
        }

        @Override
        public Optional<String> mailboxOwner(String trunk, String mailbox) {
            return Optional.empty();
        }

        @Override
        public boolean mayWatch(String watcher, String watched) {
            return false;
        }

        @Override
        public boolean isAccount(String user) {
            return true;
        }
    }

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture();
        fixture.stack.decideOutsideCalls(new Routes());
        alice = new FakeBrowser(fixture.stack, "alice", "a1");
        alice.signIn("wonderland");
        bob = new FakeBrowser(fixture.stack, "bob", "b1");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String message(String target, String callId, String type, String text) {
        return alice.request("MESSAGE", target, "<" + target + ">", callId, 1, type, text)
                .replace("Content-Type: application/sdp\r\n", "");
    }

    private SipText answer(String callId) {
        return alice.inbox.take(
                "an answer in " + callId,
                text -> text.isResponse() && text.header("Call-ID").equals(callId));
    }

    @Test
    void everyTabGetsTheTextAndTheFirstThatTakesItDecides() {
        bob.signIn("builder");
        FakeBrowser second = new FakeBrowser(fixture.stack, "bob", "b2");
        second.signIn("builder");
        alice.write(message(BOB, "m1", PLAIN, "Tea at four? \u2615"));
        SipText one = bob.takeRequest("MESSAGE");
        SipText two = second.takeRequest("MESSAGE");
        assertEquals("Tea at four? \u2615", one.body());
        assertEquals(bob.contact, one.requestUri());
        assertEquals(second.contact, two.requestUri());
        assertTrue(one.header("From").contains("sip:alice@landline.test"), one::toString);
        assertEquals("", one.header("Contact"), "RFC 3428 section 4");
        bob.write(one.answer(405, "Method Not Allowed", "x", "", ""));
        second.write(two.answer(200, "OK", "y", "", ""));
        SipText ok = answer("m1");
        assertEquals(200, ok.status());
        assertTrue(!ok.tag("To").isEmpty(), ok::toString);
        assertEquals(1, fixture.count(SipCounter.TEXTS_DELIVERED));
    }

    @Test
    void whenNoTabTakesItTheSenderHearsWhy() {
        bob.signIn("builder");
        alice.write(message(BOB, "m2", PLAIN, "hello"));
        bob.write(bob.takeRequest("MESSAGE").answer(405, "Method Not Allowed", "x", "", ""));
        assertEquals("SIP/2.0 405 Takes No Messages", answer("m2").startLine());
        assertEquals(1, fixture.count(SipCounter.TEXTS_UNDELIVERED));
    }

    @Test
    void acceptedByATabIsAcceptedToTheSender() {
        bob.signIn("builder");
        alice.write(message(BOB, "m3", PLAIN, "hello"));
        bob.write(bob.takeRequest("MESSAGE").answer(202, "Accepted", "x", "", ""));
        assertEquals(202, answer("m3").status());
    }

    @Test
    void someoneWhoIsNotThereAndSomeoneUnknownAreToldApart() {
        alice.write(message(BOB, "m4", PLAIN, "hello"));
        assertEquals(480, answer("m4").status());
        alice.write(message("sip:nobody@landline.test", "m5", PLAIN, "hello"));
        assertEquals("SIP/2.0 404 No Such User", answer("m5").startLine());
    }

    @Test
    void whatIsNoShortPlainTextIsRefused() {
        alice.write(message(BOB, "t1", "Content-Type: text/html\r\n", "<b>hello</b>"));
        SipText refused = answer("t1");
        assertEquals(415, refused.status());
        assertEquals("text/plain", refused.header("Accept"));
        alice.write(message(BOB, "t2", "Content-Type: text/plain;charset=utf-16\r\n", "hello"));
        assertEquals(415, answer("t2").status());
        alice.write(message(BOB, "t3", PLAIN + "Content-Encoding: gzip\r\n", "hello"));
        assertEquals(415, answer("t3").status());
        alice.write(message(BOB, "t4", PLAIN, "x".repeat(PageMessage.MAX_BYTES + 1)));
        assertEquals(413, answer("t4").status());
        alice.write(message(BOB, "t5", "", ""));
        assertEquals(400, answer("t5").status());
        alice.write(message("sip:+442079460958@landline.test", "t6", PLAIN, "x".repeat(1_301)));
        assertEquals(413, answer("t6").status());
        assertEquals(5, fixture.count(SipCounter.TEXTS_REFUSED));
        assertEquals(0, fixture.trunk.inbox.staysWithout(text -> true, 50) ? 0 : 1);
    }

    @Test
    void aTabThatIsNotSignedInIsChallengedAndNobodyHearsOfIt() {
        bob.signIn("builder");
        FakeBrowser stranger = new FakeBrowser(fixture.stack, "alice", "s1");
        stranger.write(message(BOB, "s1", PLAIN, "hello"));
        stranger.take(407, "MESSAGE");
        assertTrue(bob.inbox.staysWithout(text -> text.method().equals("MESSAGE") && !text.isResponse(), 100));
    }

    @Test
    void aTextGoesToATrunkAndItsAnswerComesBack() {
        alice.write(message("sip:+442079460958@landline.test", "o1", PLAIN, "hello carrier"));
        SipText out = fixture.trunk.takeRequest("MESSAGE");
        assertEquals("sip:+442079460958@carrier.test", out.requestUri());
        assertEquals("hello carrier", out.body());
        assertEquals("text/plain", out.header("Content-Type"));
        fixture.trunk.write(out.answer(202, "Accepted", "c", "", ""));
        assertEquals(202, answer("o1").status());
    }

    @Test
    void aTextFromATrunkIsDeliveredOnceHoweverOftenItIsRepeated() {
        bob.signIn("builder");
        String in = fixture.trunk
                .request(
                        "MESSAGE",
                        "sip:+442079460101@127.0.0.1",
                        "<sip:+442079460101@landline.test>",
                        "i1",
                        1,
                        PLAIN,
                        "from outside")
                .replace("Content-Type: application/sdp\r\n", "");
        fixture.trunk.write(in);
        fixture.trunk.write(in);
        SipText text = bob.takeRequest("MESSAGE");
        assertEquals("from outside", text.body());
        bob.write(text.answer(200, "OK", "x", "", ""));
        fixture.trunk.take(200, "MESSAGE");
        fixture.trunk.write(in);
        fixture.trunk.take(200, "MESSAGE");
        assertTrue(bob.inbox.staysWithout(more -> more.method().equals("MESSAGE") && !more.isResponse(), 50));
        assertEquals(1, fixture.count(SipCounter.TEXTS_TAKEN));
    }

    @Test
    void tooManyTextsAreBraked() {
        for (int i = 0; i < 60; i++) {
            alice.write(message("sip:nobody@landline.test", "f" + i, PLAIN, "hello"));
            assertEquals(404, answer("f" + i).status());
        }
        alice.write(message("sip:nobody@landline.test", "g", PLAIN, "hello"));
        SipText braked = answer("g");
        assertEquals("SIP/2.0 503 Too Many Messages", braked.startLine());
        assertEquals("60", braked.header("Retry-After"));
        assertEquals(1, fixture.count(SipCounter.REQUESTS_BRAKED));
    }

    @Test
    void aTextToTheAddressOfATabReachesThatTabAlone() {
        bob.signIn("builder");
        FakeBrowser second = new FakeBrowser(fixture.stack, "bob", "b2");
        second.signIn("builder");
        alice.write(message("sip:bob@landline.test;gr=urn:uuid:b2", "g1", PLAIN, "only you"));
        SipText text = second.takeRequest("MESSAGE");
        assertEquals(second.contact, text.requestUri());
        second.write(text.answer(200, "OK", "x", "", ""));
        assertEquals(200, answer("g1").status());
        second.drop();
        alice.write(message("sip:bob@landline.test;gr=urn:uuid:b2", "g2", PLAIN, "only you"));
        assertEquals("SIP/2.0 480 This Page Is Gone", answer("g2").startLine());
        assertTrue(bob.inbox.staysWithout(more -> more.method().equals("MESSAGE") && !more.isResponse(), 50));
    }

    @Test
    void aTrunkThatWantsOurPasswordForATextAndHasNoneOfOursIsARefusal() {
        alice.write(message("sip:+442079460958@landline.test", "o2", PLAIN, "hello carrier"));
        SipText out = fixture.trunk.takeRequest("MESSAGE");
        fixture.trunk.write(out.answer(
                407,
                "Proxy Authentication Required",
                "c",
                "Proxy-Authenticate: Digest realm=\"carrier\", nonce=\"n\", algorithm=MD5\r\n",
                ""));
        assertEquals(480, answer("o2").status());
        assertEquals(1, fixture.count(SipCounter.CREDENTIALS_WITHHELD));
    }

    @Test
    void aTrunkThatAsksForOurPasswordGetsItsProofAndThenTheText() {
        fixture.trunkSettings.put(
                "carrier",
                TrunkSettings.plain(
                                "carrier", "127.0.0.1", fixture.trunk.address().getPort(), SipTransport.UDP)
                        .with(new TrunkCredentials("us", "top-secret", Optional.empty())));
        alice.write(message("sip:+442079460958@landline.test", "o3", PLAIN, "hello carrier"));
        SipText out = fixture.trunk.takeRequest("MESSAGE");
        fixture.trunk.write(out.answer(
                401,
                "Unauthorized",
                "c",
                "WWW-Authenticate: Digest realm=\"carrier\", nonce=\"n\", algorithm=MD5, qop=\"auth\"\r\n",
                ""));
        SipText again = fixture.trunk.inbox.take(
                "the text with the proof", text -> text.header("CSeq").equals("2 MESSAGE"));
        assertTrue(DigestText.proves(again, "Authorization", "us", "top-secret"), again::toString);
        assertEquals("hello carrier", again.body());
        fixture.trunk.write(again.answer(200, "OK", "c", "", ""));
        assertEquals(200, answer("o3").status());
        assertEquals(1, fixture.count(SipCounter.TEXTS_DELIVERED));
    }
}
