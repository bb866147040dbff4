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
import picocli.CommandLine.ParameterException;
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

    private static void print(PrintWriter out, TrunkConfig trunk, List<RouteConfig> routes) {
        String numbers = routes.stream()
                .filter(route -> route.trunk().equals(trunk.name()))
                .map(RouteConfig::match)
                .collect(Collectors.joining(", "));
        out.println(trunk.name());
        out.println("  at       " + trunk.host() + ":" + trunk.port() + " over " + lower(trunk.transport()));
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
