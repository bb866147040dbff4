package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    private static final String TARGET = "sip:+442079460958@landline.test";

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

    private String invite(String callId, int cseq, String extra) {
        return alice.request("INVITE", TARGET, "<" + TARGET + ">", callId, cseq, extra, StackFixture.SDP);
    }

    private SipText answerToAlice(String callId) {
        return alice.inbox.take(
                "an answer in " + callId,
                text -> text.isResponse()
                        && text.status() > 100
                        && text.header("Call-ID").equals(callId));
    }

    private SipText answerToTrunk(String callId) {
        return fixture.trunk.inbox.take(
                "an answer in " + callId,
                text -> text.isResponse()
                        && text.status() > 100
                        && text.header("Call-ID").equals(callId));
    }

    private void becomeAStranger() {
        fixture.strangers.add(fixture.trunk.address().getPort());
    }

    @Test
    void aStrangersInviteIsForbiddenWithoutALegOrABody() {
        becomeAStranger();
        fixture.trunk.write(fixture.trunk.invite("s1", StackFixture.SDP));
        SipText refused = answerToTrunk("s1");
        assertEquals("SIP/2.0 403 Forbidden", refused.startLine());
        assertEquals("", refused.body());
        assertEquals(1, fixture.count(SipCounter.REFUSED_STRANGER));
        assertEquals(0, fixture.stack.legs());
        assertEquals(0, fixture.stack.held());
    }

    @Test
    void optionsTellsTrunksAndBrowsersWhatIsServedAndStrangersNothing() {
        fixture.trunk.write(fixture.trunk.request("OPTIONS", "sip:127.0.0.1", "<sip:127.0.0.1>", "o1", 1, "", ""));
        SipText ok = answerToTrunk("o1");
        assertEquals(200, ok.status());
        assertTrue(ok.all("Allow").toString().contains("INVITE"), ok::toString);
        assertEquals("application/sdp", ok.header("Accept"));
        alice.write(alice.request("OPTIONS", TARGET, "<" + TARGET + ">", "o2", 1, "", ""));
        assertEquals(200, answerToAlice("o2").status());
        becomeAStranger();
        fixture.trunk.write(fixture.trunk.request("OPTIONS", "sip:127.0.0.1", "<sip:127.0.0.1>", "o3", 1, "", ""));
        assertEquals(403, answerToTrunk("o3").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUBLISH", "BANANA"})
    void methodsThatAreNotServedAreRefusedAndNothingComesOfThem(String method) {
        fixture.trunk.write(fixture.trunk.request(method, TARGET, "<" + TARGET + ">", "m1", 1, "", ""));
        SipText refused = answerToTrunk("m1");
        assertEquals(405, refused.status());
        assertTrue(refused.all("Allow").toString().contains("INVITE"), refused::toString);
        alice.write(alice.request(method, TARGET, "<" + TARGET + ">", "m2", 1, "", ""));
        assertEquals(405, answerToAlice("m2").status());
        assertEquals(2, fixture.count(SipCounter.REFUSED_METHOD));
        assertEquals(0, fixture.stack.held());
    }

    @Test
    void aRequiredExtensionIsRefusedByName() {
        fixture.trunk.write(fixture.trunk
                .invite("r1", "")
                .replace("Max-Forwards", "Require: 100rel, timer, precondition\r\nMax-Forwards"));
        SipText refused = answerToTrunk("r1");
        assertEquals(420, refused.status());
        assertEquals(List.of("precondition"), refused.all("Unsupported"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYE", "INFO", "UPDATE", "CANCEL", "INVITE"})
    void aRequestForACallThatDoesNotExistIsRefused(String method) {
        String to = method.equals("CANCEL") ? "<" + TARGET + ">" : "<" + TARGET + ">;tag=nobody";
        fixture.trunk.write(fixture.trunk.request(method, TARGET, to, "n1", 4, "", ""));
        assertEquals(481, answerToTrunk("n1").status());
        assertEquals(0, fixture.stack.held());
    }

    @Test
    void aBodyThatIsNoSessionDescriptionIsRefused() {
        fixture.trunk.write(fixture.trunk.invite("c1", "hello").replace("application/sdp", "text/plain"));
        SipText refused = answerToTrunk("c1");
        assertEquals(415, refused.status());
        assertEquals("application/sdp", refused.header("Accept"));
    }

    @Test
    void aForeignUriSchemeAndAMissingContactAreRefused() {
        fixture.trunk.write(fixture.trunk.invite("u1", "").replaceFirst("INVITE sip:", "INVITE http:"));
        assertEquals(416, answerToTrunk("u1").status());
        fixture.trunk.write(fixture.trunk.invite("u2", "").replaceFirst("Contact:[^\r]*\r\n", ""));
        assertEquals(400, answerToTrunk("u2").status());
        fixture.trunk.write(fixture.trunk.invite("u3", "").replaceFirst("Contact: ", "Contact: <sip:x@y>, "));
        assertEquals(400, answerToTrunk("u3").status());
    }

    @Test
    void moreCallsThanAllowedAreToldWhenToComeBack() throws IOException {
        SipLimits one = new SipLimits(65_536, 200, Duration.ofMinutes(5), 50, 1);
        try (StackFixture small = new StackFixture(1, one)) {
            small.trunk.write(small.trunk.invite("l1", StackFixture.SDP));
            small.event(SipEvent.InviteReceived.class);
            small.trunk.write(small.trunk.invite("l2", StackFixture.SDP));
            SipText refused = small.trunk.take(503, "INVITE");
            assertEquals("l2", refused.header("Call-ID"));
            assertEquals("5", refused.header("Retry-After"));
            assertEquals(1, small.stack.legs());
        }
    }

    @Test
    void aBrowserThatIsNotSignedInIsChallengedAndAcceptedWithItsPassword() {
        alice.write(invite("i1", 1, ""));
        SipText challenge = answerToAlice("i1");
        assertEquals(407, challenge.status());
        assertEquals(1, challenge.all("Proxy-Authenticate").size());
        assertTrue(challenge.header("Proxy-Authenticate").contains("algorithm=MD5"), challenge::toString);
        alice.write(invite("i1", 2, alice.credentials(challenge, "INVITE", TARGET, "wonderland")));
        assertEquals(
                new SipSource.Browser("alice", alice.flow().id()),
                fixture.event(SipEvent.InviteReceived.class).source());
    }

    @Test
    void aBrowserCannotCallAsSomebodyElse() {
        alice.signIn("wonderland");
        String asBob = invite("b1", 1, "").replace("<sip:alice@", "<sip:bob@");
        alice.write(asBob);
        SipText challenge = answerToAlice("b1");
        assertEquals(407, challenge.status());
        alice.write(invite("b1", 2, alice.credentials(challenge, "INVITE", TARGET, "wonderland"))
                .replace("<sip:alice@", "<sip:bob@"));
        assertEquals(403, answerToAlice("b1").status());
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void unknownUsersAndWrongPasswordsLookTheSame() {
        FakeBrowser nobody = new FakeBrowser(fixture.stack, "nobody", "n1");
        SipText wrong = alice.signIn("guess");
        SipText unknown = nobody.signIn("guess");
        assertEquals(401, wrong.status());
        assertEquals(wrong.startLine(), unknown.startLine());
        assertEquals(names(wrong), names(unknown));
    }

    private static List<String> names(SipText text) {
        return text.headers().stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
    }

    @Test
    void guessingIsBrakedEvenWithTheRightPasswordInTheEnd() {
        for (int i = 0; i < 20; i++) {
            assertEquals(
                    401,
                    new FakeBrowser(fixture.stack, "alice", "g" + i)
                            .signIn("guess" + i)
                            .status());
        }
        SipText braked = alice.signIn("wonderland");
        assertEquals(503, braked.status());
        assertEquals("60", braked.header("Retry-After"));
        assertEquals(20, fixture.count(SipCounter.AUTHENTICATION_FAILED));
        assertEquals(1, fixture.count(SipCounter.AUTHENTICATION_BRAKED));
        assertEquals(0, fixture.stack.registrar().size());
    }

    @Test
    void onlyOnesOwnAddressCanBeRegisteredAndOnlyOverAFlow() {
        alice.write(alice.register(1, alice.boundContact(600)).replace("To: <sip:alice@", "To: <sip:bob@"));
        SipText challenge = alice.take(401, "REGISTER");
        String again = alice.register(
                2,
                alice.boundContact(600) + alice.credentials(challenge, "REGISTER", "sip:landline.test", "wonderland"));
        alice.write(again.replace("To: <sip:alice@", "To: <sip:bob@"));
        alice.take(403, "REGISTER");
        fixture.trunk.write(
                fixture.trunk.request("REGISTER", "sip:landline.test", "<sip:alice@landline.test>", "ru", 1, "", ""));
        assertEquals(403, answerToTrunk("ru").status());
        assertEquals(0, fixture.stack.registrar().size());
    }

    @Test
    void aBriefRegistrationIsToldTheMinimumAndTheWildcardSignsOut() {
        alice.signIn("wonderland");
        alice.write(alice.register(3, alice.boundContact(10)));
        SipText challenge = alice.take(401, "REGISTER");
        String proof = alice.credentials(challenge, "REGISTER", "sip:landline.test", "wonderland");
        alice.write(alice.register(4, alice.boundContact(10) + proof));
        assertEquals("60", alice.take(423, "REGISTER").header("Min-Expires"));
        assertEquals(1, fixture.stack.registrar().size());
        alice.write(alice.register(5, "Contact: *\r\nExpires: 0\r\n"));
        String second = alice.credentials(alice.take(401, "REGISTER"), "REGISTER", "sip:landline.test", "wonderland");
        alice.write(alice.register(6, "Contact: *\r\nExpires: 0\r\n" + second));
        SipText ok = alice.take(200, "REGISTER");
        assertEquals("", ok.header("Contact"));
        assertEquals(0, fixture.stack.registrar().size());
    }

    @ParameterizedTest
    @CsvSource({
        "SIP/2.0\r, SIP/7.0\r, 505",
        "Max-Forwards: 70, Max-Forwards: 0, 483",
        "Contact: , CSeq: , 400",
        "Content-Length: , Content-Length: -, 400",
        "Content-Length: , Content-Length: 1, 400",
        "From: , From: <<<, 400"
    })
    void insaneMessagesAreRefusedAndTheNextOneIsServed(String sane, String insane, int status) {
        fixture.trunk.write(fixture.trunk.invite("x1", StackFixture.SDP).replaceFirst(sane, insane));
        assertEquals(status, answerToTrunk("x1").status());
        alice.write(alice.request("OPTIONS", TARGET, "<" + TARGET + ">", "x2", 1, "", "")
                .replaceFirst("Max-Forwards: 69", "Max-Forwards: 0"));
        assertEquals(483, answerToAlice("x2").status());
        fixture.trunk.write(fixture.trunk.request("OPTIONS", "sip:127.0.0.1", "<sip:127.0.0.1>", "x3", 1, "", ""));
        assertEquals(200, answerToTrunk("x3").status());
        assertEquals(0, fixture.stack.held());
    }

    @Test
    void answersToNothingThatWeAskedLeaveNothingBehind() {
        for (int i = 0; i < 20; i++) {
            fixture.trunk.write("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:" + fixture.udpPort
                    + ";branch=z9hG4bKstray" + i + "\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=" + i
                    + "\r\nCall-ID: stray" + i + "\r\nCSeq: 1 INVITE\r\n" + fixture.trunk.contact()
                    + "Content-Length: 0\r\n\r\n");
        }
        StackFixture.await("twenty drops", () -> fixture.count(SipCounter.DROPPED_STRAY) == 20);
        assertEquals(0, fixture.stack.held());
    }

    @Test
    void garbageIsCountedAndTheFlowSurvivesIt() {
        alice.write("hello");
        alice.write("\0\0\0\0");
        alice.write("SIP/2.0 200 OK\r\nVia: SIP/2.0/WS x;branch=z9hG4bKno\r\n\r\n");
        fixture.trunk.write("x".repeat(60_000));
        alice.write("\r\n\r\n");
        assertEquals(1, alice.pongs());
        alice.write(alice.request("OPTIONS", TARGET, "<" + TARGET + ">", "g1", 1, "", ""));
        assertEquals(200, answerToAlice("g1").status());
        StackFixture.await("four drops", () -> fixture.count(SipCounter.DROPPED_GARBAGE) == 4);
    }

    @Test
    void aViaThatNamesAnotherTransportOrTargetCannotMisleadAnswers() {
        fixture.trunk.write(fixture.trunk.invite("v1", StackFixture.SDP).replace(";rport", ";maddr=192.0.2.1"));
        SipEvent.InviteReceived invited = fixture.event(SipEvent.InviteReceived.class);
        fixture.stack.send(new SipCommand.Refuse(invited.leg(), 404, "No Such Number", Optional.empty(), 0));
        assertEquals(404, answerToTrunk("v1").status());
        fixture.trunk.write(fixture.trunk
                .request("OPTIONS", "sip:127.0.0.1", "<sip:127.0.0.1>", "v2", 1, "", "")
                .replace("SIP/2.0/UDP", "SIP/2.0/TCP"));
        assertEquals(400, answerToTrunk("v2").status());
    }
}
