package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page tests what a call needs, and people hear themselves. */
class PreCallTest {

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

    private static String state(Tab tab, String step) {
        return tab.attribute("check-" + step, "data-state").orElse("");
    }

    private static void answerAboutTheTone(Tab tab, String testId) {
        Await.until("the question", Duration.ofSeconds(20), () -> tab.count(testId) == 1);
        tab.click(testId);
    }

    private static String verdict(Tab tab) {
        Await.until("a verdict", Duration.ofSeconds(30), () -> tab.count("check-verdict") == 1);
        return tab.text("check-verdict").orElseThrow().strip();
    }

    @Test
    void everythingIsFoundGoodAndTheFindingsAreAFile() {
        Tab alice = scene.signedIn("alice");
        alice.click("area-check");
        alice.click("start-check");
        answerAboutTheTone(alice, "heard");
        assertEquals("Everything works. Calls will sound good.", verdict(alice));
        Stream.of("browser", "secure", "microphone", "level", "speaker", "service", "ways", "call")
                .forEach(step -> assertEquals("good", state(alice, step), step));
        String file = alice.attribute("check-file", "href").orElseThrow();
        JsonObject findings =
                new JsonObject(URLDecoder.decode(file.substring(file.indexOf(',') + 1), StandardCharsets.UTF_8));
        double mos = Double.parseDouble(findings.getJsonObject("steps")
                .getJsonObject("call")
                .getJsonObject("values")
                .getString("mos"));
        assertTrue(mos > 4, findings.encode());
    }

    @Test
    void aSpeakerThatNobodyHearsIsTheVerdict() {
        Tab alice = scene.signedIn("alice");
        alice.click("area-check");
        alice.click("start-check");
        answerAboutTheTone(alice, "not-heard");
        String verdict = verdict(alice);
        assertTrue(verdict.startsWith("You did not hear the tone."), verdict);
        assertEquals("good", state(alice, "call"), "the rest is tested all the same");
    }

    @Test
    void whoeverDialsTheEchoHearsThemselves() {
        Tab alice = scene.signedIn("alice");
        alice.dial("*43");
        alice.awaitCall("in-call");
        alice.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        alice.hangUp();
    }
}
