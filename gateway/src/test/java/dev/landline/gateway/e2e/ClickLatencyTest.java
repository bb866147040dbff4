package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How long people wait after a click on "Call", behind a STUN server that never answers: it must not hold up the offer. The
 * figures are printed and written to target/e2e; a busy machine says nothing about them, so none is asserted.
 */
class ClickLatencyTest {

    private static final int CALLS = 20;

    /** The test line of the demo's telephone network: it rings for a tenth of a second. */
    private static final String MILLIWATT = "+441632960002";

    private static final double MILLIWATT_HERTZ = 1004;

    /** The gateway itself answers at once and plays back what it hears. */
    private static final String ECHO = "*43";

    private static final List<String> STEPS = List.of("invite", "answer", "connected", "sound");

    /** A port pair rests for a while before the next call gets it, and here one call follows the other. */
    private static String manyPorts() {
        int first = Ports.range(100);
        return "media.trunk-ports { first = %d, last = %d }".formatted(first, first + 99);
    }

    private static JsonObject call(Tab alice, String number, double hertz) {
        alice.dial(number);
        alice.awaitCall("in-call");
        JsonObject times = Await.value(
                "sound",
                Duration.ofSeconds(15),
                () -> Optional.of(alice.times()).filter(noted -> noted.containsKey("sound")));
        Await.until(
                "a tone of " + hertz + " Hz",
                Duration.ofSeconds(15),
                () -> alice.tone()
                        .filter(tone -> Math.abs(tone.hertz() - hertz) <= 2 && tone.purity() > 0.98)
                        .isPresent());
        alice.hangUp();
        alice.awaitEnded();
        alice.click("dismiss");
        return times;
    }

    private static double median(List<JsonObject> calls, String step) {
        double[] sorted = calls.stream()
                .mapToDouble(times -> times.getDouble(step))
                .sorted()
                .toArray();
        return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }

    private static String figures(String what, List<JsonObject> calls) {
        return STEPS.stream()
                .map(step -> "%s %.0f ms".formatted(step, median(calls, step)))
                .collect(Collectors.joining(", ", "click latency, " + what + ", median of " + CALLS + ": ", ""));
    }

    /** The first call of a page loads code and opens devices; the others are what people meet all day. */
    private static List<JsonObject> warmCalls(Tab alice, String number, double hertz) {
        call(alice, number, hertz);
        List<JsonObject> calls = Stream.generate(() -> call(alice, number, hertz))
                .limit(CALLS)
                .collect(Collectors.toCollection(ArrayList::new));
        assertEquals(CALLS, calls.size());
        assertTrue(
                calls.stream().allMatch(times -> STEPS.stream().allMatch(times::containsKey)),
                () -> "each call has all figures: " + calls);
        return calls;
    }

    @Test
    void everyCallHasSoundThoughTheStunServerNeverAnswersAndItsFiguresAreWrittenDown() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Scene scene = Scene.open(GatewayFile.demo()
                        .with(manyPorts())
                        .with("turn.urls = [\"stun:127.0.0.1:%d\"]".formatted(silent.getLocalPort())))) {
            Tab alice = scene.tab(new JsonObject().put("times", true)).signIn("alice", "alice");
            String figures = figures("demo network", warmCalls(alice, MILLIWATT, MILLIWATT_HERTZ))
                    + "\n"
                    + figures("echo", warmCalls(alice, ECHO, Browser.MICROPHONE_HERTZ))
                    + "\n";
            System.out.print(figures);
            Path file = Places.reports().resolve("click-latency.txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, figures, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            silent.setSoTimeout(1);
            silent.receive(new DatagramPacket(new byte[1500], 1500)); // The page did ask it.
            scene.clear();
        }
    }
}
