package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person does with several calls, by the page's own buttons, in real Chromium; the sound is measured at all ends. */
class SeveralCallsTest {

    private static final double FIRST_HERTZ = 600;
    private static final double SECOND_HERTZ = 760;
    private static final double AMPLITUDE = 0.25;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(14);

    private static final FarEnd FIRST = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);
    private static final FarEnd SECOND = FarEnd.sipp(3, Sipp.Transport.UDP, Law.PCMA);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(FIRST).trunk(SECOND));
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

    private static RtpPeer soundOf(FarEnd end, double hertz) throws IOException {
        RtpPeer sound = new RtpPeer(end.address().getAddress(), end.law());
        sound.play(hertz, AMPLITUDE);
        return sound;
    }

    private static Sipp talks(FarEnd end, RtpPeer sound) throws IOException {
        return Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                .on(end.address(), Sipp.Transport.UDP)
                .sound(sound)
                .start();
    }

    private static Sipp talksAndHangsUp(FarEnd end, RtpPeer sound) throws IOException {
        return Sipp.scenario("trunk-answers-and-hangs-up")
                .on(end.address(), Sipp.Transport.UDP)
                .sound(sound)
                .pause(LONG_ENOUGH)
                .start();
    }

    private static Tab alice() {
        return scene.tab().signIn("alice", GatewayFile.password("alice"));
    }

    private static Tab talkingTo(FarEnd end, RtpPeer sound) {
        Tab alice = alice();
        alice.dial(end.number());
        alice.awaitCall("in-call");
        sound.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        return alice;
    }

    private static void awaitText(Tab tab, String testId, String words) {
        Await.value(
                () -> testId + " saying " + words,
                Duration.ofSeconds(15),
                () -> tab.text(testId).filter(text -> text.contains(words)));
    }

    private static void awaitGone(Tab tab, String testId) {
        Await.value(
                () -> testId + " gone",
                Duration.ofSeconds(15),
                () -> tab.count(testId) == 0 ? Optional.of(true) : Optional.empty());
    }

    private static void awaitMusic(RtpPeer sound) {
        Await.value(
                () -> "music; last heard " + sound.tone(),
                Duration.ofSeconds(15),
                () -> sound.tone().filter(SeveralCallsTest::isMusic));
    }

    private static boolean isMusic(Tone tone) {
        return Math.abs(tone.hertz() - Browser.MICROPHONE_HERTZ) > 20 && tone.levelDbfs() > -45 && tone.purity() < 0.95;
    }

    @Test
    void whoIsHeldHearsMusicAndComesBackByResume() throws Exception {
        try (RtpPeer first = soundOf(FIRST, FIRST_HERTZ);
                Sipp one = talks(FIRST, first)) {
            Tab alice = talkingTo(FIRST, first);
            alice.click("hold");
            awaitText(alice, "on-hold", "On hold");
            awaitMusic(first);
            alice.click("hold");
            awaitGone(alice, "on-hold");
            first.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.assertHears(FIRST_HERTZ, AMPLITUDE);
            alice.hangUp();
            one.assertSucceeds();
        }
    }

    @Test
    void aTransferAtOnceConnectsTheOthersAndEndsTheCallHere() throws Exception {
        try (RtpPeer first = soundOf(FIRST, FIRST_HERTZ);
                Sipp one = talks(FIRST, first);
                RtpPeer second = soundOf(SECOND, SECOND_HERTZ);
                Sipp other = talksAndHangsUp(SECOND, second)) {
            Tab alice = talkingTo(FIRST, first);
            alice.click("transfer");
            alice.fill("reach-target", SECOND.number());
            alice.click("transfer-now");
            alice.awaitEnded();
            first.assertHears(SECOND_HERTZ, AMPLITUDE);
            second.assertHears(FIRST_HERTZ, AMPLITUDE);
            one.assertSucceeds();
            other.assertSucceeds();
        }
    }

    @Test
    void aTransferToSomebodyBusySaysSoAndTheCallGoesOn() throws Exception {
        try (RtpPeer first = soundOf(FIRST, FIRST_HERTZ);
                Sipp one = talks(FIRST, first);
                Sipp other = Sipp.scenario("trunk-is-busy")
                        .on(SECOND.address(), Sipp.Transport.UDP)
                        .start()) {
            Tab alice = talkingTo(FIRST, first);
            alice.click("transfer");
            alice.fill("reach-target", SECOND.number());
            alice.click("transfer-now");
            awaitText(alice, "transfer-state", "busy");
            first.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.assertHears(FIRST_HERTZ, AMPLITUDE);
            alice.hangUp();
            one.assertSucceeds();
            other.assertSucceeds();
        }
    }

    @Test
    void askingFirstHoldsTheCallAndCompletingConnectsTheOthers() throws Exception {
        try (RtpPeer first = soundOf(FIRST, FIRST_HERTZ);
                Sipp one = talks(FIRST, first);
                RtpPeer second = soundOf(SECOND, SECOND_HERTZ);
                Sipp other = talksAndHangsUp(SECOND, second)) {
            Tab alice = talkingTo(FIRST, first);
            alice.click("transfer");
            alice.fill("reach-target", SECOND.number());
            alice.click("ask-first");
            second.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            awaitMusic(first);
            assertEquals(Optional.of("true"), alice.attribute("other-call", "data-held"));
            alice.click("complete-transfer");
            alice.awaitEnded();
            first.assertHears(SECOND_HERTZ, AMPLITUDE);
            second.assertHears(FIRST_HERTZ, AMPLITUDE);
            one.assertSucceeds();
            other.assertSucceeds();
        }
    }

    @Test
    void twoCallsAreMergedAndAllThreeHearEachOther() throws Exception {
        try (RtpPeer first = soundOf(FIRST, FIRST_HERTZ);
                Sipp one = talks(FIRST, first);
                RtpPeer second = soundOf(SECOND, SECOND_HERTZ);
                Sipp other = talksAndHangsUp(SECOND, second)) {
            Tab alice = talkingTo(FIRST, first);
            alice.click("add-call");
            alice.fill("reach-target", SECOND.number());
            alice.click("add-call-now");
            second.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            awaitMusic(first);
            alice.click("merge");
            awaitGone(alice, "other-call");
            first.play(0, 0);
            alice.assertHears(SECOND_HERTZ, AMPLITUDE);
            second.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            first.play(FIRST_HERTZ, AMPLITUDE);
            second.play(0, 0);
            alice.assertHears(FIRST_HERTZ, AMPLITUDE);
            first.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            assertTrue(alice.text("party-name").orElse("").contains(","), "both are named");
            alice.hangUp();
            second.play(SECOND_HERTZ, AMPLITUDE);
            first.assertHears(SECOND_HERTZ, AMPLITUDE);
            one.assertSucceeds();
            other.assertSucceeds();
        }
    }

    @Test
    void aSecondCallerWaitsIsAnsweredWhileTheFirstIsHeldAndTheyChangePlaces() throws Exception {
        Tab bob = scene.tab().signIn("bob", GatewayFile.password("bob"));
        try (RtpPeer first = soundOf(FIRST, FIRST_HERTZ);
                Sipp one = talks(FIRST, first)) {
            Tab alice = talkingTo(FIRST, first);
            bob.dial("alice");
            awaitText(alice, "waiting-name", "Bob");
            alice.assertHears(FIRST_HERTZ, AMPLITUDE);
            alice.click("hold-and-answer");
            bob.awaitCall("in-call");
            awaitText(alice, "party-name", "Bob");
            awaitMusic(first);
            bob.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.click("swap");
            first.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            Tone.awaitSine("in the first call", FIRST_HERTZ, AMPLITUDE, () -> alice.toneOf(0));
            bob.hangUp();
            bob.awaitEnded();
            awaitGone(alice, "other-call");
            alice.hangUp();
            one.assertSucceeds();
        }
    }
}
