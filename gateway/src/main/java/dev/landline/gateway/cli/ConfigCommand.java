package dev.landline.gateway.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be said about the configuration. */
@Command(
        name = "config",
        description = "Looks at the configuration.",
        mixinStandardHelpOptions = true,
        version = LandlineCommand.VERSION)
final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
    }

    @Command(
            name = "check",
            description = "Reads the configuration and says, all at once, what is wrong with it.",
            mixinStandardHelpOptions = true,
            version = LandlineCommand.VERSION)
    int check(@Mixin ConfigOption config) {
        return config.read().isPresent() ? approve(spec) : ExitCode.WRONG;
    }

    static int approve(CommandSpec spec) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("The configuration is good.");
        out.flush();
        return ExitCode.GOOD;
    }
}
