package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Chromium describes its sound once, whatever the trunk does; only its own ICE restart makes it do so again. */
class RenegotiationTest {

    private static final double FIRST_HERTZ = 480;
    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;
    private static final double MICROPHONE_HERTZ = 900;

    private static final FarEnd TRUNK = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);

    private static final FarEnd ELSEWHERE = FarEnd.sipp(3, Sipp.Transport.UDP, Law.PCMU);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(
                new GatewayFile().trunk(bothLaws(), "transfers = true").trunk(ELSEWHERE));
    }

    private static FarEnd bothLaws() {
        return new FarEnd(TRUNK.trunk(), TRUNK.address(), TRUNK.transport(), TRUNK.law(), "pcmu, pcma", TRUNK.prefix());
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

    @Test
    void theBrowserIsDescribedOnceThroughForksHoldsCodecsAndRefreshes() throws Exception {
        try (RtpPeer first = new RtpPeer(TRUNK.address().getAddress(), Law.PCMU);
                RtpPeer second = new RtpPeer(TRUNK.address().getAddress(), Law.PCMU);
                Sipp sipp = Sipp.scenario("trunk-changes-its-mind-in-every-way")
                        .on(TRUNK.address(), TRUNK.transport())
                        .sound(second)
                        .key("first_port", String.valueOf(first.port()))
                        .pause(Duration.ofSeconds(3))
                        .start()) {
            first.play(FIRST_HERTZ, FAR_AMPLITUDE);
            second.play(FAR_HERTZ, FAR_AMPLITUDE);
            Tab alice = scene.signedIn("alice");
            alice.dial(TRUNK.number());
            alice.assertHears(FIRST_HERTZ, FAR_AMPLITUDE);
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            alice.awaitCall("in-call");
            second.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            Await.until(
                    "the trunk's last offer",
                    Duration.ofSeconds(30),
                    () -> sipp.messages().contains("CSeq: 6 ACK"));
            alice.awaitCall("in-call");
            assertEquals(1, alice.descriptions());
            alice.hangUp();
            alice.awaitEnded();
            sipp.assertSucceeds();
        }
    }

    @Test
    void theBrowserIsDescribedOnceWhenTheTrunkTransfersItsCall() throws Exception {
        try (RtpPeer first = new RtpPeer(TRUNK.address().getAddress(), Law.PCMU);
                Sipp transferor = Sipp.scenario("trunk-transfers-the-call-elsewhere")
                        .on(TRUNK.address(), TRUNK.transport())
                        .sound(first)
                        .key("target", ELSEWHERE.number())
                        .pause(Duration.ofSeconds(4))
                        .start();
                RtpPeer second = new RtpPeer(ELSEWHERE.address().getAddress(), Law.PCMU);
                Sipp target = Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                        .on(ELSEWHERE.address(), ELSEWHERE.transport())
                        .sound(second)
                        .start()) {
            first.play(FIRST_HERTZ, FAR_AMPLITUDE);
            second.play(FAR_HERTZ, FAR_AMPLITUDE);
            Tab alice = scene.signedIn("alice");
            alice.dial(TRUNK.number());
            alice.awaitCall("in-call");
            alice.assertHears(FIRST_HERTZ, FAR_AMPLITUDE);
            transferor.assertSucceeds();
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            second.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            assertEquals(1, alice.descriptions());
            alice.hangUp();
            target.assertSucceeds();
        }
    }

    @Test
    void soundGoesOnWhenTheBrowserRestartsItsIce() throws Exception {
        try (RtpPeer sound = new RtpPeer(TRUNK.address().getAddress(), Law.PCMU);
                Sipp sipp = Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                        .on(TRUNK.address(), TRUNK.transport())
                        .sound(sound)
                        .start()) {
            sound.play(FAR_HERTZ, FAR_AMPLITUDE);
            BareTelephone alice =
                    BareTelephone.signIn(scene, "alice", MICROPHONE_HERTZ).talks("out", TRUNK.number());
            alice.assertHears("out", FAR_HERTZ, FAR_AMPLITUDE);
            alice.act("refresh", "out");
            Await.until(
                    "the answer to its refresh",
                    Duration.ofSeconds(5),
                    () -> alice.act("said").toString().contains("out refreshed"));
            assertEquals(1, alice.descriptions("out"), "a session refresh describes nothing");
            String before = alice.act("ufrags", "out").toString();
            alice.act("restartIce", "out");
            String after = alice.act("ufrags", "out").toString();
            assertEquals(2, before.split(" ", -1).length, before);
            assertTrue(
                    !before.split(" ", -1)[0].equals(after.split(" ", -1)[0])
                            && !before.split(" ", -1)[1].equals(after.split(" ", -1)[1]),
                    before + " then " + after);
            int packets = sound.packets();
            Await.until("a second of packets", Duration.ofSeconds(5), () -> sound.packets() > packets + 50);
            alice.assertHears("out", FAR_HERTZ, FAR_AMPLITUDE);
            sound.assertHears(MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            assertEquals(1, sound.sources(), "SSRCs toward the trunk");
            assertEquals(0, sound.gaps(), "jumps of the sequence number toward the trunk");
            assertEquals(2, alice.descriptions("out"), "its own wish");
            assertEquals("connected connected", alice.act("transport", "out").toString(), "ICE and the DTLS of before");
            alice.act("hangUp", "out");
            sipp.assertSucceeds();
        }
    }
}
