package dev.landline.bench.signalling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Set-ups a second, SIPp to SIPp through the gateway: first SIPp against itself, which must manage the rate or the rest
 * says nothing; then the rate through the gateway; then the highest rate that is carried well; then twice that.
 */
final class CallRate {

    private static final String TRUNKS = """
            trunks.pbx { host = "127.0.0.2", port = 5080, codecs = [pcmu], options-interval = 0s }
            trunks.carrier { host = "127.0.0.3", port = 5080, codecs = [pcmu], options-interval = 0s }
            routes = [ { match = ".", trunk = carrier, from = [pbx] } ]
            """;
    private static final String GATEWAY = "127.0.0.1:" + GatewayUnderLoad.SIP_PORT;
    private static final String CARRIER = "127.0.0.3:5080";
    private static final String NUMBER = "+442079460255";
    private static final int PAUSE_MILLIS = 100;
    private static final int WARM_UP_CALLS = 3_000;
    /** A step is carried well when so few calls fail or are refused. */
    private static final double TOLERATED = 0.002;

    private final Path scenarios;

    private CallRate(Path scenarios) {
        this.scenarios = scenarios;
    }

    /**
     * Runs and prints Markdown.
     *
     * @param args rate (250), seconds (60), seconds of each step of the search (10; 0 leaves search and overload out)
     */
    public static void main(String... args) throws IOException, InterruptedException {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 250;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        int step = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        new CallRate(Path.of(System.getProperty("landline.scenarios"))).run(rate, seconds, step);
    }

    private void run(int rate, int seconds, int step) throws IOException, InterruptedException {
        System.out.println(
                "| run | a second | calls | good | refused | failed | sent again | median ms | 99 % ms | 503 99 % ms | CPU ms a call |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        try (SippLoad _ = SippLoad.answering(scenarios.resolve("answers.xml"), "127.0.0.3", 5080)) {
            measure("SIPp alone", CARRIER, rate, Math.min(seconds, 20), null);
            try (GatewayUnderLoad gateway = GatewayUnderLoad.start(TRUNKS)) {
                warmUp(rate);
                measure("through the gateway", GATEWAY, rate, seconds, gateway);
                if (step > 0) {
                    overload(highest(rate, step, gateway), step, gateway);
                }
            }
        }
    }

    private void warmUp(int rate) throws IOException, InterruptedException {
        for (int part = 4; part >= 1; part--) {
            try (SippLoad caller = call(GATEWAY, Math.max(1, rate / part), Math.min(WARM_UP_CALLS, rate * 8) / 4)) {
                caller.await();
            }
        }
    }

    private SippLoad call(String target, int rate, int calls) throws IOException {
        return SippLoad.calling(
                scenarios.resolve("calls.xml"), "127.0.0.2", 5080, target, NUMBER, rate, calls, PAUSE_MILLIS);
    }

    private SippLoad.Counts measure(String name, String target, int rate, int seconds, GatewayUnderLoad gateway)
            throws IOException, InterruptedException {
        double cpu = gateway == null ? 0 : gateway.cpuSeconds();
        try (SippLoad caller = call(target, rate, rate * seconds)) {
            SippLoad.Counts counts = caller.await();
            double[] times = caller.millisTo("answer");
            double[] refusals = caller.millisTo("refusal");
            double used = gateway == null ? 0 : gateway.cpuSeconds() - cpu;
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d | %d | %d | %.0f | %.0f | %.0f | %.2f |",
                    name,
                    rate,
                    rate * seconds,
                    counts.good(),
                    counts.refused(),
                    counts.failed(),
                    counts.repeated(),
                    quantile(times, 0.5),
                    quantile(times, 0.99),
                    quantile(refusals, 0.99),
                    used * 1_000 / (rate * seconds)));
            if (counts.failed() > 0) {
                System.err.println(caller.errors());
            }
            return counts;
        }
    }

    private static double quantile(double[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
    }

    /** Goes up by a fifth until calls fail or are refused. */
    private int highest(int from, int step, GatewayUnderLoad gateway) throws IOException, InterruptedException {
        int good = from;
        for (int rate = from * 6 / 5; rate < from * 8; rate = rate * 6 / 5) {
            SippLoad.Counts counts = measure("search", GATEWAY, rate, step, gateway);
            if (counts.good() < rate * step * (1 - TOLERATED)) {
                break;
            }
            good = rate;
            TimeUnit.SECONDS.sleep(2);
        }
        return good;
    }

    private void overload(int capacity, int step, GatewayUnderLoad gateway) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(35);
        int seconds = Math.max(step, 10);
        SippLoad.Counts peak = measure("capacity", GATEWAY, capacity, seconds, gateway);
        TimeUnit.SECONDS.sleep(5);
        SippLoad.Counts twice = measure("overload", GATEWAY, capacity * 2, seconds, gateway);
        System.out.println();
        System.out.println(String.format(
                Locale.ROOT,
                "At twice the capacity %.0f %% of its good calls are left; %d calls failed otherwise.",
                100.0 * twice.good() / Math.max(1, peak.good()),
                twice.failed()));
    }
}
