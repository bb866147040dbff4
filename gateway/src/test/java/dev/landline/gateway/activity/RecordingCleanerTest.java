package dev.landline.gateway.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.RecordingConfig;
import dev.landline.gateway.config.StoreConfig;
import dev.landline.gateway.store.RecordingEntry;
import dev.landline.gateway.store.RecordingEntry.State;
import dev.landline.gateway.store.Store;
import dev.landline.media.record.RecordingFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long recordings stay. */
class RecordingCleanerTest {

    private static final Instant BEGUN = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    Path temp;

    private final Store store = Store.start(StoreConfig.at("jdbc:h2:mem:" + UUID.randomUUID()));

    @AfterEach
    void close() {
        store.close();
    }

    private RecordingConfig config(Path folder) {
        return new RecordingConfig(
                true,
                folder,
                Duration.ofDays(30),
                RecordingFormat.WAV,
                true,
                Duration.ofHours(1),
                List.of(),
                List.of(),
                List.of());
    }

    private void clean(Instant now) throws IOException {
        new RecordingCleaner(config(temp), store, InstantSource.fixed(now)).clean();
    }

    private Path recorded(String id) throws IOException {
        long before = store.written();
        store.keep(new RecordingEntry(id, "c1", id + ".wav", "audio/wav", State.KEPT, "alice", BEGUN, 1000, 4, ""));
        while (store.written() == before) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return Files.writeString(temp.resolve(id + ".wav"), "RIFF");
    }

    @Test
    void aRecordingIsDeletedWhenItsTimeIsOverAndNoSooner() throws IOException {
        String id = UUID.randomUUID().toString();
        Path file = recorded(id);
        clean(BEGUN.plus(Duration.ofDays(30)));
        assertTrue(Files.exists(file));
        clean(BEGUN.plus(Duration.ofDays(30)).plusSeconds(1));
        assertTrue(Files.notExists(file));
        assertEquals(
                State.DELETED, store.recordings().recording(id).orElseThrow().state());
    }

    @Test
    void filesThatNobodyKnowsGoByTheirAgeAndForeignOnesStay() throws IOException {
        recorded(UUID.randomUUID().toString());
        Path lost = Files.writeString(temp.resolve(UUID.randomUUID() + ".wav.part"), "RIFF");
        Path young = Files.writeString(temp.resolve(UUID.randomUUID() + ".wav"), "RIFF");
        Path foreign = Files.writeString(temp.resolve("notes.txt"), "mine");
        Files.setLastModifiedTime(lost, FileTime.from(BEGUN));
        Files.setLastModifiedTime(foreign, FileTime.from(BEGUN));
        Files.setLastModifiedTime(young, FileTime.from(BEGUN.plus(Duration.ofDays(20))));
        clean(BEGUN.plus(Duration.ofDays(31)));
        assertTrue(Files.notExists(lost));
        assertTrue(Files.exists(young));
        assertTrue(Files.exists(foreign));
    }

    @Test
    void theFolderIsMadeForItsOwnerAlone() throws IOException {
        Path folder = temp.resolve("sounds");
        try (RecordingCleaner _ = RecordingCleaner.start(config(folder), store, InstantSource.system())) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
    }
}
