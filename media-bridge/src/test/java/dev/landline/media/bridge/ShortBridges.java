package dev.landline.media.bridge;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.landline.media.NativeHeap;
import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.record.CaptureSettings;
import dev.landline.media.record.RecordingFormat;
import dev.landline.media.record.RecordingSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Opens and closes short bridges, one after the other, and tells what the process holds afterwards. Of a hundred bridges
 * 93 are only described, 5 have a browser that shakes hands, 2 are recorded and captured.
 */
public final class ShortBridges implements AutoCloseable {
    private static final int MOST_OPEN = 50;
    private static final int PORT_ATTEMPTS = 2000;

    /** What the process holds while no bridge is open. */
    public record Holdings(
            int bridges,
            int ports,
            int codecs,
            int files,
            int threads,
            long descriptors,
            long heapBytes,
            long nativeBytes,
            long failures) {}

    private final Path folder = Files.createTempDirectory("short-bridges");
    private final TestEngine engine = TestEngine.start(OpusChoice.AUTO);
    private final BrowserPeer described = engine.newBrowser();
    private final TrunkPeer trunk = new TrunkPeer(G711Law.PCMU, 20);

    public ShortBridges() throws Exception {}

    /** Opens and closes so many. */
    public void run(int bridges) throws Exception {
        for (int i = 0; i < bridges; i++) {
            switch (i % 100) {
                case 10, 30, 50, 70, 90 -> shakeHands();
                case 20, 60 -> describe(i, i % 100 == 20 ? RecordingFormat.WAV : RecordingFormat.OGG_OPUS);
                default -> describe(i, null);
            }
            if (i % MOST_OPEN == 0) {
                settle();
                clear(folder);
            }
        }
        settle();
        clear(folder);
    }

    private void shakeHands() throws Exception {
        try (TestCall call = new TestCall(engine.engine(), engine.newBrowser(), new TrunkPeer(G711Law.PCMA, 20))) {
            call.connectTrunk();
            call.connectBrowser();
            call.awaitSecured();
        }
    }

    /** @param format to record in, or null */
    private void describe(int number, RecordingFormat format) throws Exception {
        try (Bridge bridge = engine.engine().open("short-" + number, event -> {})) {
            if (format != null) {
                Path file = folder.resolve("short-" + number);
                bridge.record(
                        new RecordingSettings(file, format, 8000, true, Duration.ofHours(1), 1 << 20), state -> {});
                bridge.capture(new CaptureSettings(file, Instant.now(), Duration.ofHours(1), 1 << 20), state -> {});
            }
            bridge.openBrowser(Side.A);
            bridge.connectBrowser(Side.A, described.description());
            openTrunk(bridge);
            bridge.connectTrunk(Side.B, trunk.description());
        }
    }

    /** Ports rest for a while after a call; when all of them rest, so do we. */
    private static void openTrunk(Bridge bridge) throws PortsExhausted {
        for (int attempt = 0; ; attempt++) {
            try {
                bridge.openTrunk(Side.B);
                return;
            } catch (PortsExhausted resting) {
                if (attempt == PORT_ATTEMPTS) {
                    throw resting;
                }
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private void settle() {
        Waiting.until("all bridges to end", () -> engine.engine().openBridges() == 0);
        Waiting.until(
                "all files to be written", () -> engine.engine().recordings().files() == 0);
    }

    /** What is held now; garbage is collected first. */
    public Holdings holdings() {
        settle();
        return new Holdings(
                engine.engine().openBridges(),
                engine.engine().trunkPortsInUse(),
                engine.engine().openCodecs(),
                engine.engine().recordings().files(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                        .getOpenFileDescriptorCount(),
                usedHeap(),
                NativeHeap.bytesInUse(),
                engine.count(MediaCounter.BRIDGE_FAILED) + engine.count(MediaCounter.COMMANDS_DROPPED));
    }

    @SuppressWarnings("SystemGcCall") // to see what is alive
    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        trunk.close();
        described.close();
        engine.close();
        clear(folder);
        Files.delete(folder);
    }
}
