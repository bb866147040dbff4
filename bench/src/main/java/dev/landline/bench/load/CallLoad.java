package dev.landline.bench.load;

import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogManager;

/**
 * The command behind {@code bench/call-load}: carries each number of calls in turn and prints what was measured; then,
 * when asked, stops the engine for 150 ms in mid-call.
 */
public final class CallLoad {
    private static final long STOP_NANOS = 150_000_000;
    private static final long WATCH_NANOS = 4_000_000_000L;
    private static final int WATCH_TENTHS = 35;

    private final PrintStream out = System.out;
    private final LoadOptions options;

    private CallLoad(LoadOptions options) {
        this.options = options;
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
        new CallLoad(options).run();
    }

    private void run() throws Exception {
        List<LoadRun> runs = new ArrayList<>();
        try {
            runs.add(new LoadRun(new LandlineUnderLoad(options.opus(), options.loops()), options.profile()));
            if (options.rtpengine().isPresent()) {
                runs.add(new LoadRun(new RtpengineUnderLoad(options.rtpengine().get()), options.profile()));
            }
            LoadReport report = new LoadReport(out);
            for (int calls : options.calls()) {
                for (LoadRun run : runs) {
                    // In turn, never side by side: the others are idle meanwhile.
                    for (LoadRun other : runs) {
                        other.holdCalls(other.equals(run) ? calls : 0);
                    }
                    LoadRun.pause((long) (options.settleSeconds() * 1e9));
                    report.row(run.engine().name(), run.measure(options.seconds()));
                    if (options.stall()) {
                        report.stall(run.engine().name(), run.stall(STOP_NANOS, WATCH_NANOS), WATCH_TENTHS);
                    }
                    out.println("  counters: " + run.engine().remarks());
                    run.holdCalls(runs.size() == 1 ? calls : 0);
                }
            }
            report.summary();
            if (options.chart().isPresent()) {
                Files.writeString(options.chart().get(), LoadChart.draw(report.measurements()));
            }
        } finally {
            runs.forEach(LoadRun::close);
        }
    }
}
