package dev.landline.sip.stack;

import static dev.landline.sip.stack.DigestText.challenge;
import static dev.landline.sip.stack.DigestText.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTransport;
import dev.landline.sip.trunk.TrunkCredentials;
import dev.landline.sip.trunk.TrunkSettings;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trunks that ask for our password, with SIP timers 40 times faster. */
class TrunkDigestTest {

    private static final String USER = "us";
    private static final String PASSWORD = "top-secret";
    private static final String PROXY = "Proxy-Authorization";

    private StackFixture fixture;
    private FakeTrunk trunk;
    private LegId leg;
    private final Set<String> again = new HashSet<>();
    private final Set<String> seen = new HashSet<>();

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture(40, SipLimits.standard());
        trunk = fixture.trunk;
        password(Optional.empty());
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void password(Optional<String> realm) {
        fixture.trunkSettings.put(
                "carrier",
                TrunkSettings.plain("carrier", "127.0.0.1", trunk.address().getPort(), SipTransport.UDP)
                        .with(new TrunkCredentials(USER, PASSWORD, realm)));
    }

    private SipText call() {
        leg = fixture.callTrunk(SipTransport.UDP, trunk.address());
        SipText invite = trunk.inbox.take(
                "INVITE of a new call",
                text -> text.startLine().startsWith("INVITE ") && !seen.contains(text.header("Call-ID")));
        seen.add(invite.header("Call-ID"));
        return invite;
    }

    /** The INVITE sent again; the first one may be repeated meanwhile. */
    private SipText again() {
        return trunk.inbox.take(
                "INVITE sent again",
                text -> text.startLine().startsWith("INVITE ")
                        && text.header("CSeq").equals("2 INVITE")
                        && again.add(text.header("Call-ID")));
    }

    private void ask(SipText request, int status, String challenges) {
        trunk.write(request.answer(status, "Who Are You", request.tag("To").isEmpty() ? "t0" : "", challenges, ""));
    }

    private SipText answered(SipText invite, FakeTrunk by) {
        trunk.write(invite.answer(200, "OK", "t1", by.contact(), StackFixture.SDP));
        fixture.event(SipEvent.Answered.class);
        return by.inbox.take(
                "ACK of the answer",
                text -> text.method().equals("ACK") && text.tag("To").equals("t1"));
    }

    /** A call whose INVITE was challenged and answered. */
    private SipText provenCall(FakeTrunk by) {
        ask(call(), 407, challenge("Proxy-Authenticate", "carrier", "n1", "MD5", ""));
        trunk.takeRequest("ACK");
        SipText proven = again();
        answered(proven, by);
        return proven;
    }

    @Test
    void aChallengedInviteIsSentAgainInTheSameLegWithTheProofOfOurPassword() {
        SipText first = call();
        ask(first, 407, challenge("Proxy-Authenticate", "carrier", "n1", "MD5", ", opaque=\"o\""));
        trunk.takeRequest("ACK");
        SipText second = again();
        assertTrue(DigestText.proves(second, PROXY, USER, PASSWORD), second.toString());
        assertEquals("o", parameter(second.header(PROXY), "opaque"));
        assertEquals(first.header("Call-ID"), second.header("Call-ID"));
        assertEquals(first.header("From"), second.header("From"));
        assertEquals(first.header("To"), second.header("To"));
        assertEquals("2 INVITE", second.header("CSeq"));
        assertEquals(first.body(), second.body());
        assertNotEquals(first.header("Via"), second.header("Via"));
        fixture.event(SipEvent.Trying.class);

        SipText ack = answered(second, trunk);
        assertEquals(second.header(PROXY), ack.header(PROXY), "RFC 3261 section 13.2.2.4");
        assertEquals(1, fixture.count(SipCounter.CREDENTIALS_SENT));
        assertEquals(1, fixture.stack.legs());
    }

    @Test
    void sha256IsPreferredToMd5AndAnsweredToTheEndAsWell() {
        ask(
                call(),
                401,
                challenge("WWW-Authenticate", "carrier", "n1", "MD5", "")
                        + challenge("WWW-Authenticate", "carrier", "n1", "SHA-256", ""));
        SipText second = again();
        assertEquals("SHA-256", parameter(second.header("Authorization"), "algorithm"));
        assertTrue(DigestText.proves(second, "Authorization", USER, PASSWORD), second.toString());
    }

    @Test
    void theNextCallCarriesTheProofAtOnce() {
        provenCall(trunk);
        SipText next = call();
        assertTrue(DigestText.proves(next, PROXY, USER, PASSWORD), next.toString());
        assertEquals("00000002", parameter(next.header(PROXY), "nc"));
    }

    @Test
    void aNonceThatBecameTooOldIsReplaced() {
        provenCall(trunk);
        ask(call(), 407, challenge("Proxy-Authenticate", "carrier", "n2", "MD5", ", stale=true"));
        SipText again = again();
        assertEquals("n2", parameter(again.header(PROXY), "nonce"));
        assertTrue(DigestText.proves(again, PROXY, USER, PASSWORD), again.toString());
    }

    @Test
    void aSecondChallengeIsARefusalWithASentence() {
        ask(call(), 407, challenge("Proxy-Authenticate", "carrier", "n1", "MD5", ""));
        ask(again(), 407, challenge("Proxy-Authenticate", "carrier", "n2", "MD5", ""));
        SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
        assertEquals(407, refused.status());
        assertEquals("The trunk does not accept our user name or password", refused.phrase());
        assertEquals(1, fixture.count(SipCounter.CREDENTIALS_REFUSED));
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void anotherRealmLearnsNothing() {
        password(Optional.of("carrier"));
        ask(call(), 407, challenge("Proxy-Authenticate", "thief", "n1", "MD5", ""));
        SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
        assertTrue(refused.phrase().contains("another realm"), refused.phrase());
        trunk.takeRequest("ACK");
        assertTrue(trunk.inbox.staysWithout(text -> !text.header(PROXY).isEmpty(), 150));
        assertEquals(1, fixture.count(SipCounter.CREDENTIALS_WITHHELD));
    }

    @Test
    void requestsInsideTheCallCarryTheProofAndAChallengedByeIsSentAgain() {
        provenCall(trunk);
        fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
        SipText bye = trunk.takeRequest("BYE");
        assertTrue(DigestText.proves(bye, PROXY, USER, PASSWORD), bye.toString());
        ask(bye, 407, challenge("Proxy-Authenticate", "carrier", "n9", "MD5", ", stale=true"));
        SipText again = trunk.inbox.take(
                "BYE sent again",
                text -> text.startLine().startsWith("BYE ")
                        && text.header(PROXY).contains("n9"));
        assertEquals("n9", parameter(again.header(PROXY), "nonce"));
        assertTrue(DigestText.proves(again, PROXY, USER, PASSWORD), again.toString());
        assertEquals("4 BYE", again.header("CSeq"));
        trunk.write(again.answer(200, "OK", "", "", ""));
        assertTrue(trunk.inbox.staysWithout(text -> text.header("CSeq").equals("5 BYE"), 150));
    }

    @Test
    void whoeverAnswersElsewhereGetsNoProofForHisChallengeOfOurBye() throws IOException {
        try (FakeTrunk thief = new FakeTrunk(trunk.gateway())) {
            SipText invite = provenCall(thief);
            assertEquals("2 INVITE", invite.header("CSeq"));
            fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
            SipText bye = thief.takeRequest("BYE");
            assertEquals("", bye.header(PROXY) + bye.header("Authorization"));
            thief.write(bye.answer(
                    407, "Who Are You", "", challenge("Proxy-Authenticate", "carrier", "n2", "MD5", ""), ""));
            assertTrue(thief.inbox.staysWithout(text -> text.header("CSeq").equals("4 BYE"), 150));
            assertEquals(1, fixture.count(SipCounter.CREDENTIALS_WITHHELD));
        }
    }

    @Test
    void aCallGivenUpAfterTheChallengeIsCancelled() {
        ask(call(), 407, challenge("Proxy-Authenticate", "carrier", "n1", "MD5", ""));
        SipText second = again();
        trunk.write(second.answer(180, "Ringing", "t1", trunk.contact(), ""));
        fixture.event(SipEvent.Progress.class);
        fixture.stack.send(new SipCommand.Cancel(leg, Optional.empty()));
        SipText cancel = trunk.takeRequest("CANCEL");
        assertEquals(second.all("Via").getFirst(), cancel.all("Via").getFirst());
        assertEquals("2 CANCEL", cancel.header("CSeq"));
        trunk.write(cancel.answer(200, "OK", "t1", "", ""));
        trunk.write(second.answer(487, "Request Terminated", "t1", "", ""));
        assertEquals(487, fixture.event(SipEvent.Refused.class).status());
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void aSilentTrunkAfterItsChallengeStillEndsIn408() {
        ask(call(), 407, challenge("Proxy-Authenticate", "carrier", "n1", "MD5", ""));
        again();
        assertEquals(408, fixture.event(SipEvent.Refused.class).status());
        assertEquals(0, fixture.stack.legs());
    }
}
