package dev.landline.sip.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.FlowId;
import dev.landline.sip.SipUri;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrarTest {

    private static final long SECOND = 1_000_000_000L;

    private final Registrar registrar = new Registrar(100);
    private long cseq;

    private static SipUri uri(String user) {
        return SipUri.of(user, "x.invalid");
    }

    private static Registration.Contact contact(String user, long expires) {
        return new Registration.Contact(uri(user), expires, "", 0);
    }

    private Registration registration(String callId, long flow, Registration.Contact... contacts) {
        return new Registration("alice", new FlowId(flow), callId, ++cseq, List.of(contacts), false, -1);
    }

    private List<Binding> bound(Registration registration) {
        return assertInstanceOf(RegistrationResult.Bound.class, registrar.apply(registration, 0))
                .bindings();
    }

    @Test
    void bindsSeveralTabsAndAnswersWithAllOfThem() {
        bound(registration("a", 1, contact("one", 600)));
        List<Binding> all = bound(registration("b", 2, contact("two", 600)));
        assertEquals(
                List.of(uri("one"), uri("two")),
                all.stream().map(Binding::contact).toList());
        assertEquals(all, registrar.bindings("alice"));
        assertEquals(2, registrar.size());
    }

    @Test
    void aRegisterWithoutContactsAsksWhatIsBound() {
        bound(registration("a", 1, contact("one", 600)));
        assertEquals(1, bound(registration("q", 3)).size());
    }

    @Test
    void expiryIsClampedToAnHourAndTooBriefIsRefused() {
        assertEquals(
                3_600 * SECOND,
                bound(registration("a", 1, contact("one", 100_000))).getFirst().expiresNanos());
        assertEquals(new RegistrationResult.TooBrief(60), registrar.apply(registration("a", 1, contact("one", 59)), 0));
        assertEquals(
                60 * SECOND,
                bound(registration("a", 1, contact("one", 60))).getFirst().expiresNanos());
    }

    @Test
    void theExpiresHeaderCountsWhereTheContactSaysNothing() {
        Registration registration = new Registration(
                "alice", new FlowId(1), "a", 1, List.of(contact("one", Registration.NO_EXPIRES)), false, 120);
        assertEquals(120 * SECOND, bound(registration).getFirst().expiresNanos());
        Registration plain = registration("b", 1, contact("two", Registration.NO_EXPIRES));
        assertEquals(
                Registrar.DEFAULT_EXPIRES_SECONDS * SECOND,
                bound(plain).getLast().expiresNanos());
    }

    @Test
    void bindingsEndWhenTheirTimeIsOver() {
        bound(registration("a", 1, contact("one", 60)));
        registrar.expire(60 * SECOND - 1);
        assertEquals(1, registrar.size());
        registrar.expire(60 * SECOND);
        assertEquals(List.of(), registrar.bindings("alice"));
        assertEquals(0, registrar.size());
    }

    @Test
    void expiresZeroRemovesOneAndTheWildcardRemovesAll() {
        bound(registration("a", 1, contact("one", 600)));
        bound(registration("b", 2, contact("two", 600)));
        assertEquals(1, bound(registration("a", 1, contact("one", 0))).size());
        assertEquals(List.of(), bound(new Registration("alice", new FlowId(1), "z", 1, List.of(), true, 0)));
    }

    @Test
    void theWildcardNeedsExpiresZeroAndStandsAlone() {
        assertEquals(
                new RegistrationResult.BadWildcard(),
                registrar.apply(new Registration("alice", new FlowId(1), "z", 1, List.of(), true, 600), 0));
        assertEquals(
                new RegistrationResult.BadWildcard(),
                registrar.apply(
                        new Registration("alice", new FlowId(1), "z", 1, List.of(contact("one", 0)), true, 0), 0));
    }

    @Test
    void anOlderRegisterOfTheSameCallIdChangesNothing() {
        Registration first = registration("a", 1, contact("one", 600));
        Registration second = registration("a", 1, contact("one", 300));
        bound(second);
        assertEquals(new RegistrationResult.OutOfOrder(), registrar.apply(first, 0));
        assertEquals(300 * SECOND, registrar.bindings("alice").getFirst().expiresNanos());
    }

    @Test
    void theSameInstanceReplacesItsBindingOnAnotherFlow() {
        Registration.Contact before = new Registration.Contact(uri("one"), 600, "urn:uuid:1", 1);
        Registration.Contact after = new Registration.Contact(uri("other"), 600, "urn:uuid:1", 1);
        Registration.Contact second = new Registration.Contact(uri("more"), 600, "urn:uuid:1", 2);
        bound(registration("a", 1, before));
        List<Binding> all = bound(registration("b", 2, after));
        assertEquals(List.of(new FlowId(2)), all.stream().map(Binding::flow).toList());
        assertEquals(2, bound(registration("b", 2, second)).size());
    }

    @Test
    void aClosedFlowTakesItsBindingsAlong() {
        bound(registration("a", 1, contact("one", 600)));
        bound(registration("b", 2, contact("two", 600)));
        registrar.flowClosed(new FlowId(1));
        assertEquals(
                List.of(uri("two")),
                registrar.bindings("alice").stream().map(Binding::contact).toList());
        assertTrue(registrar.bindingOn(new FlowId(1), "alice").isEmpty());
        assertTrue(registrar.bindingOn(new FlowId(2), "alice").isPresent());
    }

    @Test
    void aPersonAndTheWholeRegistrarAreBounded() {
        for (int i = 0; i < Registrar.BINDINGS_PER_USER; i++) {
            bound(registration("a" + i, i, contact("tab" + i, 600)));
        }
        assertEquals(new RegistrationResult.Full(), registrar.apply(registration("x", 99, contact("more", 600)), 0));
        Registrar small = new Registrar(1);
        small.apply(registration("a", 1, contact("one", 600)), 0);
        assertEquals(
                new RegistrationResult.Full(),
                small.apply(new Registration("bob", new FlowId(2), "b", 1, List.of(contact("b", 60)), false, -1), 0));
        assertEquals(1, small.size());
    }

    @Test
    void aFaultInOneContactLeavesAllAsTheyWere() {
        bound(registration("a", 1, contact("one", 600)));
        registrar.apply(registration("b", 1, contact("two", 600), contact("three", 5)), 0);
        assertEquals(1, registrar.size());
    }

    @Test
    void listenersHearOfChangesOnly() {
        List<Integer> sizes = new ArrayList<>();
        registrar.whenChanged((user, bindings) -> sizes.add(bindings.size()));
        bound(registration("a", 1, contact("one", 600)));
        bound(registration("q", 3));
        registrar.flowClosed(new FlowId(9));
        registrar.flowClosed(new FlowId(1));
        assertEquals(List.of(1, 0), sizes);
    }

    @Test
    void severalConnectionsOfOneTabAreOnePlaceAndTheNewestCounts() {
        bound(registration("a", 1, new Registration.Contact(uri("old"), 600, "urn:uuid:1", 1)));
        bound(registration("a", 2, new Registration.Contact(uri("new"), 600, "urn:uuid:1", 2)));
        bound(registration("b", 3, contact("other", 600)));
        assertEquals(3, registrar.bindings("alice").size());
        assertEquals(
                List.of(uri("other"), uri("new")),
                registrar.places("alice").stream().map(Binding::contact).toList());
    }

    @Test
    void aPreferredPlaceComesFirst() {
        bound(registration("a", 1, new Registration.Contact(uri("desk"), 600, "", 0, 300)));
        bound(registration("b", 2, new Registration.Contact(uri("pocket"), 600, "", 0, 900)));
        bound(registration("c", 3, new Registration.Contact(uri("cellar"), 600, "", 0, 100)));
        assertEquals(
                List.of(uri("pocket"), uri("desk"), uri("cellar")),
                registrar.places("alice").stream().map(Binding::contact).toList());
    }

    @Test
    void aBindingLastsNoLongerThanTheTokenThatProvedIt() {
        Registration byToken = new Registration(
                "alice", new FlowId(1), "a", 1, List.of(contact("one", 600)), false, -1, List.of(), 45);
        assertEquals(45 * SECOND, bound(byToken).getFirst().expiresNanos());
    }
}
