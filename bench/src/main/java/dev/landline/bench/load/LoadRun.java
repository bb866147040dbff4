package dev.landline.bench.load;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusEngines;
import dev.landline.media.dtls.DtlsPeer;
import dev.landline.media.srtp.SrtpProfile;
import dev.landline.media.srtp.SrtpSession;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** One engine and the calls it carries: adds calls, measures. Used by one thread. */
final class LoadRun implements AutoCloseable {
    private static final long BEAT_NANOS = 20_000_000;
    private static final long SETUP_GAP_NANOS = 25_000_000;
    private static final long SETUP_LIMIT_NANOS = 20_000_000_000L;

    private final EngineUnderLoad engine;
    private final SrtpProfile profile;
    private final OpusEngine opus;
    private final LoadSounds sounds;
    private final LoadLoop loop = new LoadLoop();
    private final DatagramSocket reports;
    private final LatencyLog towardTrunk = new LatencyLog();
    private final LatencyLog towardBrowser = new LatencyLog();
    private final List<LoadedCall> calls = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(7);
    private int nextNumber;

    LoadRun(EngineUnderLoad engine, SrtpProfile profile, boolean telephoneBand) throws Exception {
        this.engine = engine;
        this.profile = profile;
        SrtpSession.warmUp(1);
        opus = OpusEngines.choose(OpusChoice.AUTO, Optional.empty());
        sounds = new LoadSounds(opus, telephoneBand);
        // All trunks take their reports here, where nobody reads them.
        reports = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    EngineUnderLoad engine() {
        return engine;
    }

    int calls() {
        return calls.size();
    }

    /** Adds or ends calls until there are so many, all of them with sound. */
    void holdCalls(int howMany) throws IOException {
        while (calls.size() > howMany) {
            end(calls.removeLast());
        }
        while (calls.size() < howMany) {
            begin();
            LockSupport.parkNanos(SETUP_GAP_NANOS);
        }
        long limit = System.nanoTime() + SETUP_LIMIT_NANOS;
        while (secured() < calls.size()) {
            if (System.nanoTime() > limit) {
                throw new IOException("only " + secured() + " of " + calls.size() + " calls came up");
            }
            LockSupport.parkNanos(SETUP_GAP_NANOS);
        }
    }

    private long secured() {
        return loop.ask(
                () -> calls.stream().filter(call -> call.browser().isSecured()).count());
    }

    private void begin() throws IOException {
        MarkerWatch outward = new MarkerWatch(towardTrunk);
        MarkerWatch inward = new MarkerWatch(towardBrowser);
        BrowserEnd browser = new BrowserEnd(opus, sounds, profile, random.split(), outward, inward);
        TrunkEnd trunk = new TrunkEnd(sounds, random.split(), outward, inward);
        int number = nextNumber++;
        OpenedCall opened = engine.open(
                number,
                new PeerDescription(
                        browser.port(),
                        browser.ufrag(),
                        browser.password(),
                        DtlsPeer.fingerprint(),
                        trunk.port(),
                        reports.getLocalPort()));
        browser.connect(opened);
        trunk.connect(opened);
        long nowNanos = System.nanoTime();
        long browserPhase = random.nextLong(BEAT_NANOS);
        long trunkPhase = random.nextLong(BEAT_NANOS);
        loop.ask(() -> {
            loop.add(browser, nowNanos + browserPhase);
            loop.add(trunk, nowNanos + trunkPhase);
            return true;
        });
        calls.add(new LoadedCall(number, browser, trunk));
    }

    private void end(LoadedCall call) throws IOException {
        loop.ask(() -> {
            loop.remove(call.browser());
            loop.remove(call.trunk());
            return true;
        });
        engine.close(call.number());
    }

    /** Watches for a while. */
    Measurement measure(double seconds) throws IOException {
        long concealedBefore = engine.framesConcealed();
        loop.ask(this::clearMeters);
        ProcessUsage engineBefore = ProcessUsage.of(engine.pid());
        ProcessUsage harnessBefore = ProcessUsage.of(ProcessHandle.current().pid());
        long begunNanos = System.nanoTime();
        pause((long) (seconds * 1e9));
        double took = (System.nanoTime() - begunNanos) / 1e9;
        ProcessUsage engineAfter = ProcessUsage.of(engine.pid());
        ProcessUsage harnessAfter = ProcessUsage.of(ProcessHandle.current().pid());
        Heard heard = loop.ask(this::heard);
        long concealed = engine.framesConcealed() - concealedBefore;
        double callSeconds = calls.size() * took;
        return new Measurement(
                calls.size(),
                took,
                heard.sent,
                heard.received,
                concealed,
                heard.towardTrunk,
                heard.towardBrowser,
                heard.lateness,
                heard.jitterMillis,
                heard.worstJitterMillis,
                (engineAfter.cpuMillis() - engineBefore.cpuMillis()) / callSeconds,
                (harnessAfter.cpuMillis() - harnessBefore.cpuMillis()) / callSeconds,
                engineAfter.residentBytes(),
                engineAfter.outsideHeapBytes(),
                engine.liveHeapBytes());
    }

    /** Sound as the loop has it, copied there. */
    private record Heard(
            long sent,
            long received,
            Latencies towardTrunk,
            Latencies towardBrowser,
            Latencies lateness,
            double jitterMillis,
            double worstJitterMillis) {}

    private Heard heard() {
        List<LoadedEnd> ends = ends();
        double[] jitters =
                ends.stream().mapToDouble(end -> end.meter().jitterMillis()).toArray();
        double sum = 0;
        double worst = 0;
        for (double jitter : jitters) {
            sum += jitter;
            worst = Math.max(worst, jitter);
        }
        return new Heard(
                ends.stream().mapToLong(LoadedEnd::sent).sum(),
                ends.stream().mapToLong(end -> end.meter().packets()).sum(),
                towardTrunk.snapshot(),
                towardBrowser.snapshot(),
                loop.lateness().snapshot(),
                sum / jitters.length,
                worst);
    }

    private List<LoadedEnd> ends() {
        List<LoadedEnd> ends = new ArrayList<>();
        for (LoadedCall call : calls) {
            ends.add(call.browser());
            ends.add(call.trunk());
        }
        return ends;
    }

    boolean clearMeters() {
        ends().forEach(LoadedEnd::clearMeters);
        towardTrunk.clear();
        towardBrowser.clear();
        loop.lateness().clear();
        return true;
    }

    /** Stops the engine's process for a while and tells the latencies around it, both directions. */
    Stall stall(long stopNanos, long watchNanos) throws IOException {
        loop.ask(this::clearMeters);
        pause(1_000_000_000L);
        long stoppedNanos = System.nanoTime();
        signal("-STOP");
        pause(stopNanos - (System.nanoTime() - stoppedNanos));
        signal("-CONT");
        long continuedNanos = System.nanoTime();
        pause(watchNanos);
        Heard heard = loop.ask(this::heard);
        return new Stall(stoppedNanos, continuedNanos, heard.towardTrunk.and(heard.towardBrowser));
    }

    private void signal(String signal) throws IOException {
        try {
            new ProcessBuilder("kill", signal, Long.toString(engine.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        loop.ask(() -> {
            ends().forEach(loop::remove);
            return true;
        });
        loop.close();
        reports.close();
        engine.close();
    }
}
