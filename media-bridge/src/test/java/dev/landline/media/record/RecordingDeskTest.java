package dev.landline.media.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.OpusConcentus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk with its real thread. */
class RecordingDeskTest {
    @TempDir
    Path folder;

    private final BlockingQueue<RecordingState> states = new LinkedBlockingQueue<>();

    private RecordingSettings settings(String name, RecordingFormat format) {
        return new RecordingSettings(folder.resolve(name), format, 8000, false, Duration.ofHours(1), 1 << 30);
    }

    private RecordingState nextState() throws InterruptedException {
        RecordingState state = states.poll(30, TimeUnit.SECONDS);
        assertTrue(state != null, "nothing was reported");
        return state;
    }

    @Test
    void aStopCompletesTheFileAndReportsIt() throws Exception {
        try (RecordingDesk desk = new RecordingDesk(new OpusConcentus(), 10)) {
            for (RecordingFormat format : RecordingFormat.values()) {
                Recording recording = desk.record(settings("call." + format, format), states::add);
                recording.caller().hear(new short[160], 0, 160, 8000, System.nanoTime());
                recording.stop();
                RecordingState.Ended ended = assertInstanceOf(RecordingState.Ended.class, nextState());
                assertEquals(ended, recording.state());
                assertTrue(Files.exists(ended.file()));
            }
        }
    }

    @Test
    void closingCompletesAllFilesAndLeavesNoThread() throws Exception {
        RecordingDesk desk = new RecordingDesk(new OpusConcentus(), 10);
        desk.record(settings("one.wav", RecordingFormat.WAV), states::add);
        desk.record(settings("two.opus", RecordingFormat.OGG_OPUS), states::add);
        desk.capture(
                new CaptureSettings(folder.resolve("three.pcap"), Instant.EPOCH, Duration.ofHours(1), 1 << 20),
                states::add);
        assertEquals(3, desk.files());
        desk.close();
        assertEquals(0, desk.files());
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(RecordingState.Ended.class, nextState());
        }
        WavReader.read(folder.resolve("one.wav"));
        assertTrue(OggReader.read(folder.resolve("two.opus")).isComplete());
        assertEquals(0, PcapReader.read(folder.resolve("three.pcap")).size());
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("media-record") && thread.isAlive()));
        assertThrows(
                RecordingsExhausted.class, () -> desk.record(settings("late.wav", RecordingFormat.WAV), states::add));
    }

    @Test
    void moreFilesThanAllowedAreRefused() throws Exception {
        try (RecordingDesk desk = new RecordingDesk(new OpusConcentus(), 1)) {
            Recording first = desk.record(settings("one.wav", RecordingFormat.WAV), states::add);
            assertThrows(
                    RecordingsExhausted.class,
                    () -> desk.record(settings("two.wav", RecordingFormat.WAV), states::add));
            first.stop();
            assertInstanceOf(RecordingState.Ended.class, nextState());
        }
    }

    @Test
    void aReceiverThatFailsHarmsNoRecording() throws Exception {
        try (RecordingDesk desk = new RecordingDesk(new OpusConcentus(), 2)) {
            Recording recording = desk.record(settings("one.wav", RecordingFormat.WAV), state -> {
                throw new IllegalStateException("a receiver's bug");
            });
            Recording other = desk.record(settings("two.wav", RecordingFormat.WAV), states::add);
            recording.stop();
            other.stop();
            assertInstanceOf(RecordingState.Ended.class, nextState());
        }
        assertTrue(Files.exists(folder.resolve("one.wav")));
    }
}
