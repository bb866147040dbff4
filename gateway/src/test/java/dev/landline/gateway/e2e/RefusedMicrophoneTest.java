package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Chromium that was told to keep the microphone from the page: calls go on all the same, and say what is wrong. */
class RefusedMicrophoneTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;
    private static final FarEnd END = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(END));
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

    private static RtpPeer sound() throws IOException {
        RtpPeer sound = new RtpPeer(END.address().getAddress(), END.law());
        sound.play(FAR_HERTZ, FAR_AMPLITUDE);
        return sound;
    }

    private static Sipp answering(RtpPeer sound) throws IOException {
        return Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                .on(END.address(), Sipp.Transport.UDP)
                .sound(sound)
                .start();
    }

    private static Tab aliceWithoutMicrophone() {
        return scene.tab(new JsonObject().put("microphoneDenied", true)).signIn("alice", GatewayFile.password("alice"));
    }

    private static void assertSaysHowToAllowIt(Tab tab) {
        tab.awaitCount("microphone-problem", 1);
        assertEquals(Optional.of("blocked"), tab.attribute("microphone-problem", "data-kind"));
        String words = tab.text("microphone-problem").orElseThrow();
        assertTrue(words.contains("Your browser is blocking the microphone"), words);
        assertTrue(words.contains("Click the icon left of the address, allow Microphone, then try again."), words);
    }

    private static void awaitSilence(RtpPeer sound) {
        Await.value(
                () -> "silence; last heard " + sound.tone(),
                Duration.ofSeconds(15),
                () -> sound.tone().filter(tone -> tone.levelDbfs() < -60));
    }

    @Test
    void whoMayNotSpeakCallsAndOnlyListensAndSpeaksOnceTheMicrophoneIsAllowed() throws Exception {
        try (RtpPeer sound = sound();
                Sipp sipp = answering(sound)) {
            Tab alice = aliceWithoutMicrophone();
            alice.dial(END.number());
            assertSaysHowToAllowIt(alice);
            alice.click("listen-only");
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            awaitSilence(sound);
            alice.awaitCount("listening-only", 1);
            alice.allowMicrophone();
            sound.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.awaitCount("listening-only", 0);
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            assertEquals(1, alice.descriptions(), "the call is not negotiated again");
            alice.hangUp();
            sipp.assertSucceeds();
        }
    }

    @Test
    void aCallThatWaitsForTheMicrophoneGoesOutByItselfOnceItIsAllowed() throws Exception {
        try (RtpPeer sound = sound();
                Sipp sipp = answering(sound)) {
            Tab alice = aliceWithoutMicrophone();
            alice.dial(END.number());
            assertSaysHowToAllowIt(alice);
            alice.allowMicrophone();
            alice.awaitCall("in-call");
            sound.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            alice.hangUp();
            sipp.assertSucceeds();
        }
    }

    @Test
    void whoMayNotSpeakTriesAgainInVainAndThenAnswersAndOnlyListens() {
        Tab alice = aliceWithoutMicrophone();
        Tab bob = scene.signedIn("bob");
        bob.dial("alice");
        alice.awaitRinging();
        alice.answer();
        assertSaysHowToAllowIt(alice);
        alice.click("retry-microphone");
        assertSaysHowToAllowIt(alice);
        alice.click("listen-only");
        alice.awaitCall("in-call");
        bob.awaitCall("in-call");
        alice.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        alice.awaitCount("listening-only", 1);
        bob.hangUp();
        alice.awaitEnded();
    }
}
