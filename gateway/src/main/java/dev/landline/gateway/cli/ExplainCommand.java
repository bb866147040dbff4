package dev.landline.gateway.cli;

import dev.landline.gateway.call.CallFailure;
import dev.landline.gateway.call.CallPreview;
import dev.landline.gateway.call.CallPreview.Outcome;
import dev.landline.gateway.call.CallPreview.Way;
import dev.landline.gateway.config.GatewayConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what would become of a call. */
@Command(
        name = "explain",
        description = {
            "Shows what would become of a call: the trunk, the headers and the SDP, or why it is refused.",
            "Nothing is sent; only the trunk's name is looked up."
        },
        mixinStandardHelpOptions = true,
        version = LandlineCommand.VERSION)
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Mixin
    private Caller caller;

    @Parameters(paramLabel = "NUMBER", description = "What is dialled, as a person types it.")
    private String number;

    @Override
    public Integer call() {
        Quiet.logging();
        Optional<GatewayConfig> read = config.read();
        return read.isEmpty() ? ExitCode.WRONG : explain(read.get());
    }

    private int explain(GatewayConfig read) {
        PrintWriter out = spec.commandLine().getOut();
        String user = caller.of(read);
        TrunkLookup trunks = new TrunkLookup(read);
        out.println(number + ", dialled by " + user);
        Outcome outcome = new CallPreview(read, trunks).of(user, number);
        int code = switch (outcome) {
            case Outcome.Refused(CallFailure failure) -> {
                out.println("  is refused: " + failure.sentence() + " (" + failure.sipStatus() + ", Q.850 cause "
                        + failure.q850() + ", " + failure.code() + ")");
                yield ExitCode.FAILED;
            }
            case Outcome.Rings(String called) -> {
                out.println("  rings the pages of " + called + "; no trunk is used");
                yield ExitCode.GOOD;
            }
            case Outcome.Goes(String understood, List<Way> ways) -> {
                out.println("  is understood as " + understood);
                ways.forEach(way -> print(out, way, ways.indexOf(way)));
                yield ExitCode.GOOD;
            }
        };
        out.flush();
        return code;
    }

    private static void print(PrintWriter out, Way way, int index) {
        out.println();
        out.println((index == 0 ? "It goes to trunk " : "If that fails, to trunk ") + way.trunk() + " at "
                + way.target().getAddress().getHostAddress() + ":"
                + way.target().getPort() + ":");
        out.println();
        way.invite().lines().forEach(line -> out.println(line.isEmpty() ? "" : "    " + line));
    }
}
