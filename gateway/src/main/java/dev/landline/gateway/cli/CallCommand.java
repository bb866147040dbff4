package dev.landline.gateway.cli;

import dev.landline.gateway.call.CallFailure;
import dev.landline.gateway.call.CallPreview;
import dev.landline.gateway.call.CallPreview.Outcome;
import dev.landline.gateway.call.CallPreview.Way;
import dev.landline.gateway.call.TestCall.Result;
import dev.landline.gateway.config.GatewayConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
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
        TrunkLookup trunks = new TrunkLookup(read.get());
        PrintWriter out = spec.commandLine().getOut();
        Outcome outcome = new CallPreview(read.get(), trunks::target).of(caller.of(read.get()), number);
        return switch (outcome) {
            case Outcome.Refused(CallFailure failure) -> {
                out.println(number + " is refused here: " + failure.sentence() + " (" + failure.sipStatus() + ")");
                out.flush();
                yield ExitCode.FAILED;
            }
            case Outcome.Rings(String called) -> {
                out.println(number + " rings the pages of " + called + "; there is no trunk to test");
                out.flush();
                yield ExitCode.FAILED;
            }
            case Outcome.Goes(String _, List<Way> ways) -> place(read.get(), trunks, chosen(ways));
        };
    }

    private Way chosen(List<Way> ways) {
        return ways.stream()
                .filter(way -> trunk.isEmpty() || way.trunk().equals(trunk.get()))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "The number does not go to trunk '" + trunk.orElseThrow() + "'; it goes to "
                                + String.join(
                                        ", ", ways.stream().map(Way::trunk).toList())));
    }

    private int place(GatewayConfig read, TrunkLookup trunks, Way way) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Calling " + number + " through trunk " + way.trunk() + ":");
        try (TestBench bench = TestBench.open(read, trunks, way.trunk())) {
            Result result = bench.call(way, Duration.ofSeconds(seconds), line -> {
                out.println("  " + line);
                out.flush();
            });
            boolean good = CallReport.print(out, result);
            out.flush();
            return good ? ExitCode.GOOD : ExitCode.FAILED;
        } catch (TestBench.Unavailable e) {
            out.println(e.getMessage());
            out.flush();
            return ExitCode.FAILED;
        }
    }
}
