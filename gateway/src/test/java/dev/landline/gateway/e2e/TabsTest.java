package dev.landline.gateway.e2e;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Browsers among themselves, and browsers that go away in mid-call. */
class TabsTest {

    private static final double BOB_HERTZ = 750;
    private static final double BOB_AMPLITUDE = 0.3;
    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;
    private static final FarEnd END = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(END).with("calls.grace = 4s"));
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
    void aTabThatIsClosedInMidCallEndsTheTrunkLegAfterTheGraceTime() throws Exception {
        try (RtpPeer sound = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(sound)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(END.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            scene.closeTab(alice);
            sipp.awaitMessage("BYE sip:");
            sipp.assertSucceeds();
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
