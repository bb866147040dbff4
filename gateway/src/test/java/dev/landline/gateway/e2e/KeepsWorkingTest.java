package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages that are loaded again, opened twice or closed in mid-call, and a gateway that starts anew. */
class KeepsWorkingTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;
    private static final FarEnd END = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(END).with("calls.grace = 15s"));
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

    private static Sipp answering(RtpPeer sound) throws IOException {
        sound.play(FAR_HERTZ, FAR_AMPLITUDE);
        return Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                .on(END.address(), Sipp.Transport.UDP)
                .sound(sound)
                .start();
    }

    private static void assertTalking(Tab tab, RtpPeer far) {
        tab.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
        far.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
    }

    @Test
    void aCallIsOfferedBackWhenItsTabIsLoadedAgain() throws Exception {
        try (RtpPeer far = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(far)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(END.number());
            alice.awaitCall("in-call");
            assertTalking(alice, far);
            alice.reload();
            alice.awaitLine("ready");
            alice.click("take-back");
            alice.awaitCall("in-call");
            assertTalking(alice, far);
            assertEquals(1, scene.gateway().metric("landline_calls_active"), "the old call gave its place");
            alice.hangUp();
            sipp.assertSucceeds();
        }
    }

    @Test
    void whoeverWasSignedInStaysSoWithoutAPasswordUntilTheySignOut() {
        Tab alice = scene.signedIn("alice");
        alice.reload();
        alice.awaitLine("ready");
        alice.click("sign-out");
        alice.awaitCount("sign-in-user", 1);
        alice.reload();
        alice.awaitCount("sign-in-user", 1);
    }

    @Test
    void aSecondTabShowsAndControlsTheCallOfTheFirst() throws Exception {
        try (RtpPeer far = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(far)) {
            Tab first = scene.tab("one-browser", new JsonObject()).signIn("alice", GatewayFile.password("alice"));
            Tab second = scene.tab("one-browser", new JsonObject());
            second.awaitLine("ready");
            second.awaitCount("other-tab", 1);
            assertEquals(1, scene.gateway().metric("landline_sip_bindings"), "one of them registers");
            second.dial(END.number());
            second.awaitCall("in-call");
            first.awaitCall("in-call");
            assertTalking(first, far);
            second.hangUp();
            sipp.assertSucceeds();
            first.awaitEnded();
        }
    }

    @Test
    void theSecondTabTakesLineAndCallWhenTheFirstIsClosed() throws Exception {
        try (RtpPeer far = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(far)) {
            Tab first = scene.tab("another-browser", new JsonObject()).signIn("alice", GatewayFile.password("alice"));
            Tab second = scene.tab("another-browser", new JsonObject());
            second.awaitLine("ready");
            first.dial(END.number());
            first.awaitCall("in-call");
            assertTalking(first, far);
            scene.closeTab(first);
            second.awaitCount("kept-call", 1);
            second.click("take-back");
            second.awaitCall("in-call");
            assertTalking(second, far);
            second.awaitCount("other-tab", 0);
            second.hangUp();
            sipp.assertSucceeds();
        }
    }

    @Test
    void aRestartOfTheGatewaySignsNobodyOut() throws Exception {
        GatewayFile file = new GatewayFile()
                .with("store.file = \"" + Places.scratch("store").resolve("landline") + "\"");
        try (Browser browser = Browser.start()) {
            Tab alice;
            try (GatewayProcess gateway = GatewayProcess.start(file)) {
                alice = browser.open(gateway.page()).signIn("alice", GatewayFile.password("alice"));
                gateway.stop();
            }
            alice.awaitLine("offline");
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
