package dev.landline.gateway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A child process whose output goes to a file. It never outlives the test that started it. */
final class Child implements AutoCloseable {

    private static final int TAIL_LINES = 40;

    private final Process process;
    private final Path log;
    private final String name;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static Child start(String name, Path folder, List<String> command) throws IOException {
        return start(
                name,
                folder,
                command,
                ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }

    /** One that is told what to do line by line. */
    static Child listening(String name, Path folder, List<String> command) throws IOException {
        return start(name, folder, command, ProcessBuilder.Redirect.PIPE);
    }

    private static Child start(String name, Path folder, List<String> command, ProcessBuilder.Redirect input)
            throws IOException {
        Path log = Files.createTempFile(folder, name + "-", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(input)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
        return new Child(name, process, log);
    }

    /** Writes a line to one that listens. */
    void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " takes no orders:\n" + tail(), e);
        }
    }

    boolean running() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines it wrote, for a failure's words. */
    String tail() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /** Waits for the end and returns the exit code. */
    int exitCode(Duration atMost) {
        return Await.value(
                () -> name + " still runs; it wrote:\n" + tail(),
                atMost,
                () -> process.isAlive() ? Optional.empty() : Optional.of(process.exitValue()));
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
