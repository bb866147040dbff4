package dev.landline.gateway.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of the command line to its end.
 *
 * @param output what it wrote, on both streams
 */
record CommandRun(int code, String output) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Runs it with a configuration, which the options name as the last ones. */
    static CommandRun of(Path folder, Path configuration, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(GatewayProcess.java());
        command.addAll(List.of(arguments));
        if (!List.of(arguments).contains("--help")) {
            command.addAll(List.of("--config", configuration.toString()));
        }
        try (Child child = Child.start("landline", folder, command)) {
            int code = child.exitCode(PATIENCE);
            return new CommandRun(code, child.log());
        }
    }
}
