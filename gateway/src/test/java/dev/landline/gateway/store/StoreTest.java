package dev.landline.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.StoreConfig;
import dev.landline.gateway.store.CallEntry.Direction;
import dev.landline.gateway.store.CallEntry.Outcome;
import dev.landline.gateway.store.CallView.Page;
import dev.landline.gateway.store.RecordingEntry.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that is kept, on each database engine. */
@ParameterizedClass
@EnumSource
class StoreTest {

    private static final Scope ALL = new Scope.Everybody();
    private static final Scope ALICES = new Scope.Of("alice");
    private static final Instant NOON = Calls.NOON;

    /** The same migrations and tests on both. */
    enum Engine {
        H2 {
            @Override
            StoreConfig database(Path folder) {
                return StoreConfig.inFile(folder.resolve("landline"));
            }
        },
        POSTGRESQL {
            @Override
            StoreConfig database(Path folder) {
                return Postgres.shared().database();
            }
        };

        abstract StoreConfig database(Path folder);
    }

    @Parameter
    Engine engine;

    @TempDir
    Path folder;

    private StoreConfig config;
    private Store store;

    @BeforeEach
    void open() {
        config = engine.database(folder);
        store = Store.start(config);
        StoreWait.until("the database is open", () -> store.health() instanceof StoreHealth.Up);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void keep(CallEntry... calls) {
        long before = store.written();
        for (CallEntry call : calls) {
            assertTrue(store.keep(call));
        }
        StoreWait.until("the calls are written", () -> store.written() == before + calls.length);
    }

    private List<String> ids(Scope scope, CallFilter filter) {
        return store.calls().list(scope, filter, Optional.empty(), 100).calls().stream()
                .map(view -> view.call().id())
                .toList();
    }

    @Test
    void aCallComesBackAsItWasKept() {
        CallEntry call = Calls.inbound("c1", "alice", NOON);
        CallEntry missed = Calls.missed("c2", "alice", NOON.plusSeconds(1));
        keep(call, missed);
        assertEquals(call, store.calls().call(ALL, "c1").orElseThrow().call());
        assertEquals(missed, store.calls().call(ALL, "c2").orElseThrow().call());
        assertTrue(store.calls().call(ALL, "c3").isEmpty());
    }

    @Test
    void whatIsKeptIsThereAfterARestart() {
        keep(Calls.inbound("c1", "alice", NOON));
        store.close();
        store = Store.start(config);
        StoreWait.until("the database is open again", () -> store.health() instanceof StoreHealth.Up);
        assertEquals(List.of("c1"), ids(ALL, CallFilter.ALL));
    }

    @Test
    void aCallThatIsWrittenTwiceIsThereOnce() {
        keep(Calls.inbound("c1", "alice", NOON), Calls.inbound("c1", "alice", NOON));
        assertEquals(List.of("c1"), ids(ALL, CallFilter.ALL));
        assertEquals(0, store.refused());
    }

    @Test
    void peersTextThatIsTooLongOrHasANulIsCut() {
        CallEntry call = Calls.inbound("c1", "alice", NOON);
        CallEntry rude = new CallEntry(
                "c1",
                call.direction(),
                call.outcome(),
                new CallEntry.Side("+44\0" + "9".repeat(500), "\0x".repeat(300), Optional.empty(), Optional.of("pbx")),
                call.callee(),
                call.started(),
                call.answered(),
                call.ended(),
                call.trouble(),
                call.quality(),
                call.people());
        keep(rude);
        assertEquals(
                256,
                store.calls()
                        .call(ALL, "c1")
                        .orElseThrow()
                        .call()
                        .caller()
                        .address()
                        .length());
        assertEquals(0, store.refused());
    }

    @Test
    void aPersonSeesOwnCallsAndThoseAssignedToThem() {
        keep(Calls.inbound("c1", "alice", NOON), Calls.inbound("c2", "bob", NOON), Calls.inbound("c3", "bob", NOON));
        assertEquals(List.of("c1"), ids(ALICES, CallFilter.ALL));
        assertTrue(store.calls().call(ALICES, "c2").isEmpty());
        assertTrue(store.remarks().assign("c2", Optional.of("alice"), "bob", NOON));
        assertEquals(List.of("c2", "c1"), ids(ALICES, CallFilter.ALL));
        assertEquals(
                Optional.of(new Assignment("alice", "bob", NOON)),
                store.calls().call(ALICES, "c2").orElseThrow().assignment());
        assertTrue(store.remarks().assign("c2", Optional.empty(), "alice", NOON));
        assertEquals(List.of("c1"), ids(ALICES, CallFilter.ALL));
        assertFalse(store.remarks().assign("nothing", Optional.of("alice"), "bob", NOON));
    }

    @Test
    void filtersNarrowTheList() {
        keep(
                Calls.inbound("c1", "alice", NOON),
                Calls.missed("c2", "alice", NOON.plusSeconds(60)),
                Calls.inbound("c3", "bob", NOON.plusSeconds(120)));
        store.remarks().retag("c3", Set.of("vip"), "bob", NOON);
        store.remarks().assign("c1", Optional.of("bob"), "alice", NOON);
        assertEquals(List.of("c3", "c2"), ids(ALL, filter("from", NOON.plusSeconds(60))));
        assertEquals(List.of("c1"), ids(ALL, filter("to", NOON.plusSeconds(60))));
        assertEquals(List.of("c2"), ids(ALL, filter("direction", Direction.OUTBOUND)));
        assertEquals(List.of("c3", "c1"), ids(ALL, filter("outcome", Outcome.ANSWERED)));
        assertEquals(List.of("c2"), ids(ALL, filter("number", "960001")));
        assertEquals(List.of("c3", "c1"), ids(ALL, filter("number", "CARLA")));
        assertEquals(List.of("c3", "c1"), ids(ALL, filter("number", "100%")));
        assertEquals(List.of(), ids(ALL, filter("number", "1%0")));
        assertEquals(List.of(), ids(ALL, filter("number", "' or 1=1 --")));
        assertEquals(List.of("c3"), ids(ALL, filter("tag", "vip")));
        assertEquals(List.of("c1"), ids(ALL, filter("assignee", "bob")));
        assertEquals(List.of("c3"), ids(ALL, filter("person", "bob")));
    }

    private static CallFilter filter(String key, Object value) {
        Map<String, Optional<Object>> values = Map.of(key, Optional.of(value));
        return new CallFilter(
                values.getOrDefault("from", Optional.empty()).map(Instant.class::cast),
                values.getOrDefault("to", Optional.empty()).map(Instant.class::cast),
                values.getOrDefault("direction", Optional.empty()).map(Direction.class::cast),
                values.getOrDefault("outcome", Optional.empty()).map(Outcome.class::cast),
                values.getOrDefault("number", Optional.empty()).map(String.class::cast),
                values.getOrDefault("tag", Optional.empty()).map(String.class::cast),
                values.getOrDefault("assignee", Optional.empty()).map(String.class::cast),
                values.getOrDefault("person", Optional.empty()).map(String.class::cast));
    }

    @Test
    void pagesFollowEachOtherWithoutAGap() {
        keep(IntStream.range(0, 25)
                .mapToObj(i -> Calls.inbound("c" + (100 + i), "alice", NOON.plusSeconds(i / 3)))
                .toArray(CallEntry[]::new));
        List<String> seen = new ArrayList<>();
        Optional<CallView.Cursor> next = Optional.empty();
        do {
            Page page = store.calls().list(ALL, CallFilter.ALL, next, 4);
            page.calls().forEach(view -> seen.add(view.call().id()));
            next = page.next();
        } while (next.isPresent());
        assertEquals(IntStream.range(0, 25).mapToObj(i -> "c" + (124 - i)).toList(), seen);
    }

    @Test
    void notesAreTheirAuthors() {
        keep(Calls.inbound("c1", "alice", NOON));
        Note first =
                store.remarks().add("c1", "alice", "Wants a quote — 20 %", NOON).orElseThrow();
        Note second = store.remarks().add("c1", "bob", "Done", NOON).orElseThrow();
        assertEquals(List.of(first, second), store.remarks().notes("c1"));
        assertFalse(store.remarks().removeNote("c1", first.id(), "bob"));
        assertFalse(store.remarks().removeNote("c2", first.id(), "alice"));
        assertTrue(store.remarks().removeNote("c1", first.id(), "alice"));
        assertEquals(List.of(second), store.remarks().notes("c1"));
        assertEquals(1, store.calls().call(ALL, "c1").orElseThrow().notes());
    }

    @Test
    void tagsAreReplacedAsASet() {
        keep(Calls.inbound("c1", "alice", NOON));
        store.remarks().retag("c1", Set.of("vip", "sales"), "alice", NOON);
        store.remarks().retag("c1", Set.of("vip", "later"), "bob", NOON);
        assertEquals(Set.of("vip", "later"), store.remarks().tags("c1"));
        assertEquals(
                Set.of("vip", "later"),
                store.calls().call(ALL, "c1").orElseThrow().tags());
    }

    @Test
    void figuresAddUp() {
        keep(
                Calls.inbound("c1", "alice", NOON),
                Calls.inbound("c2", "bob", NOON.plusSeconds(20)),
                Calls.missed("c3", "alice", NOON.plus(Duration.ofHours(1))));
        CallFigures.Totals all = store.figures().totals(ALL, CallFilter.ALL);
        assertEquals(new CallFigures.Totals(3, 2, 1, 2, 0, Duration.ofSeconds(4), Duration.ofSeconds(60)), all);
        assertEquals(2, store.figures().totals(ALICES, CallFilter.ALL).total());
        assertEquals(
                List.of(
                        new CallFigures.Quarter(Instant.parse("2026-03-02T12:00:00Z"), 2, 2, 2, 0),
                        new CallFigures.Quarter(Instant.parse("2026-03-02T13:00:00Z"), 1, 0, 0, 0)),
                store.figures().quarters(ALL, CallFilter.ALL));
        assertEquals(
                0,
                store.figures().totals(ALL, filter("tag", "none")).averageWait().toMillis());
    }

    @Test
    void contactsAreOnesOwnOrEverybodys() {
        Contact own = contact("Carla Cohen", Optional.of("alice"), "+44 20 7946 0002");
        Contact shared = contact("Reception", Optional.empty(), "200");
        long ownId = store.contacts()
                .add(Optional.of("alice"), List.of(own), NOON)
                .orElseThrow()
                .getFirst();
        long sharedId = store.contacts()
                .add(Optional.empty(), List.of(shared), NOON)
                .orElseThrow()
                .getFirst();
        assertEquals(List.of("Carla Cohen", "Reception"), names("alice"));
        assertEquals(List.of("Reception"), names("bob"));
        assertTrue(store.contacts().contact("bob", ownId).isEmpty());
        assertEquals(
                shared.numbers(),
                store.contacts().contact("bob", sharedId).orElseThrow().numbers());
        assertFalse(store.contacts().remove(Optional.of("bob"), ownId));
        assertFalse(store.contacts().remove(Optional.of("bob"), sharedId));
        assertTrue(store.contacts().remove(Optional.of("alice"), ownId));
        assertEquals(List.of("Reception"), names("alice"));
    }

    @Test
    void contactsAreFoundByWordsAndDigits() {
        store.contacts()
                .add(
                        Optional.of("alice"),
                        List.of(
                                contact("Carla Cohen", Optional.of("alice"), "+44 20 7946 0002"),
                                contact("Zoë O'Neil_Smith", Optional.of("alice"), "+441632960001")),
                        NOON);
        assertEquals(List.of("Carla Cohen"), names("alice", "cohen", "CAR"));
        assertEquals(List.of("Carla Cohen"), names("alice", "79460002"));
        assertEquals(List.of("Zoë O'Neil_Smith"), names("alice", "zoë"));
        assertEquals(List.of("Zoë O'Neil_Smith"), names("alice", "l_s"));
        assertEquals(List.of(), names("alice", "_c"));
    }

    @Test
    void aContactIsChangedByItsOwner() {
        long id = store.contacts()
                .add(Optional.of("alice"), List.of(contact("Carla", Optional.of("alice"), "1", "2")), NOON)
                .orElseThrow()
                .getFirst();
        Contact changed = new Contact(
                id,
                Optional.of("alice"),
                "Carla Cohen",
                "Acme",
                "c@acme.test",
                "",
                List.of(new Contact.Phone("mobile", "3")));
        assertTrue(store.contacts().change(changed, NOON));
        assertEquals(changed, store.contacts().contact("alice", id).orElseThrow());
        assertEquals(List.of("Carla Cohen"), names("alice", "acme"));
        Contact bobs = new Contact(id, Optional.of("bob"), "Mine now", "", "", "", List.of());
        assertFalse(store.contacts().change(bobs, NOON));
    }

    private List<String> names(String person, String... words) {
        return store.contacts().find(person, List.of(words), 0, 100).stream()
                .map(Contact::name)
                .toList();
    }

    private static Contact contact(String name, Optional<String> owner, String... numbers) {
        return new Contact(
                0,
                owner,
                name,
                "",
                "",
                "",
                List.of(numbers).stream().map(one -> new Contact.Phone("", one)).toList());
    }

    @Test
    void recordingsGoFromRunningToDeletedAndAccessIsNoted() {
        keep(Calls.inbound("c1", "alice", NOON));
        RecordingEntry running =
                new RecordingEntry("r1", "c1", "r1.wav", "audio/wav", State.RUNNING, "alice", NOON, 0, 0, "");
        RecordingEntry kept =
                new RecordingEntry("r1", "c1", "r1.wav", "audio/wav", State.KEPT, "alice", NOON, 60_000, 960_044, "");
        store.keep(running);
        StoreWait.until("it is known", () -> store.recordings().recording("r1").isPresent());
        assertEquals(List.of(), store.recordings().list(ALL, 0, 10));
        store.keep(kept);
        StoreWait.until(
                "it is kept", () -> store.recordings().list(ALICES, 0, 10).equals(List.of(kept)));
        assertEquals(List.of(), store.recordings().list(new Scope.Of("bob"), 0, 10));
        assertEquals(List.of(kept), store.recordings().ofCall("c1"));
        assertEquals(1, store.calls().call(ALL, "c1").orElseThrow().recordings());
        store.recordings().heard("r1", "alice", "192.0.2.1", NOON);
        assertEquals(
                List.of(new Recordings.Access("alice", "192.0.2.1", NOON)),
                store.recordings().accesses("r1"));
        assertEquals(List.of(kept), store.recordings().overdue(NOON.plusSeconds(1)));
        assertEquals(List.of(), store.recordings().overdue(NOON));
    }

    @Test
    void settingsAreAPersons() {
        assertTrue(store.preferences().set("alice", "forward", Optional.of("+44")));
        assertTrue(store.preferences().set("alice", "forward", Optional.of("+49")));
        assertEquals(Map.of("forward", "+49"), store.preferences().of("alice"));
        assertEquals(Map.of(), store.preferences().of("bob"));
        assertTrue(store.preferences().set("alice", "forward", Optional.empty()));
        assertEquals(Map.of(), store.preferences().of("alice"));
        IntStream.range(0, Preferences.COUNT_MAX)
                .forEach(i -> assertTrue(store.preferences().set("alice", "name" + i, Optional.of("x"))));
        assertFalse(store.preferences().set("alice", "one more", Optional.of("x")));
    }

    @Test
    void callsWhoseTimeIsOverGoWithAllThatBelongsToThem() {
        Instant now = Instant.now();
        keep(Calls.inbound("new", "alice", now), Calls.inbound("old", "alice", now.minus(Duration.ofDays(401))));
        store.remarks().add("old", "alice", "x", now);
        store.remarks().retag("old", Set.of("vip"), "alice", now);
        store.close();
        store = Store.start(config);
        StoreWait.until(
                "the old call is gone",
                () -> store.health() instanceof StoreHealth.Up
                        && ids(ALL, CallFilter.ALL).equals(List.of("new")));
        assertEquals(List.of(), store.remarks().notes("old"));
        assertEquals(Set.of(), store.remarks().tags("old"));
        assertEquals(Set.of("new"), Set.copyOf(ids(ALICES, CallFilter.ALL)));
    }
}
