package dev.landline.gateway.store;

import dev.landline.gateway.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database and writes what call control leaves behind, on a thread of its own, {@code store-writer}: a call
 * never waits for the database. While that is down the records wait in a bounded queue, in their order.
 */
final class StoreWriter implements AutoCloseable {

    /** Something to write. Each can be written again without harm, for an answer of the database may get lost. */
    sealed interface Write {
        record OfCall(CallEntry call) implements Write {}

        record OfRecording(RecordingEntry recording) implements Write {}

        record OfPreference(String person, String name, Optional<String> text) implements Write {}
    }

    private static final String H2_FILE = "jdbc:h2:file:";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration CLEANING = Duration.ofHours(1);
    private static final Duration GOODBYE = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

    private final StoreConfig config;
    private final StoreAccess access;
    private final BlockingQueue<Write> queue;
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Thread thread =
            Thread.ofPlatform().name("store-writer").daemon(true).unstarted(this::run);
    // Written by the thread, read by metrics and health.
    private volatile StoreHealth health = new StoreHealth.Down("The database is being opened.");
    private volatile boolean taken;
    // Written once by close(), read by the thread.
    private volatile boolean closing;
    private Duration pause = FIRST_PAUSE;
    private Instant nextCleaning = Instant.MIN;

    StoreWriter(StoreConfig config, StoreAccess access) {
        this.config = config;
        this.access = access;
        this.queue = new ArrayBlockingQueue<>(config.waiting());
    }

    void start() {
        thread.start();
    }

    boolean offer(Write write) {
        if (!closing && queue.offer(write)) {
            return true;
        }
        dropped.increment();
        if (Long.bitCount(dropped.sum()) == 1) {
            LOG.error("a record for the database is dropped, {} in all: {} wait", dropped.sum(), queue.size());
        }
        return false;
    }

    StoreHealth health() {
        return health;
    }

    int waiting() {
        return queue.size() + (taken ? 1 : 0);
    }

    long written() {
        return written.sum();
    }

    long dropped() {
        return dropped.sum();
    }

    long refused() {
        return refused.sum();
    }

    private void run() {
        try {
            while (!access.isOpen() && !closing) {
                open();
            }
            while (access.isOpen() && (!closing || !queue.isEmpty())) {
                clean();
                Write next = queue.poll(250, TimeUnit.MILLISECONDS);
                if (next != null) {
                    taken = true;
                    untilWritten(next);
                    taken = false;
                }
            }
        } catch (InterruptedException _) {
            LOG.warn("the store's writer is stopped");
        } finally {
            int left = waiting();
            if (left > 0) {
                dropped.add(left);
                LOG.error("the gateway ends with {} records that the database never took", left);
            }
            access.closed();
        }
    }

    private void open() throws InterruptedException {
        try {
            makeFolder();
            access.opened(Database.open(config));
            isUp();
        } catch (IOException | RuntimeException e) {
            isDown("The database cannot be opened", e);
        }
    }

    /** A folder that we make ourselves is nobody else's to look into: call records are personal. */
    private void makeFolder() throws IOException {
        String file = config.url().startsWith(H2_FILE)
                ? config.url().substring(H2_FILE.length()).replaceFirst(";.*", "")
                : "";
        Path folder = file.isEmpty() ? null : Path.of(file).toAbsolutePath().getParent();
        if (folder != null && !Files.exists(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void untilWritten(Write write) throws InterruptedException {
        while (true) {
            try {
                write(write);
                written.increment();
                isUp();
                return;
            } catch (StoreDown e) {
                isDown("The database does not respond", e);
            } catch (RuntimeException e) {
                refused.increment();
                LOG.error(
                        "the database refuses a record state={}",
                        Database.stateOf(e).orElse("unknown"),
                        e);
                return;
            }
        }
    }

    private void write(Write write) {
        switch (write) {
            case Write.OfCall(CallEntry call) -> CallLog.write(access, call);
            case Write.OfRecording(RecordingEntry recording) -> Recordings.write(access, recording);
            case Write.OfPreference(String person, String name, Optional<String> text) -> {
                if (!new Preferences(access).set(person, name, text)) {
                    throw new IllegalStateException("the person has " + Preferences.COUNT_MAX + " settings already");
                }
            }
        }
    }

    private void isUp() {
        if (health instanceof StoreHealth.Down) {
            LOG.info("the database is in use address={}", config.shown());
            health = new StoreHealth.Up();
            pause = FIRST_PAUSE;
        }
    }

    /** Says so once, then waits a little longer each time. Messages of drivers may carry a password: only debug sees them. */
    private void isDown(String sentence, Exception why) throws InterruptedException {
        if (pause.equals(FIRST_PAUSE)) {
            LOG.error(
                    "{}; call records wait address={} state={}",
                    sentence,
                    config.shown(),
                    Database.stateOf(why).orElse("unknown"));
        }
        LOG.debug("the database is down", why);
        health = new StoreHealth.Down(sentence + "; " + waiting() + " call records wait.");
        if (closing) {
            throw new InterruptedException("closing");
        }
        Thread.sleep(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    private void clean() {
        Instant now = Instant.now();
        if (config.keepCalls().isZero() || now.isBefore(nextCleaning)) {
            return;
        }
        nextCleaning = now.plus(CLEANING);
        try {
            int gone = CallLog.forget(access, now.minus(config.keepCalls()));
            if (gone > 0) {
                LOG.info("call records deleted, their time was over count={}", gone);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "old call records could not be deleted state={}",
                    Database.stateOf(e).orElse("unknown"));
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (!thread.join(GOODBYE)) {
                thread.interrupt();
                thread.join(GOODBYE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
