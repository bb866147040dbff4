package dev.landline.gateway.e2e;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real Chromium whose microphone plays a tone for ever. It is driven by a Node program through lines of JSON; one
 * browser serves all tests of a class, each with tabs of its own.
 */
final class Browser implements AutoCloseable {

    /** The tone that every tab's microphone plays. */
    static final double MICROPHONE_HERTZ = 1000;

    static final double MICROPHONE_AMPLITUDE = 0.5;

    private static final int COMMAND_SECONDS = 30;

    private final Process process;
    private final Writer commands;
    private final Path log;
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger tabs = new AtomicInteger();

    private Browser(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("browser-answers").start(this::readAnswers);
    }

    static Browser start() throws IOException {
        return start(List.of());
    }

    /** @param inside what comes before the command, such as that which enters a network namespace */
    static Browser start(List<String> inside) throws IOException {
        Path folder = Places.scratch("browser");
        Path microphone = folder.resolve("microphone.wav");
        Wav.sine(48_000, MICROPHONE_HERTZ, MICROPHONE_AMPLITUDE, 5).write(microphone);
        Path log = folder.resolve("browser.log");
        CompletableFuture<JsonObject> ready = new CompletableFuture<>();
        List<String> command = new ArrayList<>(inside);
        command.addAll(List.of(
                "node", Places.driver().toString(), Places.softphone().toString(), chromium(), microphone.toString()));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
        Browser browser = new Browser(process, log);
        browser.waiting.put(0, ready);
        browser.ids.set(1);
        browser.result(ready, "launch");
        return browser;
    }

    private static String chromium() {
        return List.of("chromium", "chromium-browser", "google-chrome").stream()
                .flatMap(name -> List.of("/usr/bin", "/usr/local/bin").stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Chromium is installed: ./verify installs it"));
    }

    /** A new tab in a browser profile of its own. */
    Tab open(String url) {
        return open(url, "profile-" + tabs.get(), new JsonObject());
    }

    /**
     * A new tab.
     *
     * @param profile tabs with the same one share storage and cookies
     * @param wishes what page-ears.js shall do besides listening
     */
    Tab open(String url, String profile, JsonObject wishes) {
        int tab = tabs.incrementAndGet();
        call(
                "open",
                new JsonObject()
                        .put("tab", tab)
                        .put("url", url)
                        .put("inContext", profile)
                        .put("ignoreHttpsErrors", url.startsWith("https:"))
                        .put("wishes", wishes));
        return new Tab(this, tab);
    }

    /** One command and its answer; a refusal of the browser is a failure of the test. */
    Object call(String command, JsonObject parameters) {
        int id = ids.getAndIncrement();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            synchronized (commands) {
                commands.write(
                        parameters.copy().put("id", id).put("command", command).encode() + "\n");
                commands.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the browser is gone: " + errors(), e);
        }
        return result(answer, command + " " + parameters);
    }

    private Object result(CompletableFuture<JsonObject> answer, String what) {
        try {
            JsonObject reply = answer.get(COMMAND_SECONDS, TimeUnit.SECONDS);
            if (reply.containsKey("error")) {
                throw new AssertionError(what + ": " + reply.getString("error"));
            }
            return reply.getValue("result");
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("no answer of the browser to " + what + ": " + errors(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted in " + what, e);
        }
    }

    private void readAnswers() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonObject answer = new JsonObject(line);
                CompletableFuture<JsonObject> waiter = waiting.remove(answer.getInteger("id"));
                if (waiter != null) {
                    waiter.complete(answer);
                }
            }
        } catch (IOException e) {
            // The process has ended; whoever waits is told below.
        }
        waiting.values().forEach(waiter -> waiter.completeExceptionally(new IOException("the browser has ended")));
    }

    private String errors() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
