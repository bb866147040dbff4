package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls that ring while the page is behind other windows, and the page without a network. */
class NotificationTest {

    private static final JsonObject BEHIND = new JsonObject().put("hidden", true);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile());
    }

    @AfterAll
    static void close() throws IOException {
        if (scene != null) {
            scene.close();
        }
    }

    @AfterEach
    void clear() {
        scene.clear();
    }

    private static Tab behind() {
        return scene.tab(BEHIND.copy()).signIn("alice", GatewayFile.password("alice"));
    }

    private static void awaitNotification(Tab tab, List<String> titles) {
        Await.until(
                "notifications " + titles,
                Duration.ofSeconds(8),
                () -> tab.notifications().equals(titles));
    }

    @Test
    void aCallIsAnsweredOnItsNotification() {
        Tab alice = behind();
        Tab bob = scene.signedIn("bob");
        bob.dial("alice");
        awaitNotification(alice, List.of("Incoming call from Bob"));
        alice.clickNotification("answer");
        alice.awaitCall("in-call");
        bob.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        assertEquals(List.of(), alice.notifications());
        bob.hangUp();
    }

    @Test
    void aCallIsDeclinedOnItsNotification() {
        Tab alice = behind();
        Tab bob = scene.signedIn("bob");
        bob.dial("alice");
        awaitNotification(alice, List.of("Incoming call from Bob"));
        alice.clickNotification("decline");
        assertEquals("Declined", bob.awaitEnded());
    }

    @Test
    void theNotificationGoesWhenTheCallerGivesUpAndNobodyInFrontOfThePageGetsOne() {
        Tab alice = behind();
        Tab bob = scene.signedIn("bob");
        bob.dial("alice");
        awaitNotification(alice, List.of("Incoming call from Bob"));
        bob.hangUp();
        awaitNotification(alice, List.of());
        alice.dial("bob");
        bob.awaitRinging();
        assertEquals(List.of(), bob.notifications());
        alice.hangUp();
    }

    @Test
    void thePageOpensWithoutItsGatewayAndIsBackWithIt() throws IOException {
        GatewayFile file = new GatewayFile()
                .with("store.file = \"" + Places.scratch("store").resolve("landline") + "\"");
        try (Browser browser = Browser.start()) {
            Tab alice;
            try (GatewayProcess gateway = GatewayProcess.start(file)) {
                alice = browser.open(gateway.page()).signIn("alice", GatewayFile.password("alice"));
                assertEquals(List.of(), alice.notifications(), "the worker is ready");
                gateway.stop();
            }
            alice.reload();
            alice.awaitCount("resuming", 1);
            assertTrue(alice.words().contains("Signing in"), alice.words());
            try (GatewayProcess again = GatewayProcess.start(file)) {
                Await.until(
                        "alice is back",
                        Duration.ofSeconds(40),
                        () -> alice.attribute("line-state", "data-state")
                                .filter("ready"::equals)
                                .isPresent());
                again.stop();
            }
        }
    }
}
