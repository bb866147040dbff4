package dev.landline.gateway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where things lie in the repository, whoever starts the tests and from where. */
final class Places {

    private static final Path SCRATCH = makeScratch();

    private Places() {}

    /** A new folder for one process's files; it goes away with the tests. */
    static Path scratch(String name) throws IOException {
        return Files.createTempDirectory(SCRATCH, name + "-");
    }

    private static Path makeScratch() {
        try {
            Path folder = Files.createTempDirectory("landline-e2e-");
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // A process that is just ending may still have written there; the system clears its folder some day.
        }
    }

    /** The folder of the gateway module; Surefire names it. */
    static Path gatewayModule() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    }

    static Path repository() {
        return gatewayModule().getParent();
    }

    static Path driver() {
        return gatewayModule().resolve("src/test/e2e/browser.mjs");
    }

    /** Where playwright-core is installed. */
    static Path softphone() {
        return repository().resolve("web-softphone");
    }

    /** Screenshots of failures. */
    static Path reports() {
        return gatewayModule().resolve("target/e2e");
    }
}
