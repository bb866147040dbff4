package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the page says of the sound of a call, against a network that is good and one that loses. */
class CallQualityTest {

    private static final String ECHO = "+441632960001";
    private static final double LOSS = 0.15;

    private static void awaitBars(Tab tab, int bars) {
        Await.value(
                () -> bars + " bars; there are " + tab.attribute("quality", "data-bars"),
                Duration.ofSeconds(20),
                () -> tab.attribute("quality", "data-bars").filter(Integer.toString(bars)::equals));
    }

    @Test
    void aGoodCallHasFourBarsNoWarningAndFiguresBehindThem() throws IOException {
        try (Scene scene = Scene.open(GatewayFile.demo())) {
            Tab alice = scene.tab().signIn("alice", "alice");
            alice.dial(ECHO);
            alice.awaitCall("in-call");
            awaitBars(alice, 4);
            assertEquals(0, alice.count("quality-warning"));
            assertTrue(alice.text("quality").orElse("").contains("opus"));
            alice.click("quality");
            Await.value(
                    "the graphs",
                    Duration.ofSeconds(15),
                    () -> alice.count("quality-graph") == 6 ? Optional.of(6) : Optional.empty());
            alice.hangUp();
            alice.awaitEnded();
            scene.clear();
        }
    }

    @Test
    void aNetworkThatLosesIsNamedWithARemedyAndCostsBars() throws IOException {
        GatewayFile file = GatewayFile.demo();
        try (LosingRelay relay = new LosingRelay(file.browserPort(), LOSS);
                Scene scene = Scene.open(file)) {
            Tab alice =
                    scene.tab(new JsonObject().put("mediaPort", relay.port())).signIn("alice", "alice");
            alice.dial(ECHO);
            alice.awaitCall("in-call");
            String said = Await.value(
                    "a warning", Duration.ofSeconds(30), () -> alice.attribute("quality-warning", "data-warning"));
            assertEquals("network-loses", said);
            assertTrue(alice.text("quality-warning").orElse("").contains("router"));
            assertTrue(Integer.parseInt(alice.attribute("quality", "data-bars").orElseThrow()) < 4);
            alice.hangUp();
            alice.awaitEnded();
            scene.clear();
        }
    }
}
