package dev.landline.gateway.activity;

import dev.landline.gateway.config.RecordingConfig;
import dev.landline.gateway.route.NumberPattern;
import dev.landline.gateway.store.RecordingEntry;
import dev.landline.media.record.Recording;
import dev.landline.media.record.RecordingFormat;
import dev.landline.media.record.RecordingSettings;
import dev.landline.media.record.RecordingState;
import dev.landline.media.record.RecordingsExhausted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records calls, because somebody in them asks for it or the configuration says so, and leaves a note of each file. Safe
 * from any thread, never waits for the disk; the media engine bounds how many calls are recorded at once.
 */
public final class CallRecorder {

    /** Who is said to have begun a recording that the configuration asks for. */
    public static final String BY_CONFIGURATION = "configuration";

    /** Twelve hours of WAV: the length is the bound that counts. */
    private static final long BYTES_MAX = 2L << 30;

    private static final int SAMPLE_RATE = 8000;
    private static final Logger LOG = LoggerFactory.getLogger(CallRecorder.class);

    /** The media of calls. */
    @FunctionalInterface
    public interface Tapes {
        /** Begins to record; empty when there is no such call, or it has no sound yet. */
        Optional<Recording> record(String call, RecordingSettings settings, Consumer<RecordingState> events)
                throws RecordingsExhausted;
    }

    /** What came of a wish. */
    public enum Outcome {
        DONE,
        /** Recording is turned off by the configuration. */
        OFF,
        NO_SOUND,
        ALREADY,
        NOT_RECORDING,
        /** As many calls are being recorded as may be. */
        FULL
    }

    private record Tape(RecordingEntry entry, Set<String> people, Optional<Recording> recording) {}

    private final RecordingConfig config;
    private final Tapes tapes;
    private final Consumer<RecordingEntry> keeper;
    private final ActivityFeed feed;
    private final InstantSource clock;
    private final Map<String, Tape> running = new ConcurrentHashMap<>();

    /**
     * Records nothing yet.
     *
     * @param keeper takes what becomes of each recording; must not block
     */
    public CallRecorder(
            RecordingConfig config,
            Tapes tapes,
            Consumer<RecordingEntry> keeper,
            ActivityFeed feed,
            InstantSource clock) {
        this.config = config;
        this.tapes = tapes;
        this.keeper = keeper;
        this.feed = feed;
        this.clock = clock;
    }

    /** Whether the configuration allows recordings at all. */
    public boolean isEnabled() {
        return config.enabled();
    }

    /** Records a call that has just been answered, if the configuration says so. */
    public void answered(LiveCall call) {
        if (config.enabled() && isWanted(call) && start(call, BY_CONFIGURATION) == Outcome.FULL) {
            LOG.error("a call that should be recorded is not: too many are call={}", call.id());
        }
    }

    private boolean isWanted(LiveCall call) {
        boolean line = Stream.of(call.caller(), call.callee())
                .flatMap(side -> side.trunk().stream())
                .anyMatch(config.trunks()::contains);
        boolean number = config.numbers().stream()
                .map(NumberPattern::new)
                .anyMatch(pattern -> pattern.matches(call.caller().address())
                        || pattern.matches(call.callee().address()));
        return line || number || call.people().stream().anyMatch(config.accounts()::contains);
    }

    /** Begins to record a call. */
    public Outcome start(LiveCall call, String by) {
        if (!config.enabled()) {
            return Outcome.OFF;
        }
        Tape fresh = new Tape(entry(call, by), call.people(), Optional.empty());
        if (running.putIfAbsent(call.id(), fresh) != null) {
            return Outcome.ALREADY;
        }
        try {
            Optional<Recording> recording =
                    tapes.record(call.id(), settings(fresh.entry()), state -> changed(call.id(), fresh, state));
            if (recording.isEmpty()) {
                running.remove(call.id(), fresh);
                return Outcome.NO_SOUND;
            }
            running.replace(call.id(), fresh, new Tape(fresh.entry(), fresh.people(), recording));
            LOG.info(
                    "recording begins call={} recording={} by={}",
                    call.id(),
                    fresh.entry().id(),
                    by);
            keeper.accept(fresh.entry());
            tell(call.id(), fresh, "running");
            return Outcome.DONE;
        } catch (RecordingsExhausted _) {
            running.remove(call.id(), fresh);
            return Outcome.FULL;
        }
    }

    private RecordingEntry entry(LiveCall call, String by) {
        String id = UUID.randomUUID().toString();
        String ending = config.format() == RecordingFormat.WAV ? ".wav" : ".opus";
        String type = config.format() == RecordingFormat.WAV ? "audio/wav" : "audio/ogg";
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new RecordingEntry(id, call.id(), id + ending, type, RecordingEntry.State.RUNNING, by, now, 0, 0, "");
    }

    private RecordingSettings settings(RecordingEntry entry) {
        return new RecordingSettings(
                config.folder().resolve(entry.file()),
                config.format(),
                SAMPLE_RATE,
                config.beep(),
                config.longest(),
                BYTES_MAX);
    }

    /** On the media engine's file thread. */
    private void changed(String call, Tape tape, RecordingState state) {
        switch (state) {
            case RecordingState.Running() -> tell(call, tape, "running");
            case RecordingState.Paused() -> tell(call, tape, "paused");
            case RecordingState.Ended ended -> {
                over(call, tape, RecordingEntry.State.KEPT, ended.length().toMillis(), Optional.of(ended.file()), "");
                tell(call, tape, "kept");
            }
            case RecordingState.Failed(String sentence, Optional<Path> kept) -> {
                LOG.error("a recording failed call={} reason=\"{}\"", call, sentence);
                over(call, tape, RecordingEntry.State.FAILED, 0, kept, sentence);
                tell(call, tape, "failed");
            }
        }
    }

    private void over(
            String call, Tape tape, RecordingEntry.State state, long millis, Optional<Path> file, String sentence) {
        running.computeIfPresent(
                call, (_, now) -> now.entry().id().equals(tape.entry().id()) ? null : now);
        RecordingEntry before = tape.entry();
        String name = file.map(path -> path.getFileName().toString()).orElse(before.file());
        keeper.accept(new RecordingEntry(
                before.id(),
                before.call(),
                name,
                before.mediaType(),
                state,
                before.by(),
                before.started(),
                millis,
                file.map(CallRecorder::size).orElse(0L),
                sentence));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0;
        }
    }

    private void tell(String call, Tape tape, String state) {
        feed.tell(new Activity.Recording(call, tape.people(), tape.entry().id(), state));
    }

    /** Leaves out of the file what is said from now on. */
    public Outcome pause(String call) {
        return with(call, Recording::pause);
    }

    /** Goes on after a pause. */
    public Outcome resume(String call) {
        return with(call, Recording::resume);
    }

    /** Ends the recording of a call that goes on. */
    public Outcome stop(String call) {
        return with(call, Recording::stop);
    }

    private Outcome with(String call, Consumer<Recording> wish) {
        Optional<Recording> recording = Optional.ofNullable(running.get(call)).flatMap(Tape::recording);
        recording.ifPresent(wish);
        return recording.isPresent() ? Outcome.DONE : Outcome.NOT_RECORDING;
    }

    /** {@code running}, {@code paused}, or {@code off}. */
    public String state(String call) {
        return Optional.ofNullable(running.get(call))
                .map(tape -> tape.recording()
                        .filter(one -> one.state() instanceof RecordingState.Paused)
                        .map(_ -> "paused")
                        .orElse("running"))
                .orElse("off");
    }

    /** Where a recording's file is. */
    public Path file(RecordingEntry entry) {
        return config.folder().resolve(entry.file());
    }

    /** Calls being recorded. */
    public int running() {
        return running.size();
    }
}
