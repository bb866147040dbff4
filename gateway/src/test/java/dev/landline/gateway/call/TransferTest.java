package dev.landline.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.bridge.Side;
import dev.landline.sip.LegId;
import dev.landline.sip.Reason;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transfers and replacements between whole calls: the table, the calls' threads and their media descriptions. */
class TransferTest {

    private static final String FIRST = "020 7946 0958";
    private static final String SECOND = "020 7946 0959";
    private static final LegId ALICE = new LegId("alice-1");

    private TableForTests on = new TableForTests(FeaturePolicy.STRICT);

    @AfterEach
    void close() {
        on.close();
    }

    @Test
    void aReferFromTheBrowserIsCarriedOutAndTheOtherSideKeepsItsLegAndMedia() throws Exception {
        LegId first = on.talksToPbx("alice", "alice-1", FIRST);
        SilentBridge before = on.bridge();
        on.refers(ALICE, SECOND, Optional.empty());
        SipCommand.Invite invite = null;
        boolean accepted = false;
        for (int i = 0; i < 3; i++) {
            SipCommand said = on.next(SipCommand.class);
            if (said instanceof SipCommand.AnswerRefer answer) {
                assertEquals(new SipCommand.AnswerRefer(ALICE, 7, 202, "Accepted"), answer);
                accepted = true;
            } else if (said instanceof SipCommand.NotifyRefer news) {
                assertTrue(accepted, "202 comes before the first NOTIFY");
                assertEquals(100, news.status());
            } else {
                invite = assertInstanceOf(SipCommand.Invite.class, said);
            }
        }
        assertEquals("02079460959", invite.requestUri().user());
        assertEquals("+441632960101", invite.from().uri().user(), "as if alice had dialled");
        assertEquals(
                new SilentBridge.Played(Side.B),
                before.moved.poll(5, TimeUnit.SECONDS),
                "the other side hears ringing");

        on.table.accept(new SipEvent.Progress(invite.leg(), 180, "Ringing", Optional.empty()));
        assertEquals(180, on.next(SipCommand.NotifyRefer.class).status());
        on.answers(invite.leg());
        assertEquals(200, on.next(SipCommand.NotifyRefer.class).status());
        assertEquals(ALICE, on.next(SipCommand.HangUp.class).leg());
        SilentBridge after = on.bridge();
        assertEquals(new SilentBridge.Dismissed(Side.A), after.moved.poll(5, TimeUnit.SECONDS));
        assertEquals(new SilentBridge.Adopted(Side.A, before, Side.B), after.moved.poll(5, TimeUnit.SECONDS));
        assertTrue(on.said.isEmpty(), "nobody is renegotiated");

        on.hangsUp(first);
        assertEquals(invite.leg(), on.next(SipCommand.HangUp.class).leg());
    }

    @Test
    void aTransferThatFailsGivesTheCallBackToWhoeverAskedForIt() throws Exception {
        LegId first = on.talksToPbx("alice", "alice-1", FIRST);
        LegId second = referred();
        on.table.accept(new SipEvent.Refused(second, 486, "Busy Here", Optional.empty(), false));
        assertEquals(486, on.next(SipCommand.NotifyRefer.class).status());
        on.hangsUp(ALICE);
        assertEquals(first, on.next(SipCommand.HangUp.class).leg());
    }

    @Test
    void aTransferGoesOnWhenTheTransferorHangsUpBeforeTheAnswer() throws Exception {
        LegId first = on.talksToPbx("alice", "alice-1", FIRST);
        LegId second = referred();
        on.hangsUp(ALICE);
        on.answers(second);
        on.next(SipCommand.NotifyRefer.class);
        on.hangsUp(second);
        assertEquals(first, on.next(SipCommand.HangUp.class).leg());
    }

    @Test
    void aTransferThatFailsAfterTheTransferorHungUpEndsTheOtherSideWithTheReason() throws Exception {
        LegId first = on.talksToPbx("alice", "alice-1", FIRST);
        LegId second = referred();
        on.hangsUp(ALICE);
        on.table.accept(new SipEvent.Refused(second, 486, "Busy Here", Optional.empty(), false));
        SipCommand.HangUp end = on.next(SipCommand.HangUp.class);
        assertEquals(first, end.leg());
        assertEquals(Optional.of(17), end.reason().map(Reason::cause));
    }

    @Test
    void whoIsTransferredAndHangsUpEndsTheCallThatWasBegunForIt() throws Exception {
        LegId first = on.talksToPbx("alice", "alice-1", FIRST);
        LegId second = referred();
        on.hangsUp(first);
        Set<SipCommand> said = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            said.add(on.next(SipCommand.class));
        }
        assertTrue(said.contains(new SipCommand.NotifyRefer(ALICE, 7, 487, "The other side hung up")), said.toString());
        assertTrue(said.contains(new SipCommand.Cancel(second, Optional.empty())), said.toString());
        assertTrue(
                said.stream()
                        .anyMatch(one ->
                                one instanceof SipCommand.HangUp && one.leg().equals(ALICE)),
                said.toString());
    }

    @Test
    void aTargetThatMayNotBeDialledIsRefusedAndTheCallGoesOn() throws Exception {
        on.talksToPbx("alice", "alice-1", FIRST);
        on.refers(ALICE, "+1 202 555 0123", Optional.empty());
        SipCommand.AnswerRefer answer = on.next(SipCommand.AnswerRefer.class);
        assertEquals(403, answer.status());
        assertEquals("International calls are not allowed here", answer.phrase());
        assertEquals(1, on.table.activeCalls());
    }

    @Test
    void anAttendedTransferJoinsTheTwoFarSidesAndEndsBothCallsOfTheTransferor() throws Exception {
        LegId first = on.talksToPbx("alice", "alice-1", FIRST);
        LegId second = on.talksToPbx("alice", "alice-2", SECOND);
        SilentBridge one = on.bridge();
        SilentBridge other = on.bridge();
        on.refers(ALICE, SECOND, Optional.of("alice-2"));
        assertEquals(202, on.next(SipCommand.AnswerRefer.class).status());
        assertEquals(100, on.next(SipCommand.NotifyRefer.class).status());
        assertEquals(200, on.next(SipCommand.NotifyRefer.class).status());
        Set<LegId> ended = endedNext();
        assertEquals(Set.of(ALICE, new LegId("alice-2")), ended);
        assertEquals(new SilentBridge.Dismissed(Side.A), other.moved.poll(5, TimeUnit.SECONDS));
        assertEquals(new SilentBridge.Adopted(Side.A, one, Side.B), other.moved.poll(5, TimeUnit.SECONDS));
        on.hangsUp(first);
        assertEquals(second, on.next(SipCommand.HangUp.class).leg());
    }

    /** Alice is in a call and asks for a transfer to another of hers, which still rings; returns the leg that rings. */
    private LegId referredToOneThatRings() throws InterruptedException {
        on.calls("alice", "alice-2", SECOND);
        LegId second = on.next(SipCommand.Invite.class).leg();
        on.refers(ALICE, SECOND, Optional.of("alice-2"));
        Set<SipCommand> said = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            said.add(on.next(SipCommand.class));
        }
        assertTrue(said.contains(new SipCommand.AnswerRefer(ALICE, 7, 202, "Accepted")), said.toString());
        assertTrue(said.contains(new SipCommand.NotifyRefer(ALICE, 7, 100, "Trying")), said.toString());
        assertTrue(
                said.stream()
                        .anyMatch(one -> one instanceof SipCommand.Refuse refuse
                                && refuse.leg().equals(new LegId("alice-2"))
                                && refuse.status() == 487),
                said.toString());
        return second;
    }

    @Test
    void aTransferToACallThatStillRingsConnectsTheTwoFarSidesWhenItIsAnswered() throws Exception {
        LegId first = on.talksToPbx("alice", "alice-1", FIRST);
        LegId second = referredToOneThatRings();
        SilentBridge one = on.bridge();
        SilentBridge other = on.bridge();
        on.answers(second);
        assertEquals(200, on.next(SipCommand.NotifyRefer.class).status());
        assertEquals(ALICE, on.next(SipCommand.HangUp.class).leg());
        assertEquals(new SilentBridge.Dismissed(Side.A), other.moved.poll(5, TimeUnit.SECONDS), "alice's");
        assertEquals(new SilentBridge.Dismissed(Side.A), other.moved.poll(5, TimeUnit.SECONDS));
        assertEquals(new SilentBridge.Adopted(Side.A, one, Side.B), other.moved.poll(5, TimeUnit.SECONDS));
        on.hangsUp(first);
        assertEquals(second, on.next(SipCommand.HangUp.class).leg());
    }

    @Test
    void aTransferToACallThatRingsAndIsRefusedGivesTheFirstCallBack() throws Exception {
        LegId first = on.talksToPbx("alice", "alice-1", FIRST);
        LegId second = referredToOneThatRings();
        on.table.accept(new SipEvent.Refused(second, 486, "Busy Here", Optional.empty(), false));
        assertEquals(486, on.next(SipCommand.NotifyRefer.class).status());
        on.hangsUp(ALICE);
        assertEquals(first, on.next(SipCommand.HangUp.class).leg());
    }

    @Test
    void anInviteThatReplacesTheCallersOwnLegOfACallThatRingsGets481() throws Exception {
        on.calls("alice", "alice-1", SECOND);
        on.next(SipCommand.Invite.class);
        LegId other = on.calls("alice", "alice-2", SECOND, replacing(ALICE));
        SipCommand.Refuse refuse = refusal(other);
        assertEquals(481, refuse.status());
    }

    @Test
    void nobodyMayBeJoinedToACallOfSomebodyElse() throws Exception {
        on.talksToPbx("alice", "alice-1", FIRST);
        on.talksToPbx("bob", "bob-1", SECOND);
        on.refers(ALICE, SECOND, Optional.of("bob-1"));
        assertEquals(403, on.next(SipCommand.AnswerRefer.class).status());
        on.refers(ALICE, SECOND, Optional.of("nobodys"));
        assertEquals(481, on.next(SipCommand.AnswerRefer.class).status());
        assertEquals(2, on.table.activeCalls());
    }

    @Test
    void aReferFromATrunkIsRefusedUnlessThatTrunkMay() throws Exception {
        LegId first = on.talksToPbx("alice", "alice-1", FIRST);
        on.refers(first, SECOND, Optional.empty());
        SipCommand.AnswerRefer answer = on.next(SipCommand.AnswerRefer.class);
        assertEquals(603, answer.status());
        assertEquals("Transfers are not accepted from this telephone line", answer.phrase());

        on.close();
        on = new TableForTests(new FeaturePolicy(Set.of("pbx"), Map.of()));
        LegId willing = on.talksToPbx("alice", "alice-1", FIRST);
        on.refers(willing, SECOND, Optional.empty());
        while (!(on.next(SipCommand.class) instanceof SipCommand.Invite invite)) {
            // 202 and the first NOTIFY come beside the INVITE.
        }
        assertEquals("02079460959", invite.requestUri().user());
    }

    @Test
    void whoSharesAPickupGroupTakesACallThatRings() throws Exception {
        on.close();
        on = new TableForTests(new FeaturePolicy(Set.of(), Map.of("alice", "sales", "bob", "sales")));
        LegId caller = on.calls("carol", "caller", "bob");
        LegId bob = on.next(SipCommand.Invite.class).leg();
        LegId alice = on.calls("alice", "alice-1", "bob", replacing(bob));
        assertEquals(alice, on.next(SipCommand.Answer.class).leg());
        assertEquals(bob, on.next(SipCommand.Cancel.class).leg());
        assertEquals(caller, on.next(SipCommand.Answer.class).leg());
        on.hangsUp(alice);
        assertEquals(caller, on.next(SipCommand.HangUp.class).leg());
    }

    @Test
    void aCallThatRingsIsTakenByAFeatureCode() throws Exception {
        on.close();
        on = new TableForTests(
                new FeaturePolicy(Set.of(), Map.of("alice", "sales", "bob", "sales"), Optional.of("*8")));
        LegId caller = on.calls("carol", "caller", "bob");
        LegId bob = on.next(SipCommand.Invite.class).leg();
        LegId alice = on.calls("alice", "alice-1", "*8bob");
        assertEquals(alice, on.next(SipCommand.Answer.class).leg());
        assertEquals(bob, on.next(SipCommand.Cancel.class).leg());
        assertEquals(caller, on.next(SipCommand.Answer.class).leg());
        assertEquals(481, refusal(on.calls("alice", "alice-2", "*8bob")).status(), "nothing rings there any more");
    }

    private SipCommand.Refuse refusal(LegId leg) throws InterruptedException {
        SipCommand.Refuse refuse = on.next(SipCommand.Refuse.class);
        assertEquals(leg, refuse.leg());
        return refuse;
    }

    @Test
    void aCallThatRingsIsNotTakenByStrangers() throws Exception {
        on.calls("carol", "caller", "bob");
        LegId bob = on.next(SipCommand.Invite.class).leg();
        LegId alice = on.calls("alice", "alice-1", "bob", replacing(bob));
        SipCommand.Refuse refuse = on.next(SipCommand.Refuse.class);
        assertEquals(alice, refuse.leg());
        assertEquals(403, refuse.status());
        assertFalse(refuse.phrase().isBlank());
    }

    @Test
    void anotherPageOfTheSamePersonTakesAnAnsweredCallOver() throws Exception {
        LegId first = on.talksToPbx("alice", "alice-1", FIRST);
        LegId second = on.calls("alice", "alice-2", "alice", replacing(ALICE));
        assertEquals(second, on.next(SipCommand.Answer.class).leg());
        assertEquals(ALICE, on.next(SipCommand.HangUp.class).leg());
        on.hangsUp(second);
        assertEquals(first, on.next(SipCommand.HangUp.class).leg());
    }

    private static Optional<Replaces> replacing(LegId leg) {
        return Optional.of(new Replaces(leg.value(), "to", "from", false));
    }

    /** The legs of the next two commands, in whatever order two calls give them. */
    private Set<LegId> endedNext() throws InterruptedException {
        LegId one = on.next(SipCommand.class).leg();
        return Set.of(one, on.next(SipCommand.class).leg());
    }

    /** Alice asks for a transfer to the second number; returns its leg once it is called. */
    private LegId referred() throws InterruptedException {
        on.refers(ALICE, SECOND, Optional.empty());
        LegId called = null;
        for (int i = 0; i < 3; i++) {
            if (on.next(SipCommand.class) instanceof SipCommand.Invite invite) {
                called = invite.leg();
            }
        }
        return called;
    }
}
