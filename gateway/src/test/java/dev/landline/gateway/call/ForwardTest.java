package dev.landline.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.Forwarding;
import dev.landline.gateway.config.TrunkFeatures.Redirects;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that go on to another number: by their owner's wish, or by a 302. */
class ForwardTest {

    private static final String VOICEMAIL = "020 7946 0000";
    private static final Forwarding TO_VOICEMAIL = new Forwarding(
            Optional.empty(),
            Optional.of(VOICEMAIL),
            Optional.of(VOICEMAIL),
            Optional.of(VOICEMAIL),
            Duration.ofMillis(200));

    private TableForTests on;

    @AfterEach
    void close() {
        on.close();
    }

    private void table(Forwarding ofBob, Redirects ofPbx) {
        on = new TableForTests(FeaturePolicy.STRICT, ofBob, ofPbx);
    }

    private SipCommand.Invite atVoicemail() throws InterruptedException {
        SipCommand.Invite invite = on.next(SipCommand.Invite.class);
        assertTrue(invite.target() instanceof SipTarget.Trunk, invite.toString());
        assertEquals("02079460000", invite.requestUri().user());
        assertEquals("+441632960102", invite.from().uri().user(), "with bob's rights and number");
        return invite;
    }

    @Test
    void allCallsGoOnWithoutRinging() throws Exception {
        table(TO_VOICEMAIL.withAlways(Optional.of(VOICEMAIL)), Redirects.OFF);
        on.calls("alice", "alice-1", "bob");
        SipCommand.Invite invite = atVoicemail();
        on.answers(invite.leg());
        on.next(SipCommand.Answer.class);
    }

    @Test
    void aBusyPersonsCallGoesOnAndItsTrunkHearsWhoseItWas() throws Exception {
        table(TO_VOICEMAIL, Redirects.OFF);
        on.calls("alice", "alice-1", "bob");
        LegId bob = on.next(SipCommand.Invite.class).leg();
        on.table.accept(new SipEvent.Refused(bob, 486, "Busy Here", Optional.empty(), false));
        on.answers(atVoicemail().leg());
        on.next(SipCommand.Answer.class);
    }

    @Test
    void aCallThatNobodyTakesGoesOnAfterAWhileAndThePagesStopRinging() throws Exception {
        table(TO_VOICEMAIL, Redirects.OFF);
        on.calls("alice", "alice-1", "bob");
        LegId bob = on.next(SipCommand.Invite.class).leg();
        assertEquals(bob, on.next(SipCommand.Cancel.class).leg());
        LegId voicemail = atVoicemail().leg();
        on.table.accept(new SipEvent.Refused(bob, 487, "Request Terminated", Optional.empty(), false));
        on.answers(voicemail);
        on.next(SipCommand.Answer.class);
        on.hangsUp(voicemail);
        assertEquals("alice-1", on.next(SipCommand.HangUp.class).leg().value());
    }

    @Test
    void whatMayNotBeDialledIsNotReachedByForwardingAndTheCallerHearsWhatItWas() throws Exception {
        table(
                new Forwarding(
                        Optional.empty(),
                        Optional.of("+1 202 555 0123"),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(20)),
                Redirects.OFF);
        on.calls("alice", "alice-1", "bob");
        LegId bob = on.next(SipCommand.Invite.class).leg();
        on.table.accept(new SipEvent.Refused(bob, 486, "Busy Here", Optional.empty(), false));
        assertEquals(486, on.next(SipCommand.Refuse.class).status());
    }

    @Test
    void aCircleEndsWithAnAnswer() throws Exception {
        table(TO_VOICEMAIL.withAlways(Optional.of("bob")), Redirects.OFF);
        on.calls("alice", "alice-1", "bob");
        SipCommand.Refuse refuse = on.next(SipCommand.Refuse.class);
        assertEquals(482, refuse.status());
        assertEquals("The call was sent on in a circle", refuse.phrase());
    }

    @Test
    void aPagesRedirectionIsItsOwnersWish() throws Exception {
        table(Forwarding.NONE, Redirects.OFF);
        on.calls("alice", "alice-1", "bob");
        LegId bob = on.next(SipCommand.Invite.class).leg();
        on.table.accept(redirect(bob, "02079460000"));
        atVoicemail();
    }

    @Test
    void aTrunksRedirectionIsARefusalUnlessItMayBeFollowed() throws Exception {
        table(Forwarding.NONE, Redirects.OFF);
        on.calls("alice", "alice-1", "020 7946 0958");
        on.table.accept(redirect(on.next(SipCommand.Invite.class).leg(), "+12025550123"));
        on.next(SipCommand.Refuse.class);
        on.close();

        table(Forwarding.NONE, Redirects.SAME_TRUNK);
        on.calls("alice", "alice-1", "020 7946 0958");
        on.table.accept(redirect(on.next(SipCommand.Invite.class).leg(), "4711"));
        assertEquals("4711", on.next(SipCommand.Invite.class).requestUri().user());
        on.close();

        table(Forwarding.NONE, Redirects.DIAL_PLAN);
        on.calls("alice", "alice-1", "020 7946 0958");
        on.table.accept(redirect(on.next(SipCommand.Invite.class).leg(), "+12025550123"));
        on.next(SipCommand.Refuse.class);
        on.calls("alice", "alice-2", "020 7946 0958");
        on.table.accept(redirect(on.next(SipCommand.Invite.class).leg(), "02079460777"));
        assertEquals(
                "02079460777", on.next(SipCommand.Invite.class).requestUri().user());
    }

    @Test
    void aTrunkThatRedirectsForEverIsLeft() throws Exception {
        table(Forwarding.NONE, Redirects.SAME_TRUNK);
        on.calls("alice", "alice-1", "020 7946 0958");
        on.table.accept(redirect(on.next(SipCommand.Invite.class).leg(), "4711"));
        on.table.accept(redirect(on.next(SipCommand.Invite.class).leg(), "4712"));
        on.next(SipCommand.Refuse.class);
    }

    @Test
    void aFeatureCodeIsConfirmedWithAToneAndChangesWhatBecomesOfCalls() throws Exception {
        table(Forwarding.NONE, Redirects.OFF);
        code("bob-1", "*78");
        on.calls("alice", "alice-1", "bob");
        SipCommand.Refuse refuse = on.next(SipCommand.Refuse.class);
        assertEquals(480, refuse.status());
        assertEquals("The person called does not want to be disturbed", refuse.phrase());
        code("bob-2", "*79");
        on.calls("alice", "alice-2", "bob");
        on.table.accept(new SipEvent.Cancelled(new LegId("alice-2"), Optional.empty()));
        on.next(SipCommand.Invite.class);
        on.next(SipCommand.Cancel.class);

        code("bob-3", "*7202079460000");
        on.calls("alice", "alice-3", "bob");
        atVoicemail();
    }

    @Test
    void aCodeWithANumberThatMayNotBeDialledIsRefused() throws Exception {
        table(Forwarding.NONE, Redirects.OFF);
        on.calls("bob", "bob-1", "*720012025550123");
        assertEquals(403, on.next(SipCommand.Refuse.class).status());
    }

    private void code(String leg, String code) throws InterruptedException {
        on.bridges.clear();
        on.calls("bob", leg, code);
        assertEquals(leg, on.next(SipCommand.Answer.class).leg().value());
        SilentBridge bridge = on.bridge();
        assertEquals(new SilentBridge.Played(Side.A), bridge.moved.poll(5, TimeUnit.SECONDS));
        on.heard(bridge, new MediaEvent.PlayEnded(Side.A, 0, true));
        assertEquals(leg, on.next(SipCommand.HangUp.class).leg().value());
    }

    private static SipEvent.Redirected redirect(LegId leg, String number) {
        return new SipEvent.Redirected(leg, 302, List.of(SipUri.of(number, "elsewhere.example.com")));
    }
}
