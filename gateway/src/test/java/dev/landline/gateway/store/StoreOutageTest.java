package dev.landline.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is down or in other hands: call control notices nothing, and what fits the bound is not lost. */
class StoreOutageTest {

    private static final Scope ALL = new Scope.Everybody();

    @TempDir
    Path folder;

    @Test
    void recordsWaitForAServerThatStartsLateAndSurviveItsCrash() {
        Postgres postgres = Postgres.create();
        try (Store store = Store.start(postgres.config("postgres"))) {
            assertTrue(store.keep(Calls.inbound("c1", "alice", Calls.NOON)));
            StoreWait.until(
                    "it is said",
                    () -> store.health() instanceof StoreHealth.Down(String sentence)
                            && sentence.contains("1 call records wait"));
            assertThrows(StoreDown.class, () -> store.calls().call(ALL, "c1"));

            postgres.up();
            StoreWait.until("the first is written", () -> store.written() == 1);
            assertInstanceOf(StoreHealth.Up.class, store.health());

            postgres.down();
            assertTrue(store.keep(Calls.inbound("c2", "alice", Calls.NOON)));
            StoreWait.until("it is said", () -> store.health() instanceof StoreHealth.Down);
            assertThrows(StoreDown.class, () -> store.calls().call(ALL, "c1"));
            assertTrue(store.keep(Calls.inbound("c3", "alice", Calls.NOON)));

            postgres.up();
            StoreWait.until("all are written", () -> store.written() == 3);
            assertEquals(
                    3, store.figures().totals(ALL, CallFilter.ALL).total(), "none is missing, none is there twice");
            assertEquals(0, store.dropped());
        } finally {
            postgres.remove();
        }
    }

    @Test
    void beyondTheBoundRecordsAreDroppedAndCounted() {
        StoreConfig nowhere = new StoreConfig(
                "jdbc:postgresql://127.0.0.1:1/landline",
                Optional.of("landline"),
                Optional.of("secret"),
                2,
                3,
                Duration.ZERO);
        Store store = Store.start(nowhere);
        for (int i = 0; i < 3; i++) {
            assertTrue(store.keep(Calls.inbound("c" + i, "alice", Calls.NOON)));
        }
        assertFalse(store.keep(Calls.inbound("c4", "alice", Calls.NOON)));
        assertEquals(1, store.dropped());
        assertEquals(3, store.waiting());
        store.close();
        assertEquals(4, store.dropped(), "what never got written is counted at the end");
    }

    @Test
    void twoStoresOnOneFileLoseNothing() {
        StoreConfig config = StoreConfig.inFile(folder.resolve("landline"));
        Store first = Store.start(config);
        StoreWait.until("the file is taken", () -> first.health() instanceof StoreHealth.Up);
        // Within one process H2 shares the file; what must not happen is that either loses a record.
        try (Store second = Store.start(config)) {
            assertTrue(second.keep(Calls.inbound("c2", "alice", Calls.NOON)));
            assertTrue(first.keep(Calls.inbound("c1", "alice", Calls.NOON)));
            StoreWait.until("both are written", () -> first.written() == 1 && second.written() == 1);
            first.close();
            assertEquals(2, second.figures().totals(ALL, CallFilter.ALL).total());
        }
    }

    @Test
    void aFolderThatIsMadeForTheFileIsItsOwnersAlone() throws IOException {
        Path data = folder.resolve("data");
        try (Store store = Store.start(StoreConfig.inFile(data.resolve("landline")))) {
            StoreWait.until("the database is open", () -> store.health() instanceof StoreHealth.Up);
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
        }
    }

    @Test
    void passwordsInAnAddressAreNotShown() {
        StoreConfig config =
                StoreConfig.at("jdbc:postgresql://landline:sesame@db.example.com/landline?password=sesame");
        assertEquals("jdbc:postgresql://db.example.com/landline", config.shown());
        assertFalse(config.toString().contains("sesame"));
    }
}
