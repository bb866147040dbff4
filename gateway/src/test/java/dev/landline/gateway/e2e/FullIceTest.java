package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chromium restarts ICE where the gateway is a full agent (RFC 8445 section 9): another agent of ours, the same port. */
class FullIceTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;
    private static final double MICROPHONE_HERTZ = 900;

    private static final FarEnd TRUNK = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);

    private static void assertBothHear(BareTelephone alice, RtpPeer sound) {
        int packets = sound.packets();
        Await.until("a second of packets", Duration.ofSeconds(5), () -> sound.packets() > packets + 50);
        alice.assertHears("out", FAR_HERTZ, FAR_AMPLITUDE);
        sound.assertHears(MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        assertEquals("connected connected", alice.act("transport", "out").toString(), "ICE and the DTLS of before");
    }

    private static List<String> ufrags(BareTelephone alice) {
        return List.of(alice.act("ufrags", "out").toString().split(" ", -1));
    }

    @Test
    void soundGoesOnThroughTwoRestartsAndAHold() throws Exception {
        try (RtpPeer sound = new RtpPeer(TRUNK.address().getAddress(), TRUNK.law());
                Sipp sipp = Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                        .on(TRUNK.address(), TRUNK.transport())
                        .sound(sound)
                        .start();
                Scene scene = Scene.open(new GatewayFile().fullIce().trunk(TRUNK))) {
            sound.play(FAR_HERTZ, FAR_AMPLITUDE);
            BareTelephone alice =
                    BareTelephone.signIn(scene, "alice", MICROPHONE_HERTZ).talks("out", TRUNK.number());
            assertBothHear(alice, sound);
            for (int restart = 0; restart < 2; restart++) {
                List<String> before = ufrags(alice);
                alice.act("restartIce", "out");
                List<String> after = ufrags(alice);
                assertNotEquals(before.getFirst(), after.getFirst(), "the browser's");
                assertNotEquals(before.getLast(), after.getLast(), "ours");
                assertBothHear(alice, sound);
            }
            List<String> before = ufrags(alice);
            alice.act("hold", "out");
            alice.act("unhold", "out");
            assertEquals(before, ufrags(alice), "a hold is no restart");
            assertBothHear(alice, sound);
            assertEquals(1, sound.sources(), "SSRCs toward the trunk");
            assertEquals(0, sound.gaps(), "jumps of the sequence number toward the trunk");
            alice.act("hangUp", "out");
            sipp.assertSucceeds();
        }
    }
}
