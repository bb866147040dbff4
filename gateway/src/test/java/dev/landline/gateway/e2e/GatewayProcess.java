package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The real gateway in a process of its own, started as {@code ./run} starts it, on free ports of loopback. */
final class GatewayProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(40);
    private static final Duration STOP = Duration.ofSeconds(15);

    /** What a Java machine that got SIGTERM returns after its orderly end. */
    private static final int TERMINATED = 128 + 15;

    private final Child child;
    private final GatewayFile file;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private GatewayProcess(Child child, GatewayFile file) {
        this.child = child;
        this.file = file;
    }

    /** Starts it and waits until {@code /readyz} says yes. */
    static GatewayProcess start(GatewayFile file) throws IOException {
        Path folder = Places.scratch("gateway");
        Path configuration = folder.resolve("landline.conf");
        Files.writeString(configuration, file.text());
        List<String> command = new ArrayList<>(file.inside());
        command.addAll(java());
        command.addAll(List.of("--config", configuration.toString()));
        GatewayProcess gateway = new GatewayProcess(Child.start("gateway", folder, command), file);
        Await.until("the gateway is ready:\n" + gateway.log(), START, gateway::readyOrDead);
        return gateway;
    }

    /** How what ships is started; its arguments follow. */
    static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-ea",
                "-Xmx512m",
                "-cp",
                classPath(),
                "dev.landline.gateway.Main");
    }

    /** Surefire's class path without the tests': what ships. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private boolean readyOrDead() {
        if (!child.running()) {
            throw new AssertionError("the gateway ended instead of starting:\n" + child.tail());
        }
        try {
            return get("/readyz").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) {
        URI uri = URI.create("http://" + file.address() + ":" + file.adminPort() + path);
        try {
            return client.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The softphone's address. */
    String page() {
        return file.page();
    }

    /** host:port of the web server. */
    String authority() {
        return URI.create(file.page()).getAuthority();
    }

    InetSocketAddress sip() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), file.sipPort());
    }

    String metrics() {
        return get("/metrics").body();
    }

    /** The sum of a metric's series that carry these words in their labels, such as {@code reason="origin"}. */
    double metric(String name, String... labels) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Waits until the metric has grown by at least one. */
    void awaitGrowth(double before, String name, String... labels) {
        Await.until(
                name + Arrays.toString(labels) + " above " + before,
                Duration.ofSeconds(8),
                () -> metric(name, labels) > before);
    }

    String log() {
        return child.log();
    }

    /** SIGTERM; it must end soon, orderly, and without having met a bug. */
    void stop() {
        child.terminate();
        assertEquals(TERMINATED, child.exitCode(STOP), child::tail);
        assertFalse(log().contains("Exception in thread"), child::tail);
    }

    @Override
    public void close() {
        child.close();
    }
}
