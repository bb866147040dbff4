package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Browsers among themselves, and browsers that go away in mid-call. */
class TabsTest {

    private static final Duration GRACE = Duration.ofSeconds(4);
    private static final double BOB_HERTZ = 750;
    private static final double BOB_AMPLITUDE = 0.3;
    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;
    private static final FarEnd END = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(END).with("calls.grace = " + GRACE.toSeconds() + "s"));
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

    @Test
    void aWrongPasswordIsSaidInWordsAndTheRightOneWorksThen() {
        Tab alice = scene.tab();
        alice.enterSignIn("alice", "guess");
        String problem = alice.signInProblem();
        assertTrue(problem.contains("Wrong user name or password"), problem);
        alice.signIn("alice", GatewayFile.password("alice"));
    }

    @Test
    void twoBrowsersHearEachOtherThroughTheGateway() {
        Tab alice = scene.signedIn("alice");
        Tab bob = scene.tab(
                        new JsonObject().put("microphoneHertz", BOB_HERTZ).put("microphoneAmplitude", BOB_AMPLITUDE))
                .signIn("bob", GatewayFile.password("bob"));
        alice.dial(GatewayFile.BOB_NUMBER);
        bob.awaitRinging();
        bob.answer();
        bob.awaitCall("in-call");
        alice.awaitCall("in-call");
        alice.assertHears(BOB_HERTZ, BOB_AMPLITUDE);
        bob.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        bob.hangUp();
        alice.awaitEnded();
        bob.awaitEnded();
    }

    @Test
    void aTabThatIsClosedInMidCallEndsTheTrunkLeg() throws Exception {
        try (RtpPeer sound = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(sound)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(END.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            scene.closeTab(alice);
            sipp.assertSucceeds();
        }
    }

    @Test
    void aTabThatCrashesInMidCallEndsTheTrunkLegAfterTheGraceTime() throws Exception {
        try (RtpPeer sound = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(sound)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(END.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            long crashed = System.nanoTime();
            alice.crash();
            sipp.assertSucceeds();
            Duration lived = Duration.ofNanos(System.nanoTime() - crashed);
            assertTrue(lived.compareTo(GRACE) >= 0, () -> "it ended after " + lived.toMillis() + " ms");
            assertTrue(lived.compareTo(GRACE.plusSeconds(5)) < 0, () -> "it ended after " + lived.toMillis() + " ms");
        }
    }

    @Test
    void aCallSurvivesALostConnectionThatComesBackWithinTheGraceTime() throws Exception {
        try (RtpPeer sound = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(sound)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(END.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            alice.dropSockets();
            alice.awaitLine("ready");
            long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (System.nanoTime() < until) {
                alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            }
            alice.awaitCall("in-call");
            alice.hangUp();
            sipp.assertSucceeds();
        }
    }
}
