package dev.landline.gateway.cli;

import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.config.RouteConfig;
import dev.landline.gateway.config.TrunkConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What concerns the trunks of the configuration. */
@Command(
        name = "trunk",
        description = "Looks at trunks.",
        mixinStandardHelpOptions = true,
        version = LandlineCommand.VERSION)
final class TrunkCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }

    @Command(
            name = "list",
            description = "Lists the trunks of the configuration and the numbers that go to each.",
            mixinStandardHelpOptions = true,
            version = LandlineCommand.VERSION)
    int list(@Mixin ConfigOption config) {
        Optional<GatewayConfig> read = config.read();
        if (read.isEmpty()) {
            return ExitCode.WRONG;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (read.get().trunks().isEmpty()) {
            out.println("The configuration has no trunks.");
        }
        read.get().trunks().values().stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .forEach(trunk -> print(out, trunk, read.get().routes()));
        out.flush();
        return ExitCode.GOOD;
    }

    @Command(
            name = "doctor",
            description = {
                "Walks the way to a trunk: DNS, connection, TLS, OPTIONS, REGISTER and, with --call, a test call.",
                "Says of each step what was tried, what came back, and what to change."
            },
            mixinStandardHelpOptions = true,
            version = LandlineCommand.VERSION)
    int doctor(
            @Mixin ConfigOption config,
            @Mixin Caller caller,
            @Parameters(paramLabel = "NAME", description = "The trunk's name in the configuration.") String name,
            @Option(
                            names = "--call",
                            paramLabel = "NUMBER",
                            description = "Also place a test call to this number, through this trunk.")
                    Optional<String> number)
            throws InterruptedException {
        Quiet.logging();
        Optional<GatewayConfig> read = config.read();
        if (read.isEmpty()) {
            return ExitCode.WRONG;
        }
        TrunkConfig trunk = read.get().trunks().get(name);
        if (trunk == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no trunk '" + name + "'; there are: "
                            + String.join(
                                    ", ",
                                    read.get().trunks().keySet().stream()
                                            .sorted()
                                            .toList()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Trunk " + name + ": " + trunk.host() + ":" + trunk.portOrUsual() + " over "
                + lower(trunk.transport()));
        long failed = new TrunkDoctor(read.get(), trunk, new TrunkLookup(read.get()), step -> step.print(out))
                .examine().stream().filter(Step::isBad).count();
        if (number.isEmpty()) {
            Step.skipped("Call", "not tried: add --call NUMBER, with a number that somebody answers")
                    .print(out);
        } else if (!TestCalls.place(read.get(), caller.of(read.get()), number.get(), Optional.of(name), 4, spec)) {
            failed++;
        }
        out.println(failed == 0 ? "Nothing wrong was found." : "What is marked FAIL has to be mended first.");
        out.flush();
        return failed == 0 ? ExitCode.GOOD : ExitCode.FAILED;
    }

    private static void print(PrintWriter out, TrunkConfig trunk, List<RouteConfig> routes) {
        String numbers = routes.stream()
                .filter(route -> route.leadsTo(trunk.name()))
                .map(RouteConfig::match)
                .collect(Collectors.joining(", "));
        out.println(trunk.name());
        out.println("  at       " + trunk.host() + ":" + trunk.portOrUsual() + " over " + lower(trunk.transport()));
        out.println("  login    "
                + trunk.signalling().credentials().map(known -> known.user()).orElse("none"));
        out.println("  sound    "
                + trunk.sound().codecs().stream().map(TrunkCommand::lower).collect(Collectors.joining(", "))
                + "; srtp " + lower(trunk.sound().srtp()));
        out.println("  numbers  " + (numbers.isEmpty() ? "none: no route names it" : numbers));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
