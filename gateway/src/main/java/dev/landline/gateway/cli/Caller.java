package dev.landline.gateway.cli;

import dev.landline.gateway.config.GatewayConfig;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** As whom a command calls. */
final class Caller {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--from", paramLabel = "USER", description = "The account that calls. Default: the first by name.")
    private Optional<String> user = Optional.empty();

    /** The account's user name. */
    String of(GatewayConfig config) {
        if (user.isPresent() && !config.accounts().containsKey(user.get())) {
            throw new ParameterException(
                    spec.commandLine(), "There is no account '" + user.get() + "'; there are: " + names(config));
        }
        return user.or(() -> config.accounts().keySet().stream().sorted().findFirst())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "The configuration has no accounts, and every call is somebody's"));
    }

    private static String names(GatewayConfig config) {
        return String.join(", ", config.accounts().keySet().stream().sorted().toList());
    }
}
