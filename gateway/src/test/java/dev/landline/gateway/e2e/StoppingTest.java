package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The gateway is stopped while a call is up. */
class StoppingTest {

    private static final FarEnd TRUNK = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);

    @Test
    void sigtermSaysByeToTheTrunkAndToTheBrowser() throws Exception {
        try (RtpPeer sound = new RtpPeer(TRUNK.address().getAddress(), TRUNK.law());
                Sipp sipp = Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                        .on(TRUNK.address(), TRUNK.transport())
                        .sound(sound)
                        .start();
                Scene scene = Scene.open(new GatewayFile().trunk(TRUNK))) {
            Tab alice = scene.signedIn("alice");
            alice.dial(TRUNK.number());
            alice.awaitCall("in-call");
            sound.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);

            scene.gateway().stop();

            sipp.assertSucceeds();
            String reason = alice.awaitEnded();
            assertTrue(reason.toLowerCase(Locale.ROOT).contains("restarted"), reason);
            Await.until(
                    "silence toward the trunk", Duration.ofSeconds(3), () -> sound.silentFor(Duration.ofMillis(300)));
        }
    }
}
