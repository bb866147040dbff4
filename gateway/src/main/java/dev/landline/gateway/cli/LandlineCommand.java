package dev.landline.gateway.cli;

import dev.landline.gateway.config.GatewayConfig;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command line. Without a command it starts the gateway, as {@code serve} does. Exit codes: 0 good, 1 something does
 * not work, 2 the command or the configuration is wrong.
 */
@Command(
        name = "landline",
        description = "Lets browser pages make and take telephone calls through a PBX or carrier.",
        mixinStandardHelpOptions = true,
        version = LandlineCommand.VERSION,
        subcommands = {
            ServeCommand.class,
            TrunkCommand.class,
            ExplainCommand.class,
            CallCommand.class,
            ConfigCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 good; 1 something does not work (cannot start, a call is refused, a trunk does not answer);"
                    + " 2 the command or the configuration is wrong."
        })
public final class LandlineCommand implements Callable<Integer> {

    static final String VERSION = "Landline 0.1.0";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--check", description = "Read the configuration, say what is wrong with it, and stop.")
    private boolean checkOnly;

    /** Carries a command line out and returns the exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new LandlineCommand())
                .setExecutionExceptionHandler((failure, commandLine, _) -> {
                    PrintWriter err = commandLine.getErr();
                    err.println("Landline failed: " + (failure.getMessage() == null ? failure : failure.getMessage()));
                    err.flush();
                    return ExitCode.FAILED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<GatewayConfig> read = config.read();
        if (read.isEmpty()) {
            return ExitCode.WRONG;
        }
        return checkOnly ? ConfigCommand.approve(spec) : ServeCommand.serve(spec, read.get());
    }
}
