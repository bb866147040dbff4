package dev.landline.gateway.cli;

import dev.landline.gateway.call.CallFailure;
import dev.landline.gateway.call.CallPreview;
import dev.landline.gateway.call.CallPreview.Outcome;
import dev.landline.gateway.call.CallPreview.Way;
import dev.landline.gateway.config.GatewayConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Test calls as commands place them. */
final class TestCalls {

    private TestCalls() {}

    /**
     * Places one and prints what happens. True when it was answered and sound came back.
     *
     * @param trunk of several that take the number, this one; empty is the first
     */
    static boolean place(
            GatewayConfig config, String user, String number, Optional<String> trunk, int seconds, CommandSpec spec)
            throws InterruptedException {
        TrunkLookup trunks = new TrunkLookup(config);
        PrintWriter out = spec.commandLine().getOut();
        Outcome outcome = new CallPreview(config, trunks).of(user, number);
        boolean good = switch (outcome) {
            case Outcome.Refused(CallFailure failure) -> {
                out.println(number + " is refused here: " + failure.sentence() + " (" + failure.sipStatus() + ")");
                yield false;
            }
            case Outcome.Rings(String called) -> {
                out.println(number + " rings the pages of " + called + "; there is no trunk to test");
                yield false;
            }
            case Outcome.Goes(String _, List<Way> ways) ->
                place(config, trunks, chosen(ways, trunk, spec), number, seconds, out);
        };
        out.flush();
        return good;
    }

    private static Way chosen(List<Way> ways, Optional<String> trunk, CommandSpec spec) {
        return ways.stream()
                .filter(way -> trunk.isEmpty() || way.trunk().equals(trunk.get()))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "The number does not go to trunk '" + trunk.orElseThrow() + "'; it goes to "
                                + String.join(
                                        ", ", ways.stream().map(Way::trunk).toList())));
    }

    private static boolean place(
            GatewayConfig config, TrunkLookup trunks, Way way, String number, int seconds, PrintWriter out)
            throws InterruptedException {
        out.println("Calling " + number + " through trunk " + way.trunk() + ":");
        out.flush();
        try (TestBench bench = TestBench.open(config, trunks, way.trunk())) {
            return CallReport.print(out, bench.call(way, Duration.ofSeconds(seconds), line -> {
                out.println("  " + line);
                out.flush();
            }));
        } catch (TestBench.Unavailable e) {
            out.println(e.getMessage());
            return false;
        }
    }
}
