package dev.landline.bench.signalling;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway in a process of its own, started as {@code ./run} starts it. */
final class GatewayUnderLoad implements AutoCloseable {

    static final int SIP_PORT = 15_060;
    private static final int ADMIN_PORT = 19_090;
    private static final int HTTP_PORT = 18_080;

    private final Process process;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private GatewayUnderLoad(Process process) {
        this.process = process;
    }

    /**
     * Starts it and waits until it is ready. LANDLINE_JAVA_OPTIONS adds options of its Java machine.
     *
     * @param trunksAndRoutes configuration inside {@code landline}
     */
    static GatewayUnderLoad start(String trunksAndRoutes) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("landline-load-");
        Path file = Files.writeString(folder.resolve("landline.conf"), """
                landline {
                  http.port = %d
                  admin.port = %d
                  sip {
                    address = "127.0.0.1", udp-port = %d, tcp-port = %d
                    admission.trunk-rate = 100000
                  }
                  calls { max-calls = 4000, ring-timeout = 5s }
                  media { address = "127.0.0.1", trunk-ports { first = 30000, last = 59999 }, max-bridges = 8000 }
                  %s
                }
                """.formatted(
                        HTTP_PORT, ADMIN_PORT, SIP_PORT, SIP_PORT, trunksAndRoutes));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseZGC",
                "-Xmx1g"));
        String options = System.getenv().getOrDefault("LANDLINE_JAVA_OPTIONS", "");
        if (!options.isBlank()) {
            command.addAll(List.of(options.strip().split("\\s+", -1)));
        }
        command.addAll(List.of("-cp", System.getProperty("landline.gateway"), "dev.landline.gateway.Main"));
        command.addAll(List.of("--config", file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
        GatewayUnderLoad gateway = new GatewayUnderLoad(process);
        for (int i = 0; i < 400; i++) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The gateway ended: " + Files.readString(folder.resolve("log")));
            }
            if (gateway.get("/readyz").startsWith("200")) {
                return gateway;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("The gateway did not get ready");
    }

    private String get(String path) throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + ADMIN_PORT + path);
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + "\n" + response.body();
        } catch (IOException e) {
            return "";
        }
    }

    /** The sum of all series of a metric whose labels contain these words. */
    double metric(String name, String label) throws InterruptedException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** CPU seconds the process has used. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1_000.0;
    }

    /** Collects garbage, so that the heap in use is what is alive. */
    void collectGarbage() throws IOException, InterruptedException {
        jcmd("GC.run");
    }

    /** The bytes that objects of each class take in the live heap. */
    Map<String, Long> liveBytesByClass() throws IOException, InterruptedException {
        Map<String, Long> bytes = new HashMap<>();
        // "   1:   81374   6512328  [B (java.base@25)"
        Matcher row =
                Pattern.compile("(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)").matcher(jcmd("GC.class_histogram"));
        while (row.find()) {
            bytes.merge(row.group(2), Long.parseLong(row.group(1)), Long::sum);
        }
        return bytes;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
