package dev.landline.gateway;

import dev.landline.gateway.admin.Logging;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.ConfigReader;
import dev.landline.gateway.config.ConfigResult;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.config.Mistake;
import dev.landline.gateway.demo.DemoNumbers;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the gateway from the command line. Exit codes: 0 stopped, 1 could not start, 2 the configuration is wrong. */
@Command(
        name = "landline",
        description = "Lets browser pages make and take telephone calls through a PBX or carrier.",
        mixinStandardHelpOptions = true,
        version = "Landline 0.1.0")
public final class Main implements Callable<Integer> {

    private static final int STOPPED = 0;
    private static final int CANNOT_START = 1;
    private static final int WRONG_CONFIGURATION = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration (HOCON).")
    private Path configFile;

    @Option(names = "--check", description = "Read the configuration, say what is wrong with it, and stop.")
    private boolean checkOnly;

    public static void main(String[] arguments) {
        Logging.bridge();
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        return switch (ConfigReader.read(configFile)) {
            case ConfigResult.Invalid(List<Mistake> mistakes) -> complain(mistakes);
            case ConfigResult.Valid(GatewayConfig config, List<Mistake> warnings) -> {
                warn(warnings);
                yield checkOnly ? approve() : serve(config);
            }
        };
    }

    private int complain(List<Mistake> mistakes) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("The configuration has " + (mistakes.size() == 1 ? "a mistake:" : mistakes.size() + " mistakes:"));
        mistakes.forEach(mistake -> err.println("  " + mistake));
        err.flush();
        return WRONG_CONFIGURATION;
    }

    private void warn(List<Mistake> warnings) {
        PrintWriter err = spec.commandLine().getErr();
        warnings.forEach(warning -> err.println("Warning: " + warning));
        err.flush();
    }

    private int approve() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("The configuration is good.");
        out.flush();
        return STOPPED;
    }

    private int serve(GatewayConfig config) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Gateway gateway = Gateway.start(config);
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                        out.println("Stopping: saying goodbye on every call ...");
                        out.flush();
                        gateway.close();
                        stopped.countDown();
                    }));
            announce(out, config, gateway);
            stopped.await();
            return STOPPED;
        } catch (StartFailure e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Landline cannot start: " + e.getMessage());
            err.flush();
            return CANNOT_START;
        }
    }

    private static void announce(PrintWriter out, GatewayConfig config, Gateway gateway) {
        long sinceJvmStart = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        out.println();
        out.println("Landline is ready: " + gateway.pageAddress());
        out.println("  (" + sinceJvmStart + " ms after the start of the process; stop it with Ctrl-C)");
        if (config.demo().enabled()) {
            out.println();
            out.println("Sign in as:");
            config.accounts().values().stream()
                    .sorted(Comparator.comparing(AccountConfig::user))
                    .forEach(account -> out.println("  " + account.user() + "  password " + account.password() + "  ("
                            + account.displayName() + ", " + account.callerId().orElse("no number") + ")"));
            out.println("Dial:");
            DemoNumbers.published()
                    .forEach(number ->
                            out.println("  " + number.number() + "  " + number.title() + ": " + number.description()));
            out.println("Sign in as the other person in a second window to call each other.");
        }
        out.println();
        out.flush();
    }
}
