package dev.landline.bench.signalling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One SIPp that makes or takes many calls, and the numbers it leaves behind. */
final class SippLoad implements AutoCloseable {

    private final Process process;
    private final Path folder;

    private SippLoad(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * What a run counted.
     *
     * @param succeeded calls that went as the scenario says, refused ones included
     * @param failed calls that did not
     * @param answered calls that got a 200
     * @param refused calls that got a 503
     * @param repeated messages that were sent again
     */
    record Counts(long succeeded, long failed, long answered, long refused, long repeated) {

        /** Calls that were set up, ended, and nothing went wrong. */
        long good() {
            return succeeded - refused;
        }
    }

    /** The called side: takes calls until it is closed. */
    static SippLoad answering(Path scenario, String host, int port) throws IOException {
        return start(scenario, List.of("-i", host, "-p", String.valueOf(port), "-mi", host));
    }

    /**
     * The calling side.
     *
     * @param perSecond calls that begin each second
     * @param calls how many there are
     * @param pauseMillis how long a call is
     */
    static SippLoad calling(
            Path scenario,
            String host,
            int port,
            String target,
            String number,
            int perSecond,
            int calls,
            int pauseMillis)
            throws IOException {
        return start(
                scenario,
                List.of(
                        "-i",
                        host,
                        "-p",
                        String.valueOf(port),
                        "-mi",
                        host,
                        "-s",
                        number,
                        "-r",
                        String.valueOf(perSecond),
                        "-m",
                        String.valueOf(calls),
                        "-l",
                        "100000",
                        "-d",
                        String.valueOf(pauseMillis),
                        "-timeout",
                        "180s",
                        "-trace_stat",
                        "-stf",
                        "statistics.csv",
                        "-fd",
                        "1",
                        "-trace_rtt",
                        "-rtt_freq",
                        "200",
                        target));
    }

    private static SippLoad start(Path scenario, List<String> options) throws IOException {
        Path folder = Files.createTempDirectory("landline-sipp-");
        List<String> command =
                new ArrayList<>(List.of("sipp", "-sf", scenario.toAbsolutePath().toString(), "-nostdin"));
        command.addAll(List.of("-key", "rtp_port", "6000", "-key", "payload_type", "0", "-key", "codec", "PCMU"));
        command.addAll(List.of("-key", "caller", "+442079460002", "-trace_err", "-error_file", "errors"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("screen").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
        return new SippLoad(process, folder);
    }

    /** Waits for the last call and returns what was counted. */
    Counts await() throws IOException, InterruptedException {
        if (!process.waitFor(240, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Path statistics = folder.resolve("statistics.csv");
        if (!Files.exists(statistics)) {
            throw new IOException("SIPp made no call: " + Files.readString(folder.resolve("screen")));
        }
        List<String> lines = Files.readAllLines(statistics);
        String[] names = lines.getFirst().split(";", -1);
        String[] values = lines.getLast().split(";", -1);
        return new Counts(
                value(names, values, "SuccessfulCall(C)"),
                value(names, values, "FailedCall(C)"),
                value(names, values, "answered(C)"),
                value(names, values, "refused(C)"),
                value(names, values, "Retransmissions(C)"));
    }

    private static long value(String[] names, String[] values, String name) {
        int column = Arrays.asList(names).indexOf(name);
        return column < 0 ? 0 : Long.parseLong(values[column]);
    }

    /**
     * Milliseconds from each INVITE to what came of it, in order of size.
     *
     * @param what the scenario's name of that time: {@code answer} or {@code refusal}
     */
    double[] millisTo(String what) throws IOException {
        List<Double> times = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("_rtt.csv")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    String[] parts = line.split(";", -1);
                    if (parts.length >= 3 && parts[2].equals(what) && parts[1].matches("[0-9.]+")) {
                        times.add(Double.parseDouble(parts[1]));
                    }
                }
            }
        }
        return times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** The first things that went wrong, for people. */
    String errors() throws IOException {
        Path errors = folder.resolve("errors");
        if (!Files.exists(errors)) {
            return "";
        }
        String text = Files.readString(errors);
        return text.substring(0, Math.min(1_500, text.length()));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
