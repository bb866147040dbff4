package dev.landline.gateway.cli;

import dev.landline.gateway.config.GatewayConfig;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Places a test call. */
@Command(
        name = "call",
        description = {
            "Places a test call through the trunk that the number is routed to, plays a tone, and reports what came back.",
            "It is a real call: whoever is called pays and is paid for it."
        },
        mixinStandardHelpOptions = true,
        version = LandlineCommand.VERSION)
final class CallCommand implements Callable<Integer> {

    private static final int LONGEST_SECONDS = 60;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Mixin
    private Caller caller;

    @Parameters(paramLabel = "NUMBER", description = "What is dialled, as a person types it.")
    private String number;

    @Option(
            names = "--trunk",
            paramLabel = "NAME",
            description = "Of several trunks that take the number, this one. Default: the first.")
    private Optional<String> trunk = Optional.empty();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "4",
            description = "How long the tone is played, 1 to 60. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Override
    public Integer call() throws InterruptedException {
        Quiet.logging();
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw new ParameterException(spec.commandLine(), "--seconds must be 1 to " + LONGEST_SECONDS);
        }
        Optional<GatewayConfig> read = config.read();
        if (read.isEmpty()) {
            return ExitCode.WRONG;
        }
        boolean good = TestCalls.place(read.get(), caller.of(read.get()), number, trunk, seconds, spec);
        return good ? ExitCode.GOOD : ExitCode.FAILED;
    }
}
