package dev.landline.bench.load;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints measurements as a Markdown table, a row each as soon as it is there, and what follows from them. */
final class LoadReport {
    private static final String HEAD =
            "| engine | calls | missing % | latency to trunk p50/p99/p99.9 ms | to browser p50/p99/p99.9 ms"
                    + " | jitter mean/worst ms | CPU ms/call-s | harness CPU | RSS MB | outside heap MB | live heap MB"
                    + " | harness late p50/p99 ms | good |";
    private static final String RULE = "|---".repeat(13) + "|";

    private final PrintStream out;
    private final String preface;
    private final Map<String, List<Measurement>> byEngine = new LinkedHashMap<>();
    private final Map<String, Integer> highest = new LinkedHashMap<>();
    private final List<String> rows = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    /**
     * @param machine where and when
     * @param words the command line
     */
    LoadReport(PrintStream out, String machine, String words) {
        this.out = out;
        preface = machine + "; `bench/call-load " + words + "`";
        out.println(preface);
    }

    void row(String engine, Measurement m) {
        if (rows.isEmpty()) {
            out.println(HEAD);
            out.println(RULE);
        }
        byEngine.computeIfAbsent(engine, _ -> new ArrayList<>()).add(m);
        String row = String.format(
                Locale.ROOT,
                "| %s | %d | %.3f | %s | %s | %.2f/%.2f | %.2f | %.2f | %.0f | %.1f | %.1f | %.2f/%.2f | %s |",
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
                m.outsideHeapBytes() / 1e6,
                m.liveHeapBytes() / 1e6,
                m.lateness().percentile(50),
                m.lateness().percentile(99),
                m.isGood() ? "yes" : "no");
        rows.add(row);
        out.println(row);
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

    private static String three(Latencies latencies) {
        return String.format(
                Locale.ROOT,
                "%.1f/%.1f/%.1f",
                latencies.percentile(50),
                latencies.percentile(99),
                latencies.percentile(99.9));
    }

    private void found(String finding) {
        findings.add(finding);
        out.println(finding);
    }

    void stall(String engine, Stall stall, int tenths) {
        double before = stall.medianBeforeMillis();
        found(String.format(
                Locale.ROOT,
                "%s after a stop of %.0f ms: median below 5 ms for good from %.1f s on,"
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

    /** What a search for the highest good number of calls found. */
    void highest(String engine, int calls) {
        highest.put(engine, calls);
    }

    /** For each engine and number of calls the measurement with the median CPU, numbers ascending. */
    Map<String, List<Measurement>> medians() {
        Map<String, List<Measurement>> medians = new LinkedHashMap<>();
        byEngine.forEach((engine, measurements) -> {
            Map<Integer, List<Measurement>> byCalls = new TreeMap<>();
            measurements.forEach(m ->
                    byCalls.computeIfAbsent(m.calls(), _ -> new ArrayList<>()).add(m));
            medians.put(
                    engine, byCalls.values().stream().map(LoadReport::median).toList());
        });
        return medians;
    }

    private static Measurement median(List<Measurement> measurements) {
        return measurements.stream()
                .sorted(Comparator.comparingDouble(Measurement::engineMillisPerCallSecond))
                .toList()
                .get((measurements.size() - 1) / 2);
    }

    /** The most calls each engine carried well, what a call holds, and the engines' ratio. */
    void summary() {
        byEngine.forEach((engine, measurements) -> {
            found(String.format(
                    Locale.ROOT, "%s: most good calls %d", engine, highest.getOrDefault(engine, mostGood(engine))));
            MemoryFit live = MemoryFit.of(measurements, Measurement::liveHeapBytes);
            MemoryFit outside = MemoryFit.of(measurements, Measurement::outsideHeapBytes);
            MemoryFit resident = MemoryFit.of(measurements, Measurement::residentBytes);
            if (Double.isFinite(resident.perCall())) {
                found(String.format(
                        Locale.ROOT,
                        "%s: memory per call by least squares: %.0f KB live heap and %.0f KB outside the heap,"
                                + " which makes %.2f MB; resident memory with what the heap has free grows by %.0f KB",
                        engine,
                        live.perCall() / 1e3,
                        outside.perCall() / 1e3,
                        (live.perCall() + outside.perCall()) / 1e6,
                        resident.perCall() / 1e3));
            }
        });
        ratios();
    }

    /** Counted up to the first number that did not go well. */
    private int mostGood(String engine) {
        int most = 0;
        for (Measurement m : medians().get(engine)) {
            if (!m.isGood()) {
                break;
            }
            most = m.calls();
        }
        return most;
    }

    /** What the first engine uses in parts of what each other uses, at the same number of calls. */
    private void ratios() {
        Map<String, List<Measurement>> medians = medians();
        List<String> names = List.copyOf(medians.keySet());
        for (String other : names.subList(1, names.size())) {
            for (Measurement ours : medians.get(names.getFirst())) {
                for (Measurement theirs : medians.get(other)) {
                    if (ours.calls() == theirs.calls()) {
                        found(String.format(
                                Locale.ROOT,
                                "CPU at %d calls: %.2f against %.2f ms per call-second, %.3f of %s",
                                ours.calls(),
                                ours.engineMillisPerCallSecond(),
                                theirs.engineMillisPerCallSecond(),
                                ours.engineMillisPerCallSecond() / theirs.engineMillisPerCallSecond(),
                                other));
                    }
                }
            }
        }
    }

    /** All of it as a document. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(preface)
                .append("\n\n")
                .append(HEAD)
                .append('\n')
                .append(RULE)
                .append('\n');
        rows.forEach(row -> text.append(row).append('\n'));
        text.append('\n');
        findings.forEach(finding -> text.append("- ").append(finding).append('\n'));
        return text.toString();
    }
}
