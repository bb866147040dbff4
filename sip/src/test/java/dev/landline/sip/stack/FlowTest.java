package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to registrations and calls when a browser's connection breaks. */
class FlowTest {

    private StackFixture fixture;
    private FakeBrowser alice;

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture();
        alice = new FakeBrowser(fixture.stack, "alice", "a1");
        assertEquals(200, alice.signIn("wonderland").status());
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** We call the browser and it answers. */
    private SipText talk() {
        fixture.callBrowser(alice);
        SipText invite = alice.takeRequest("INVITE");
        alice.write(invite.answer(200, "OK", "b1", "Contact: <" + alice.contact + ">\r\n", StackFixture.SDP));
        fixture.event(SipEvent.Answered.class);
        alice.takeRequest("ACK");
        return invite;
    }

    private static String inside(FakeBrowser from, SipText invite, String method, String body) {
        return from.request(method, invite.uri("Contact"), invite.header("From"), "unused", 9, "", body)
                .replaceFirst("From:[^\r]*", "From: " + invite.header("To") + ";tag=b1")
                .replace("Call-ID: unused", "Call-ID: " + invite.header("Call-ID"));
    }

    @Test
    void aBrokenConnectionEndsItsRegistrationAtOnceAndTellsItsCalls() {
        talk();
        alice.drop();
        fixture.event(SipEvent.FlowLost.class);
        assertEquals(0, fixture.stack.registrar().size());
        assertEquals(1, fixture.stack.legs());
    }

    @Test
    void signingInAgainBringsTheCallBackOnTheNewConnection() {
        talk();
        alice.drop();
        LegId leg = fixture.event(SipEvent.FlowLost.class).leg();
        FakeBrowser again = new FakeBrowser(fixture.stack, "alice", "a1");
        assertEquals(200, again.signIn("wonderland").status());
        assertEquals(new SipEvent.FlowRestored(leg, again.flow().id()), fixture.event(SipEvent.FlowRestored.class));
        fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
        SipText bye = again.takeRequest("BYE");
        assertEquals(again.contact, bye.requestUri());
        again.write(bye.answer(200, "OK", "", "", ""));
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void anotherTabOfTheSameUserDoesNotTakeTheCall() {
        talk();
        alice.drop();
        fixture.event(SipEvent.FlowLost.class);
        assertEquals(
                200,
                new FakeBrowser(fixture.stack, "alice", "a2")
                        .signIn("wonderland")
                        .status());
        assertTrue(fixture.events.staysWithout(SipEvent.FlowRestored.class::isInstance, 100));
    }

    @Test
    void aRequestInsideTheCallFromTheNewConnectionBringsItBackToo() {
        SipText invite = talk();
        alice.drop();
        fixture.event(SipEvent.FlowLost.class);
        FakeBrowser again = new FakeBrowser(fixture.stack, "alice", "a1");
        again.write(inside(again, invite, "INVITE", StackFixture.SDP));
        fixture.event(SipEvent.FlowRestored.class);
        SipEvent.OfferReceived offer = fixture.event(SipEvent.OfferReceived.class);
        fixture.stack.send(new SipCommand.AcceptOffer(offer.leg(), offer.offer(), StackFixture.SDP));
        again.take(200, "INVITE");
    }

    @Test
    void anotherUsersBrowserCannotSpeakInsideTheCall() {
        SipText invite = talk();
        FakeBrowser bob = new FakeBrowser(fixture.stack, "bob", "b7");
        bob.signIn("builder");
        bob.write(inside(bob, invite, "BYE", ""));
        bob.take(481, "BYE");
        assertEquals(1, fixture.stack.legs());
    }

    @Test
    void hangingUpALostCallJustEndsIt() {
        talk();
        alice.drop();
        LegId leg = fixture.event(SipEvent.FlowLost.class).leg();
        fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
        StackFixture.await("no legs", () -> fixture.stack.legs() == 0);
    }

    @Test
    void cancellingARingingBrowserThatIsGoneRefusesAtOnce() {
        LegId leg = fixture.callBrowser(alice);
        SipText invite = alice.takeRequest("INVITE");
        alice.write(invite.answer(180, "Ringing", "b1", "Contact: <" + alice.contact + ">\r\n", ""));
        fixture.event(SipEvent.Progress.class);
        alice.drop();
        fixture.event(SipEvent.FlowLost.class);
        fixture.stack.send(new SipCommand.Cancel(leg, Optional.empty()));
        SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
        assertTrue(refused.local());
        assertEquals(0, fixture.stack.legs());
    }

    @Test
    void aBrowserThatIsGoneCannotBeCalled() {
        LegId leg = fixture.stack.newLeg();
        fixture.stack.send(new SipCommand.Invite(
                leg,
                new SipTarget.Browser("alice", new FlowId(99), SipUri.of("alice", "x.invalid")),
                SipUri.of("alice", "landline.test"),
                StackFixture.party("x"),
                StackFixture.party("alice"),
                Optional.empty(),
                StackFixture.SDP));
        assertEquals(480, fixture.event(SipEvent.Refused.class).status());
    }

    @Test
    void aBrowserThatStopsReadingIsATransportError() {
        alice.close();
        fixture.callBrowser(alice);
        SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
        assertEquals(503, refused.status());
        assertTrue(refused.local());
    }

    @Test
    void aBrowserBehindATlsProxyWritesWssOverAPlainSocket() {
        alice.write(alice.request("OPTIONS", "sip:landline.test", "<sip:landline.test>", "o1", 1, "", "")
                .replace("SIP/2.0/WS ", "SIP/2.0/WSS "));
        SipText ok = alice.take(200, "OPTIONS");
        assertTrue(ok.header("Via").startsWith("SIP/2.0/WSS "), ok::toString);
        fixture.callBrowser(alice);
        SipText invite = alice.takeRequest("INVITE");
        assertTrue(invite.header("Via").startsWith("SIP/2.0/WSS "), invite::toString);
        alice.write(invite.answer(200, "OK", "b1", "Contact: <" + alice.contact + ">\r\n", StackFixture.SDP));
        fixture.event(SipEvent.Answered.class);
        alice.takeRequest("ACK");
    }

    @Test
    void aKeepAliveIsAnsweredAndNotTakenForSip() {
        alice.write("\r\n\r\n");
        assertEquals(1, alice.pongs());
        assertEquals(0, fixture.count(SipCounter.DROPPED_GARBAGE));
    }
}
