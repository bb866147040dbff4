package dev.landline.gateway.activity;

import dev.landline.gateway.config.RecordingConfig;
import dev.landline.gateway.store.RecordingEntry;
import dev.landline.gateway.store.Store;
import dev.landline.gateway.store.StoreDown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes recordings whose time is over, on a virtual thread of its own: by the store's records, and by the age of files
 * that no record names, such as those of a gateway that died.
 */
public final class RecordingCleaner implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    /** Names that we give; nothing else in the folder is touched. */
    private static final Pattern OURS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b.*");

    private static final Logger LOG = LoggerFactory.getLogger(RecordingCleaner.class);

    private final RecordingConfig config;
    private final Store store;
    private final InstantSource clock;
    private final Thread thread = Thread.ofVirtual().name("recording-cleaner").unstarted(this::run);
    // Written once by close(), read by the thread.
    private volatile boolean closing;

    RecordingCleaner(RecordingConfig config, Store store, InstantSource clock) {
        this.config = config;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Makes the folder, which nobody else may look into, and begins to clean it.
     *
     * @throws IOException when the folder cannot be made
     */
    public static RecordingCleaner start(RecordingConfig config, Store store, InstantSource clock) throws IOException {
        if (config.enabled() && !Files.isDirectory(config.folder())) {
            Files.createDirectories(config.folder().toAbsolutePath());
            Files.setPosixFilePermissions(config.folder(), PosixFilePermissions.fromString("rwx------"));
        }
        RecordingCleaner cleaner = new RecordingCleaner(config, store, clock);
        if (Files.isDirectory(config.folder())) {
            cleaner.thread.start();
        }
        return cleaner;
    }

    private void run() {
        while (!closing) {
            try {
                clean();
            } catch (StoreDown _) {
                LOG.debug("the recordings are cleaned when the database is back");
            } catch (IOException | RuntimeException e) {
                LOG.error("old recordings could not be deleted", e);
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    /** Deletes all that is overdue now. */
    void clean() throws IOException {
        Instant before = clock.instant().minus(config.keep());
        List<RecordingEntry> overdue = store.recordings().overdue(before);
        while (!overdue.isEmpty()) {
            for (RecordingEntry entry : overdue) {
                Files.deleteIfExists(config.folder().resolve(entry.file()));
                store.recordings().deleted(entry.id());
                LOG.info("a recording is deleted, its time was over recording={} call={}", entry.id(), entry.call());
            }
            overdue = store.recordings().overdue(before);
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(config.folder())) {
            files = all.filter(
                            file -> OURS.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.deleteIfExists(file);
                LOG.info(
                        "a recording's file that nobody knows is deleted, its time was over file={}",
                        file.getFileName());
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }
}
