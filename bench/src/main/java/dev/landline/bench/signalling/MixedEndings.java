package dev.landline.bench.signalling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Many calls that end in every way there is; 64 seconds later everything that a call holds is back where it was. A first,
 * smaller round brings the process to its working size, and what is compared is taken after it.
 */
final class MixedEndings {

    private static final int REST_SECONDS = 64;
    private static final String GATEWAY = "127.0.0.1:" + GatewayUnderLoad.SIP_PORT;
    /** How much of the heap may come and go with caches and classes. */
    private static final double HEAP_TOLERANCE = 0.10;

    /** How a call ends: who calls how, and who is called. */
    private enum Ending {
        ANSWERED(1, "calls-and-hangs-up", "answers"),
        HUNG_UP_BY_THE_CALLED_SIDE(2, "calls-until-hung-up", "answers-and-hangs-up"),
        BUSY(3, "calls-and-is-told-busy", "is-busy"),
        CANCELLED(4, "calls-and-gives-up", "rings-until-cancelled"),
        NO_ANSWER(5, "calls-in-vain", "rings-until-cancelled"),
        BARRED(6, "calls-in-vain", ""),
        RESET(7, "calls-in-vain", "");

        private final int number;
        private final String caller;
        private final String called;

        Ending(int number, String caller, String called) {
            this.number = number;
            this.caller = caller;
            this.called = called;
        }

        private String callerHost() {
            return "127.0.2." + number;
        }

        private String calledHost() {
            return "127.0.3." + number;
        }
    }

    private final Path scenarios;
    private final Path partners;

    private MixedEndings(Path scenarios, Path partners) {
        this.scenarios = scenarios;
        this.partners = partners;
    }

    /**
     * Runs and prints Markdown.
     *
     * @param args calls (10000), calls a second (100)
     */
    public static void main(String... args) throws IOException, InterruptedException {
        int calls = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        Path scenarios = Path.of(System.getProperty("landline.scenarios"));
        Path partners = Path.of(System.getProperty("landline.partners"));
        System.exit(new MixedEndings(scenarios, partners).run(calls, rate) ? 0 : 1);
    }

    private static String configuration() {
        StringBuilder trunks = new StringBuilder();
        List<String> routes = new ArrayList<>();
        for (Ending ending : Ending.values()) {
            int i = ending.number;
            trunks.append("trunks.pbx-%d { host = \"%s\", port = 5080, codecs = [pcmu], options-interval = 0s }%n"
                    .formatted(i, ending.callerHost()));
            trunks.append(
                    "trunks.carrier-%d { host = \"%s\", port = 5080, codecs = [pcmu], options-interval = 0s, transport = %s }%n"
                            .formatted(i, ending.calledHost(), ending == Ending.RESET ? "tcp" : "udp"));
            routes.add("{ match = \".\", trunk = carrier-%d, from = [pbx-%d] }".formatted(i, i));
        }
        // How calls end is the question here, not how many fit: a cold start must not turn them away.
        return trunks + "sip.admission.queue-age = 5s\nroutes = [" + String.join(", ", routes) + "]";
    }

    private boolean run(int calls, int rate) throws IOException, InterruptedException {
        List<AutoCloseable> carriers = new ArrayList<>();
        try (GatewayUnderLoad gateway = GatewayUnderLoad.start(configuration())) {
            for (Ending ending : Ending.values()) {
                if (!ending.called.isEmpty()) {
                    Path scenario = partners.resolve(ending.called + ".xml");
                    carriers.add(SippLoad.answering(scenario, ending.calledHost(), 5080));
                }
            }
            carriers.add(new ResettingTrunk(Ending.RESET.calledHost(), 5080));
            round(Math.min(2_000, calls), rate);
            TimeUnit.SECONDS.sleep(REST_SECONDS);
            Map<String, Double> before = held(gateway);
            Map<String, Long> classesBefore = gateway.liveBytesByClass();
            round(calls, rate);
            TimeUnit.SECONDS.sleep(REST_SECONDS);
            boolean back = report(before, held(gateway));
            reportGrowth(classesBefore, gateway.liveBytesByClass());
            return back;
        } finally {
            for (AutoCloseable carrier : carriers) {
                close(carrier);
            }
        }
    }

    private static void close(AutoCloseable carrier) {
        try {
            carrier.close();
        } catch (Exception e) {
            System.err.println("a carrier did not close: " + e);
        }
    }

    /** All endings at once, each with its share of the calls. */
    private void round(int calls, int rate) throws IOException, InterruptedException {
        int endings = Ending.values().length;
        Map<Ending, SippLoad> running = new LinkedHashMap<>();
        for (Ending ending : Ending.values()) {
            Path folder = ending.caller.equals("calls-in-vain") ? scenarios : partners;
            String number = ending == Ending.BARRED ? "+12125550100" : "+442079460255";
            running.put(
                    ending,
                    SippLoad.calling(
                            folder.resolve(ending.caller + ".xml"),
                            ending.callerHost(),
                            5080,
                            GATEWAY,
                            number,
                            Math.max(1, rate / endings),
                            calls / endings,
                            200));
        }
        System.out.println("| ending | calls | went so | failed |");
        System.out.println("|---|---|---|---|");
        for (Map.Entry<Ending, SippLoad> entry : running.entrySet()) {
            try (SippLoad load = entry.getValue()) {
                SippLoad.Counts counts = load.await();
                String name = entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                System.out.println("| " + name + " | " + calls / endings + " | " + counts.succeeded() + " | "
                        + counts.failed() + " |");
                if (counts.failed() > 0) {
                    System.err.println(load.errors());
                }
            }
        }
        System.out.println();
    }

    private static Map<String, Double> held(GatewayUnderLoad gateway) throws IOException, InterruptedException {
        gateway.collectGarbage();
        gateway.collectGarbage();
        Map<String, Double> held = new LinkedHashMap<>();
        held.put("calls", gateway.metric("landline_calls_active", ""));
        held.put("legs", gateway.metric("landline_sip_legs", ""));
        held.put("transactions and dialogs", gateway.metric("landline_sip_held", ""));
        held.put("timers", gateway.metric("landline_sip_timers", ""));
        held.put("bindings", gateway.metric("landline_sip_bindings", ""));
        held.put("media bridges", gateway.metric("landline_media_bridges", ""));
        held.put("RTP port pairs", gateway.metric("landline_media_trunk_ports", ""));
        held.put("threads", gateway.metric("jvm_threads_live_threads", ""));
        held.put("open files", gateway.metric("process_files_open_files", ""));
        held.put("heap MB", gateway.metric("jvm_memory_used_bytes", "area=\"heap\"") / 1e6);
        held.put("internal errors", gateway.metric("landline_sip_internal_errors_total", ""));
        return held;
    }

    /** Prints what grew most in the live heap, class by class. */
    private static void reportGrowth(Map<String, Long> before, Map<String, Long> after) {
        long was = before.values().stream().mapToLong(Long::longValue).sum();
        long is = after.values().stream().mapToLong(Long::longValue).sum();
        System.out.println(String.format(
                Locale.ROOT, "Live objects: %.1f MB before, %.1f MB after. By class:", was / 1e6, is / 1e6));
        System.out.println();
        System.out.println("| class | grew by KB |");
        System.out.println("|---|---|");
        after.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue() - before.getOrDefault(entry.getKey(), 0L)))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(25)
                .forEach(
                        entry -> System.out.println("| `" + entry.getKey() + "` | " + entry.getValue() / 1_000 + " |"));
    }

    /** Prints both; false when something has stayed. */
    private static boolean report(Map<String, Double> before, Map<String, Double> after) {
        System.out.println("| held | before | " + REST_SECONDS + " s after |");
        System.out.println("|---|---|---|");
        boolean back = true;
        for (Map.Entry<String, Double> entry : before.entrySet()) {
            double was = entry.getValue();
            double is = after.get(entry.getKey());
            System.out.println(String.format(Locale.ROOT, "| %s | %.0f | %.0f |", entry.getKey(), was, is));
            back &= switch (entry.getKey()) {
                case "heap MB" -> is <= was * (1 + HEAP_TOLERANCE) + 5;
                // Pools of the Java machine start and end threads of their own.
                case "threads", "open files", "timers" -> Math.abs(is - was) <= 5;
                default -> is <= was;
            };
        }
        System.out.println();
        System.out.println(back ? "Everything is back where it was." : "Something has stayed.");
        return back;
    }
}
