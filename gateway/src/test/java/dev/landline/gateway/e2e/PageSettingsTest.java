package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people set in the page takes effect at once, also in a call, and the call goes on. */
class PageSettingsTest {

    private static final String ECHO = "+441632960001";

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(GatewayFile.demo());
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

    private static Tab inEchoCall() {
        Tab alice = scene.tab().signIn("alice", "alice");
        alice.dial(ECHO);
        alice.awaitCall("in-call");
        alice.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        return alice;
    }

    private static void awaitText(Tab tab, String testId, String words) {
        Await.value(
                () -> testId + " saying " + words + "; it says " + tab.text(testId),
                Duration.ofSeconds(15),
                () -> tab.text(testId).filter(text -> text.contains(words)));
    }

    @Test
    void anotherLanguageInMidCallIsSpokenAtOnceAndTheCallGoesOn() {
        Tab alice = inEchoCall();
        alice.click("settings");
        alice.choose("language", "de");
        awaitText(alice, "settings-sheet", "Einstellungen");
        alice.click("settings-close");
        awaitText(alice, "hold", "Halten");
        alice.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        assertEquals(1, alice.descriptions(), "nothing is renegotiated");
        alice.hangUp();
        alice.awaitEnded();
    }

    @Test
    void anotherMicrophoneSettingInMidCallTakesEffectWithoutANewCall() {
        Tab alice = inEchoCall();
        alice.click("settings");
        alice.click("raw-audio");
        // The browser takes a steady tone for noise and holds it down.
        Await.value(
                () -> "a quieter tone; last heard " + alice.tone(),
                Duration.ofSeconds(15),
                () -> alice.tone().filter(tone -> tone.levelDbfs() < -18));
        alice.click("raw-audio");
        alice.click("settings-close");
        alice.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        assertEquals(1, alice.descriptions(), "nothing is renegotiated");
        alice.hangUp();
        alice.awaitEnded();
    }

    @Test
    void whoDoesNotWantToBeDisturbedIsNotRungAndFindsTheCallInTheList() {
        Tab alice = scene.tab().signIn("alice", "alice");
        Tab bob = scene.tab().signIn("bob", "bob");
        alice.click("settings");
        alice.click("do-not-disturb");
        alice.click("settings-close");
        bob.dial("alice");
        assertTrue(bob.awaitEnded().contains("Busy"), "bob is told");
        assertEquals(0, alice.count("incoming-call"));
        alice.click("tab-recent");
        awaitText(alice, "recent-list", "Missed");
    }
}
