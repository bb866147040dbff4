package dev.landline.gateway.e2e;

import dev.landline.gateway.e2e.Scenario.Plays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run of a scenario against the gateway, with its partner at the other side: both must end as they say. */
final class ScenarioRun {

    private static final Duration LIMIT = Duration.ofSeconds(25);
    private static final Duration BIND = Duration.ofSeconds(15);

    private final SuiteGateway gateway;
    private final Scenario scenario;

    ScenarioRun(SuiteGateway gateway, Scenario scenario) {
        this.gateway = gateway;
        this.scenario = scenario;
    }

    /** One SIPp and what it wrote. */
    private record End(String name, Child child, Path folder) implements AutoCloseable {

        private String wrote(String file) {
            Path path = folder.resolve(file);
            try {
                return Files.exists(path) ? Files.readString(path) : "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String report() {
            return "---- " + name + " said:\n" + wrote("errors") + "\n" + wrote("messages");
        }

        @Override
        public void close() {
            child.close();
        }
    }

    /** Runs it; an {@link AssertionError} carries every message of both ends. */
    void assertGoesAsItSays() throws IOException {
        Optional<Path> partner = scenario.partner();
        if (partner.isEmpty()) {
            try (End only = start(scenario.file(), scenario.plays())) {
                assertBothEnd(List.of(only));
            }
            return;
        }
        boolean calls = scenario.plays() == Plays.CALLER;
        Path caller = calls ? scenario.file() : partner.get();
        Path called = calls ? partner.get() : scenario.file();
        try (End waits = start(called, Plays.CALLED)) {
            awaitBound(waits);
            try (End dials = start(caller, Plays.CALLER)) {
                assertBothEnd(List.of(dials, waits));
            }
        }
    }

    private static void assertBothEnd(List<End> ends) {
        for (End end : ends) {
            int code;
            try {
                code = end.child().exitCode(LIMIT);
            } catch (AssertionError late) {
                throw new AssertionError(late.getMessage() + reports(ends), late);
            }
            if (code != 0) {
                throw new AssertionError(end.name() + " ended with " + code + reports(ends));
            }
        }
    }

    private static String reports(List<End> ends) {
        return "\n" + String.join("\n", ends.stream().map(End::report).toList());
    }

    private End start(Path file, Plays plays) throws IOException {
        Path folder = Places.scratch("scenario");
        InetSocketAddress local = gateway.end(scenario, plays);
        String host = local.getAddress().getHostAddress();
        Sipp.Transport transport = scenario.transport(plays);
        InetSocketAddress sip = gateway.process().sip();
        String target = sip.getAddress().getHostAddress() + ":" + sip.getPort();
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", file.toString()));
        command.addAll(List.of("-i", host, "-p", String.valueOf(local.getPort()), "-t", transport.option()));
        command.addAll(List.of("-mi", host, "-m", "1", "-nostdin"));
        command.addAll(List.of("-d", String.valueOf(scenario.pause().toMillis())));
        command.addAll(List.of("-timeout", "20s", "-timeout_error", "-trace_err", "-trace_msg"));
        command.addAll(List.of("-error_file", folder.resolve("errors").toString()));
        command.addAll(List.of("-message_file", folder.resolve("messages").toString()));
        command.addAll(List.of("-key", "rtp_port", "6000", "-key", "payload_type", "0", "-key", "codec", "PCMU"));
        command.addAll(List.of("-key", "caller", scenario.caller(), "-key", "gateway", target));
        for (Iterator<String> words = scenario.words().iterator(); words.hasNext(); ) {
            command.addAll(List.of("-key", words.next(), words.next()));
        }
        if (file.equals(scenario.file())) {
            command.addAll(scenario.options());
        }
        command.addAll(List.of("-s", scenario.number()));
        if (plays == Plays.CALLER) {
            command.add(target);
        }
        String name = file.getFileName().toString();
        return new End(name, Child.start("sipp", folder, command), folder);
    }

    /** Waits until the called end listens: the kernel's own table says so, without touching the port. */
    private void awaitBound(End end) {
        InetSocketAddress local = gateway.end(scenario, Plays.CALLED);
        byte[] address = local.getAddress().getAddress();
        String entry = String.format(
                Locale.ROOT, "%02X%02X%02X%02X:%04X", address[3], address[2], address[1], address[0], local.getPort());
        Path table =
                Path.of("/proc/net", scenario.transport(Plays.CALLED).name().toLowerCase(Locale.ROOT));
        Await.value(() -> end.name() + " listens" + reports(List.of(end)), BIND, () -> {
            if (!end.child().running()) {
                throw new AssertionError(end.name() + " ended before it listened" + reports(List.of(end)));
            }
            try {
                return Files.readString(table).contains(entry) ? Optional.of(true) : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
