package dev.landline.bench.load;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints measurements as a Markdown table, a row each as soon as it is there. */
final class LoadReport {
    private static final String HEAD =
            "| engine | calls | missing % | latency to trunk p50/p99/p99.9 ms | to browser p50/p99/p99.9 ms"
                    + " | jitter mean/worst ms | CPU ms/call-s | harness CPU | RSS MB | live heap MB"
                    + " | harness late p50/p99 ms | good |";

    private final PrintStream out;
    private final Map<String, List<Measurement>> byEngine = new LinkedHashMap<>();
    private boolean begun;

    LoadReport(PrintStream out) {
        this.out = out;
    }

    void row(String engine, Measurement m) {
        if (!begun) {
            begun = true;
            out.println(HEAD);
            out.println("|---".repeat(12) + "|");
        }
        byEngine.computeIfAbsent(engine, _ -> new ArrayList<>()).add(m);
        out.println(String.format(
                Locale.ROOT,
                "| %s | %d | %.3f | %s | %s | %.2f/%.2f | %.2f | %.2f | %.0f | %.1f | %.2f/%.2f | %s |",
                engine,
                m.calls(),
                m.missingPercent(),
                three(m.towardTrunk()),
                three(m.towardBrowser()),
                m.jitterMillis(),
                m.worstJitterMillis(),
                m.engineMillisPerCallSecond(),
                m.harnessMillisPerCallSecond(),
                m.residentBytes() / 1e6,
                m.liveHeapBytes() / 1e6,
                m.lateness().percentile(50),
                m.lateness().percentile(99),
                m.isGood() ? "yes" : "no"));
        out.println(String.format(
                Locale.ROOT,
                "  sent %d, received %d, concealed %d, markers heard %d, lost %d",
                m.sent(),
                m.received(),
                m.concealed(),
                m.latency().latencyNanos().length,
                m.latency().lost()));
        out.flush();
    }

    /** All measurements so far, in the order of the engines. */
    Map<String, List<Measurement>> measurements() {
        return byEngine;
    }

    private static String three(Latencies latencies) {
        return String.format(
                Locale.ROOT,
                "%.1f/%.1f/%.1f",
                latencies.percentile(50),
                latencies.percentile(99),
                latencies.percentile(99.9));
    }

    void stall(String engine, Stall stall, int tenths) {
        double before = stall.medianBeforeMillis();
        out.println(String.format(
                Locale.ROOT,
                "  %s after a stop of %.0f ms: median below 5 ms for good from %.1f s on,"
                        + " within 2 ms of the %.1f ms before from %.1f s on",
                engine,
                (stall.continuedNanos() - stall.stoppedNanos()) / 1e6,
                stall.secondsUntilBelow(5, 50, tenths),
                before,
                stall.secondsUntilBelow(before + 2, 50, tenths)));
        StringBuilder line = new StringBuilder("  latency p50/p90 ms by tenths of a second:");
        for (int n = -5; n < Math.min(tenths, 20); n++) {
            Latencies tenth = stall.tenth(n);
            line.append(String.format(Locale.ROOT, " %d:%.1f/%.1f", n, tenth.percentile(50), tenth.percentile(90)));
        }
        out.println(line);
    }

    /** The most calls each engine carried well, counted up to the first number it did not, and what a call holds. */
    void summary() {
        byEngine.forEach((engine, measurements) -> {
            int best = 0;
            for (Measurement m : measurements) {
                if (!m.isGood()) {
                    break;
                }
                best = Math.max(best, m.calls());
            }
            out.println(engine + ": most good calls " + best);
            Measurement first = measurements.getFirst();
            Measurement last = measurements.getLast();
            int more = last.calls() - first.calls();
            if (more > 0) {
                out.println(String.format(
                        Locale.ROOT,
                        "%s: each further call takes %.0f KB of resident memory, %.0f KB of it live heap",
                        engine,
                        (last.residentBytes() - first.residentBytes()) / 1e3 / more,
                        (last.liveHeapBytes() - first.liveHeapBytes()) / 1e3 / more));
            }
        });
        ratios();
    }

    /** What the first engine uses in parts of what each other uses, at the same number of calls. */
    private void ratios() {
        List<String> names = List.copyOf(byEngine.keySet());
        for (String other : names.subList(1, names.size())) {
            for (Measurement ours : byEngine.get(names.getFirst())) {
                for (Measurement theirs : byEngine.get(other)) {
                    if (ours.calls() == theirs.calls()) {
                        out.println(String.format(
                                Locale.ROOT,
                                "CPU at %d calls: %.2f of %s",
                                ours.calls(),
                                ours.engineMillisPerCallSecond() / theirs.engineMillisPerCallSecond(),
                                other));
                    }
                }
            }
        }
    }
}
