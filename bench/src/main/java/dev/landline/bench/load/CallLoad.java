package dev.landline.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.logging.LogManager;

/**
 * The command behind {@code bench/call-load}: carries each number of calls in turn, or searches for the highest that goes
 * well, and prints what was measured; then, when asked, stops the engine for 150 ms in mid-call.
 */
public final class CallLoad {
    private static final long STOP_NANOS = 150_000_000;
    private static final long WATCH_NANOS = 4_000_000_000L;
    private static final int WATCH_TENTHS = 35;

    private final PrintStream out = System.out;
    private final LoadOptions options;
    private final List<LoadRun> runs = new ArrayList<>();
    private final Set<LoadRun> warmed = new HashSet<>();
    private final LoadReport report;

    private CallLoad(LoadOptions options, String words) throws IOException {
        this.options = options;
        report = new LoadReport(out, Machine.describe(), words);
    }

    /** See {@link LoadOptions#USAGE}. */
    public static void main(String[] arguments) throws Exception {
        // The libraries' own chatter goes to java.util.logging.
        LogManager.getLogManager().reset();
        LoadOptions options;
        try {
            options = LoadOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException mistake) {
            System.err.println(mistake.getMessage());
            System.err.print(LoadOptions.USAGE);
            System.exit(2);
            return;
        }
        new CallLoad(options, String.join(" ", arguments)).run();
    }

    private void run() throws Exception {
        try {
            start();
            for (int calls : options.calls()) {
                if (options.find()) {
                    for (LoadRun run : runs) {
                        find(run, calls);
                    }
                } else {
                    for (int round = 0; round < options.rounds(); round++) {
                        measureEach(calls);
                    }
                }
            }
            report.summary();
            if (options.chart().isPresent()) {
                Files.writeString(options.chart().get(), LoadChart.draw(report.medians()));
            }
            if (options.report().isPresent()) {
                Files.writeString(options.report().get(), report.markdown());
            }
        } finally {
            runs.forEach(LoadRun::close);
        }
    }

    /** An engine that no longer answers is left out from then on; the others go on. */
    private void measureEach(int calls) {
        for (LoadRun run : List.copyOf(runs)) {
            try {
                measure(run, calls);
            } catch (IOException e) {
                out.println(run.engine().name() + " failed at " + calls + " calls, and is left out from here on: "
                        + e.getMessage());
                runs.remove(run);
                run.close();
            }
        }
    }

    private void start() throws Exception {
        runs.add(new LoadRun(
                new LandlineUnderLoad(options.opus(), options.loops(), List.of()),
                options.profile(),
                options.telephoneBand()));
        if (options.also().isPresent()) {
            runs.add(new LoadRun(
                    new LandlineUnderLoad(
                            options.opus(), options.loops(), options.also().get()),
                    options.profile(),
                    options.telephoneBand()));
        }
        if (options.rtpengine().isPresent()) {
            // It does not ask browsers for less, so it gets the full band.
            runs.add(new LoadRun(new RtpengineUnderLoad(options.rtpengine().get()), options.profile(), false));
        }
    }

    private void find(LoadRun run, int first) throws IOException {
        HighestGood search = new HighestGood(first);
        for (OptionalInt next = search.next(); next.isPresent(); next = search.next()) {
            search.tried(measure(run, next.getAsInt()).isGood());
        }
        run.holdCalls(0);
        report.highest(run.engine().name(), search.best());
    }

    /** In turn, never side by side: the other engines are idle meanwhile. */
    private Measurement measure(LoadRun run, int calls) throws IOException {
        for (LoadRun other : runs) {
            if (!other.equals(run)) {
                other.holdCalls(0);
            }
        }
        run.holdCalls(calls);
        double warm = warmed.add(run) ? options.warmSeconds() : 0;
        LoadRun.pause((long) ((warm + options.settleSeconds()) * 1e9));
        Measurement measured = run.measure(options.seconds());
        report.row(run.engine().name(), measured);
        if (options.stall()) {
            report.stall(run.engine().name(), run.stall(STOP_NANOS, WATCH_NANOS), WATCH_TENTHS);
        }
        out.println("  counters: " + run.engine().remarks());
        return measured;
    }
}
