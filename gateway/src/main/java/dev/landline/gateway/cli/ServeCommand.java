package dev.landline.gateway.cli;

import dev.landline.gateway.Gateway;
import dev.landline.gateway.StartFailure;
import dev.landline.gateway.config.GatewayConfig;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts the gateway in the foreground. */
@Command(
        name = "serve",
        description = "Starts the gateway in the foreground; Ctrl-C stops it.",
        mixinStandardHelpOptions = true,
        version = LandlineCommand.VERSION)
final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() throws InterruptedException {
        Optional<GatewayConfig> read = config.read();
        return read.isEmpty() ? ExitCode.WRONG : serve(spec, read.get());
    }

    static int serve(CommandSpec spec, GatewayConfig config) throws InterruptedException {
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
            return ExitCode.GOOD;
        } catch (StartFailure e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Landline cannot start: " + e.getMessage());
            err.flush();
            return ExitCode.FAILED;
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
            gateway.people()
                    .forEach(account -> out.println("  " + account.user() + "  password " + account.password() + "  ("
                            + account.displayName() + ", " + account.callerId().orElse("no number") + ")"));
            out.println("Dial:");
            gateway.demoNumbers().forEach(number -> out.println("  " + number));
            out.println("Sign in as the other person in a second window to call each other.");
            out.println("A page with the click-to-call widget: " + gateway.pageAddress() + "widget-demo.html");
        }
        out.println();
        out.flush();
    }
}
