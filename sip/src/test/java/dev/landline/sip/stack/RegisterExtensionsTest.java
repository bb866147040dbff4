package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipUri;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Path (RFC 3327), outbound (RFC 5626) and GRUU (RFC 5627) as a tab sees them. */
class RegisterExtensionsTest {

    private static final String AS_JSSIP = "Supported: path,gruu,outbound\r\n";

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

    private static SipText signIn(FakeBrowser browser, String extra, String via) {
        String password = browser.user.equals("alice") ? "wonderland" : "builder";
        browser.write(browser.register(1, browser.boundContact(600) + extra));
        SipText challenge = browser.take(401, "REGISTER");
        String proof = browser.credentials(challenge, "REGISTER", "sip:landline.test", password);
        browser.write(browser.register(2, browser.boundContact(600) + extra + proof)
                .replaceFirst("Max-Forwards", via + "Max-Forwards"));
        return browser.inbox.take("an answer", text -> text.header("CSeq").equals("2 REGISTER"));
    }

    private static String parameter(SipText answer, String name) {
        Matcher found = Pattern.compile(name + "=\"([^\"]*)\"").matcher(answer.header("Contact"));
        return found.find() ? found.group(1) : "";
    }

    @Test
    void aTabThatKnowsOutboundIsToldThatItsFlowIsKept() {
        SipText ok = signIn(alice, AS_JSSIP, "");
        assertEquals(200, ok.status());
        assertEquals("outbound", ok.header("Require"));
        assertTrue(Integer.parseInt(ok.header("Flow-Timer")) > 0, ok::toString);
        assertTrue(String.join(",", ok.all("Supported")).contains("outbound"), ok::toString);
    }

    @Test
    void aTabThatDoesNotKnowOutboundIsNotAskedForIt() {
        SipText ok = signIn(alice, "", "");
        assertEquals("", ok.header("Require"));
        assertEquals("", ok.header("Flow-Timer"));
        assertFalse(ok.header("Contact").contains("gruu"), ok::toString);
    }

    @Test
    void outboundThroughAProxyThatDoesNotKnowItIsRefused() {
        String via = "Via: SIP/2.0/WS behind.invalid;branch=z9hG4bKbehind\r\n";
        SipText refused = signIn(alice, AS_JSSIP, via);
        assertEquals(439, refused.status());
        assertEquals("First Hop Lacks Outbound Support", refused.startLine().substring(12));
        assertEquals(0, fixture.stack.registrar().size());
    }

    @Test
    void aPathIsShownBackAndRequestsToTheTabTakeIt() {
        SipText ok = signIn(
                alice,
                AS_JSSIP + "Path: <sip:near.test;lr>, <sip:edge.test;lr;ob>\r\n",
                "Via: SIP/2.0/WS behind.invalid;branch=z9hG4bKbehind\r\n");
        assertEquals(200, ok.status());
        assertEquals(
                "<sip:near.test;lr>,<sip:edge.test;lr;ob>",
                String.join(",", ok.all("Path")).replace(", ", ","));
        fixture.callBrowser(alice);
        SipText invite = alice.takeRequest("INVITE");
        assertEquals(
                "<sip:near.test;lr>,<sip:edge.test;lr;ob>",
                String.join(",", invite.all("Route")).replace(", ", ","));
        assertEquals(alice.contact, invite.requestUri());
    }

    @Test
    void aPathThatIsNoLooseRouteIsRefused() {
        assertEquals(
                400, signIn(alice, AS_JSSIP + "Path: <sip:strict.test>\r\n", "").status());
    }

    @Test
    void theExtensionsOfRegisterMayBeRequiredAndOthersMayNot() {
        assertEquals(200, signIn(alice, "Require: path, outbound, gruu\r\n", "").status());
        alice.write(alice.register(3, "Require: pref\r\n"));
        assertEquals("pref", alice.take(420, "REGISTER").header("Unsupported"));
    }

    @Test
    void aTabIsGivenAddressesThatMeanItAlone() {
        SipText ok = signIn(alice, AS_JSSIP, "");
        assertEquals("sip:alice@landline.test;gr=urn:uuid:a1", parameter(ok, "pub-gruu"));
        SipUri temporary = SipUri.parse(parameter(ok, "temp-gruu")).orElseThrow();
        assertFalse(temporary.toString().contains("alice"), temporary::toString);
        signIn(new FakeBrowser(fixture.stack, "alice", "a2"), AS_JSSIP, "");
        assertEquals(
                Optional.of(alice.flow().id()), fixture.stack.placeOf(temporary).map(b -> b.flow()));
        assertEquals(
                Optional.of(alice.flow().id()),
                SipUri.parse(parameter(ok, "pub-gruu"))
                        .flatMap(fixture.stack::placeOf)
                        .map(b -> b.flow()));
    }

    @Test
    void theContactInACallMayBeAGruuAndRequestsReachTheTabByItsOwnContact() {
        SipText ok = signIn(alice, AS_JSSIP, "");
        String gruu = parameter(ok, "temp-gruu");
        LegId leg = fixture.callBrowser(alice);
        SipText invite = alice.takeRequest("INVITE");
        alice.write(invite.answer(200, "OK", "b1", "Contact: <" + gruu + ">\r\n", StackFixture.SDP));
        fixture.event(SipEvent.Answered.class);
        assertEquals(alice.contact, alice.takeRequest("ACK").requestUri());
        fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
        assertEquals(alice.contact, alice.takeRequest("BYE").requestUri());
    }

    @Test
    void aPreferenceIsKeptAndShown() {
        alice.write(alice.register(1, alice.boundContact(600)));
        String proof = alice.credentials(alice.take(401, "REGISTER"), "REGISTER", "sip:landline.test", "wonderland");
        alice.write(alice.register(2, alice.boundContact(600).replace("\r\n", ";q=0.35\r\n") + proof));
        assertTrue(alice.take(200, "REGISTER").header("Contact").contains(";q=0.35"));
        assertEquals(
                List.of(350),
                fixture.stack.registrar().bindings("alice").stream()
                        .map(binding -> binding.preference())
                        .toList());
    }
}
