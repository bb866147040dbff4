package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramSocket;
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
            assertEquals(Optional.empty(), alice.text("quality-warning"));
            assertTrue(alice.text("quality").orElse("").contains("opus"));
            alice.click("quality");
            Await.value(
                    "the graphs",
                    Duration.ofSeconds(15),
                    () -> alice.count("quality-graph") == 12 ? Optional.of(12) : Optional.empty());
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

    @Test
    void aCarrierThatSendsNoSoundIsNamedByTheGatewayWithTheNumberOfTheCatalogue() throws Exception {
        FarEnd end = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);
        // Nothing sends from there.
        try (DatagramSocket silent = new DatagramSocket(0, end.address().getAddress());
                Scene scene = Scene.open(new GatewayFile().trunk(end));
                Sipp sipp = Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                        .on(end.address(), Sipp.Transport.UDP)
                        .soundAt(silent.getLocalPort(), Law.PCMU)
                        .start()) {
            Tab alice = scene.signedIn("alice");
            alice.dial(end.number());
            alice.awaitCall("in-call");
            String said = Await.value(
                    "a warning",
                    Duration.ofSeconds(40),
                    () -> alice.attribute("quality-warning", "data-warning").filter("gw-carrier-silent"::equals));
            String words = alice.text("quality-warning").orElse("");
            assertTrue(words.contains("The carrier sends no sound") && words.contains("3018"), said + ": " + words);
            alice.click("quality");
            alice.awaitCount("far-quality", 1);
            Await.value(
                    "graphs of both legs",
                    Duration.ofSeconds(15),
                    () -> alice.count("quality-graph") == 12 ? Optional.of(12) : Optional.empty());
            alice.hangUp();
            sipp.assertSucceeds();
            scene.clear();
        }
    }
}
