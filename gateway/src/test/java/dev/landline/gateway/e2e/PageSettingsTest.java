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
        String told = bob.awaitEnded();
        assertTrue(told.contains("does not want to be disturbed"), told);
        assertEquals(0, alice.count("incoming-call"));
        alice.click("tab-recent");
        awaitText(alice, "recent-list", "Missed");
        alice.click("settings");
        alice.click("do-not-disturb");
        alice.click("settings-close");
    }

    @Test
    void doNotDisturbHoldsAfterThePageIsClosedAndIsSeenWhenItIsBack() {
        Tab alice = scene.tab().signIn("alice", "alice");
        alice.click("settings");
        alice.click("do-not-disturb");
        alice.click("settings-close");
        alice.awaitCount("undisturbed", 1);
        scene.closeTab(alice);
        Tab again = scene.tab().signIn("alice", "alice");
        again.awaitCount("undisturbed", 1);
        again.click("settings");
        again.click("do-not-disturb");
        again.click("settings-close");
        again.awaitCount("undisturbed", 0);
        Tab bob = scene.tab().signIn("bob", "bob");
        bob.dial("alice");
        again.awaitRinging();
        again.decline();
        bob.awaitEnded();
    }

    @Test
    void aPhoneThatAnswersByItselfTakesACallAfterAFewSeconds() {
        Tab alice = scene.tab().signIn("alice", "alice");
        Tab bob = scene.tab().signIn("bob", "bob");
        bob.click("settings");
        bob.click("auto-answer");
        bob.click("settings-close");
        alice.dial("bob");
        bob.awaitRinging();
        bob.awaitCall("in-call");
        alice.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        alice.hangUp();
        bob.awaitEnded();
    }

    @Test
    void callsGoWhereTheFormOfThePageSaysWhileNobodyIsSignedIn() {
        Tab alice = scene.tab().signIn("alice", "alice");
        alice.click("settings");
        alice.fill("forward-notSignedIn", ECHO);
        alice.click("save-forwarding");
        awaitText(alice, "forwarding-news", "Saved");
        alice.click("settings-close");
        alice.click("sign-out");
        Tab bob = scene.tab().signIn("bob", "bob");
        bob.dial("alice");
        bob.awaitCall("in-call");
        bob.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        bob.hangUp();
        bob.awaitEnded();
        Tab again = scene.tab().signIn("alice", "alice");
        again.click("settings");
        again.fill("forward-notSignedIn", "");
        again.click("save-forwarding");
        awaitText(again, "forwarding-news", "Saved");
        again.click("settings-close");
        again.click("sign-out");
        bob.dial("alice");
        String told = bob.awaitEnded();
        assertTrue(told.contains("is not signed in"), told);
        Tab back = scene.tab().signIn("alice", "alice");
        back.click("area-history");
        awaitText(back, "history-list", "Missed");
    }
}
