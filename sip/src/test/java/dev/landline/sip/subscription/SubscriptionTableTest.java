package dev.landline.sip.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.FlowId;
import dev.landline.sip.Party;
import dev.landline.sip.SipUri;
import dev.landline.sip.subscription.LineState.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionTableTest {

    private static final long SECOND = 1_000_000_000L;

    private static Subscription subscription(String callId, String watcher, String watched, long flow) {
        Party party = new Party("", SipUri.of(watcher, "landline.test"));
        return new Subscription(
                new Subscription.Opening(
                        new Subscription.Id(callId, "l", "r"),
                        EventPackage.DIALOG,
                        "",
                        watcher,
                        watched,
                        new FlowId(flow),
                        party,
                        party,
                        SipUri.of("x", "y.invalid"),
                        1),
                60 * SECOND);
    }

    @Test
    void oneIsFoundByItsDialogByWhoIsWatchedAndByItsConnection() {
        Subscriptions table = new Subscriptions(10);
        Subscription one = subscription("1", "alice", "bob", 1);
        Subscription two = subscription("2", "alice", "carol", 2);
        assertTrue(table.add(one) && table.add(two));
        assertFalse(table.add(subscription("1", "alice", "bob", 1)), "the same dialog again");
        assertEquals(List.of(one), table.watching(EventPackage.DIALOG, "bob"));
        assertEquals(List.of(), table.watching(EventPackage.PRESENCE, "bob"));
        assertEquals(List.of(two), table.on(new FlowId(2)));
        assertEquals(two, table.find(two.id()).orElseThrow());
        assertTrue(table.remove(one));
        assertFalse(table.remove(one));
        assertEquals(List.of(), table.watching(EventPackage.DIALOG, "bob"));
    }

    @Test
    void aWatcherAndTheWholeTableAreBounded() {
        Subscriptions table = new Subscriptions(Subscriptions.PER_WATCHER + 1);
        for (int i = 0; i < Subscriptions.PER_WATCHER; i++) {
            assertTrue(table.add(subscription("a" + i, "alice", "bob", 1)));
        }
        assertFalse(table.add(subscription("more", "alice", "bob", 1)));
        assertTrue(table.add(subscription("b", "bob", "alice", 2)));
        assertFalse(table.add(subscription("c", "carol", "alice", 3)), "the table is full");
        assertTrue(table.remove(table.find(new Subscription.Id("a0", "l", "r")).orElseThrow()));
        assertTrue(table.add(subscription("c", "carol", "alice", 3)));
    }

    @Test
    void timeEndsOneUnlessItIsRefreshedInOrder() {
        Subscriptions table = new Subscriptions(10);
        Subscription one = subscription("1", "alice", "bob", 1);
        table.add(one);
        assertEquals(List.of(), table.over(60 * SECOND - 1));
        assertEquals(1, one.secondsLeft(60 * SECOND - 1));
        assertTrue(one.refreshed(2, 120 * SECOND));
        assertEquals(List.of(), table.over(60 * SECOND));
        assertFalse(one.refreshed(2, 500 * SECOND), "no newer than the last");
        assertEquals(List.of(one), table.over(120 * SECOND));
    }

    @Test
    void callsAreForgottenWhenTheyEndAndNeverGoBack() {
        List<String> heard = new ArrayList<>();
        LineStates lines = new LineStates(
                (user, line) -> heard.add(user + " " + line.state().token()));
        lines.began("bob", "1", true);
        lines.moved("bob", "1", State.CONFIRMED);
        lines.moved("bob", "1", State.EARLY);
        assertEquals(List.of(new LineState("1", true, State.CONFIRMED)), List.copyOf(lines.lines("bob")));
        lines.moved("bob", "1", State.TERMINATED);
        lines.moved("bob", "1", State.TERMINATED);
        lines.moved("bob", "unknown", State.EARLY);
        assertEquals(List.of("bob trying", "bob confirmed", "bob terminated"), heard);
        assertEquals(0, lines.size());
    }
}
