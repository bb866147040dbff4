package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A real Chromium that loses 5 % of what it should hear makes up less of it when we send FEC and RED. */
class LossyBrowserTest {

    private static final String ECHO = "+441632960001";
    private static final double LOSS = 0.05;

    /** In these first packets Chromium's reports come, and we begin to act on them. */
    private static final int SETTLING_PACKETS = 500;

    private static final int MEASURED_PACKETS = 600;

    @Test
    void withFecAndRedLessSoundIsMadeUp() throws IOException {
        double unprotected = concealedShare("media { red = false, opus-encoder.fec = false }");
        double guarded = concealedShare("media { red = true, opus-encoder.fec = true }");
        String shares =
                "%.1f %% made up without FEC and RED, %.1f %% with them".formatted(100 * unprotected, 100 * guarded);
        assertTrue(unprotected > LOSS / 5, shares);
        assertTrue(guarded < unprotected, shares);
    }

    /** The share of samples that Chromium concealed in a call. */
    private static double concealedShare(String settings) throws IOException {
        GatewayFile file = GatewayFile.demo().with(settings);
        try (LosingRelay relay = new LosingRelay(file.browserPort(), LOSS);
                Scene scene = Scene.open(file)) {
            Tab alice =
                    scene.tab(new JsonObject().put("mediaPort", relay.port())).signIn("alice", "alice");
            alice.dial(ECHO);
            alice.awaitCall("in-call");
            JsonObject before = afterPackets(alice, SETTLING_PACKETS);
            JsonObject after = afterPackets(alice, before.getInteger("received") + MEASURED_PACKETS);
            alice.hangUp();
            alice.awaitEnded();
            scene.clear();
            return (after.getDouble("concealedSamples") - before.getDouble("concealedSamples"))
                    / (after.getDouble("totalSamples") - before.getDouble("totalSamples"));
        }
    }

    private static JsonObject afterPackets(Tab tab, int packets) {
        Await.until(
                packets + " packets in the browser",
                Duration.ofSeconds(90),
                () -> tab.stats().getInteger("received", 0) >= packets);
        return tab.stats();
    }
}
