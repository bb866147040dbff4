package dev.landline.gateway.cli;

import dev.landline.gateway.config.ConfigReader;
import dev.landline.gateway.config.ConfigResult;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.config.Mistake;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The configuration that a command works with. */
final class ConfigOption {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:LANDLINE_CONFIG}",
            description = "The configuration (HOCON). Default: what the environment variable LANDLINE_CONFIG names.")
    private Path file;

    /** Reads it; mistakes and warnings are printed, and with mistakes there is no configuration. */
    Optional<GatewayConfig> read() {
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--config=FILE'");
        }
        PrintWriter err = spec.commandLine().getErr();
        return switch (ConfigReader.read(file)) {
            case ConfigResult.Invalid(List<Mistake> mistakes) -> {
                err.println("The configuration has "
                        + (mistakes.size() == 1 ? "a mistake:" : mistakes.size() + " mistakes:"));
                mistakes.forEach(mistake -> err.println("  " + mistake));
                err.flush();
                yield Optional.empty();
            }
            case ConfigResult.Valid(GatewayConfig config, List<Mistake> warnings) -> {
                warnings.forEach(warning -> err.println("Warning: " + warning));
                err.flush();
                yield Optional.of(config);
            }
        };
    }
}
