package dev.landline.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Merged calls and conference rooms. */
class ConferenceTest {

    private static final LegId ALICE = new LegId("alice-1");

    private final TableForTests on = new TableForTests(FeaturePolicy.STRICT);

    @AfterEach
    void close() {
        on.close();
    }

    @Test
    void twoCallsOfOnePersonAreMergedAndTheSecondLegOfThatPersonEnds() throws Exception {
        LegId first = on.talksToPbx("alice", "alice-1", "020 7946 0958");
        LegId second = on.talksToPbx("alice", "alice-2", "020 7946 0959");
        SilentBridge one = on.bridge();
        SilentBridge other = on.bridge();
        on.refers(ALICE, "conference", Optional.of("alice-2"));
        Set<Object> said = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            SipCommand command = on.next(SipCommand.class);
            said.add(command instanceof SipCommand.HangUp hangUp ? hangUp.leg() : command);
        }
        assertEquals(
                Set.of(
                        new SipCommand.AnswerRefer(ALICE, 7, 202, "Accepted"),
                        new SipCommand.NotifyRefer(ALICE, 7, 100, "Trying"),
                        new SipCommand.NotifyRefer(ALICE, 7, 200, "OK"),
                        new LegId("alice-2")),
                said);
        assertEquals(new SilentBridge.Joined(Side.A), one.moved.poll(5, TimeUnit.SECONDS));
        assertEquals(new SilentBridge.Joined(Side.B), one.moved.poll(5, TimeUnit.SECONDS));
        assertEquals(new SilentBridge.Dismissed(Side.A), other.moved.poll(5, TimeUnit.SECONDS));
        assertEquals(new SilentBridge.Joined(Side.B), other.moved.poll(5, TimeUnit.SECONDS));

        on.hangsUp(ALICE);
        assertEquals(new SilentBridge.Dismissed(Side.A), one.moved.poll(5, TimeUnit.SECONDS));
        on.hangsUp(first);
        assertEquals(second, on.next(SipCommand.HangUp.class).leg(), "nobody is left alone");
    }

    @Test
    void somebodyElsesCallIsNotMerged() throws Exception {
        on.talksToPbx("alice", "alice-1", "020 7946 0958");
        on.talksToPbx("bob", "bob-1", "020 7946 0959");
        on.refers(ALICE, "conference", Optional.of("bob-1"));
        assertEquals(403, on.next(SipCommand.AnswerRefer.class).status());
    }

    @Test
    void aRoomLetsInWhoTypesItsPin() throws Exception {
        on.calls("alice", "alice-1", "8000");
        on.next(SipCommand.Answer.class);
        SilentBridge bridge = on.bridge();
        assertEquals(new SilentBridge.Played(Side.A), bridge.moved.poll(5, TimeUnit.SECONDS), "the dial tone");
        type(bridge, "4711");
        Object next = bridge.moved.poll(5, TimeUnit.SECONDS);
        while (next instanceof SilentBridge.Stopped) {
            next = bridge.moved.poll(5, TimeUnit.SECONDS);
        }
        assertEquals(new SilentBridge.Joined(Side.A), next);
    }

    @Test
    void aWrongPinIsTakenThreeTimes() throws Exception {
        on.calls("alice", "alice-1", "8000");
        on.next(SipCommand.Answer.class);
        SilentBridge bridge = on.bridge();
        type(bridge, "1111");
        on.table.accept(new SipEvent.InfoReceived(ALICE, "application/dtmf", "2"));
        type(bridge, "#");
        type(bridge, "3333");
        SipCommand.HangUp end = on.next(SipCommand.HangUp.class);
        assertEquals("The PIN was wrong three times", end.reason().orElseThrow().text());
    }

    @Test
    void aRoomWithoutAPinIsOpenToPeopleAtOnceAndEndsWithItsLast() throws Exception {
        on.calls("alice", "alice-1", "8001");
        on.next(SipCommand.Answer.class);
        assertEquals(new SilentBridge.Joined(Side.A), on.bridge().moved.poll(5, TimeUnit.SECONDS));
        on.calls("bob", "bob-1", "8001");
        on.next(SipCommand.Answer.class);
        on.hangsUp(ALICE);
        on.hangsUp(new LegId("bob-1"));
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (on.table.activeCalls() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(0, on.table.activeCalls());
    }

    private void type(SilentBridge bridge, String digits) {
        for (int i = 0; i < digits.length(); i++) {
            on.heard(bridge, new MediaEvent.Digit(Side.A, digits.charAt(i), 100));
        }
    }
}
