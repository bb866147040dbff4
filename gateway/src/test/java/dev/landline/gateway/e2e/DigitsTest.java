package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Digits cross the gateway as telephone-events (RFC 4733), each way on the clock of the leg it leaves by. */
class DigitsTest {

    private static final String ALL = "0123456789*#";
    private static final int TRUNK_CLOCK = 8000;

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

    private static Sipp answering(RtpPeer sound) throws IOException {
        return Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                .on(END.address(), Sipp.Transport.UDP)
                .sound(sound)
                .start();
    }

    private static String symbols(List<HeardDigit> digits) {
        return digits.stream().map(digit -> String.valueOf(digit.digit())).collect(Collectors.joining());
    }

    /** Waits until all twelve have come, each with its end three times. */
    private static void awaitDigits(String where, Supplier<List<HeardDigit>> source) {
        Await.value(
                () -> "all digits at " + where + ", which got " + source.get(),
                Duration.ofSeconds(15),
                () -> Optional.of(source.get())
                        .filter(digits -> symbols(digits).equals(ALL))
                        .filter(digits -> digits.stream().allMatch(digit -> digit.endPackets() == 3)));
    }

    @Test
    void everyKeyOfTheBrowserReachesTheTrunkAsAnEventOfItsLength() throws Exception {
        try (RtpPeer sound = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(sound)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(END.number());
            alice.awaitCall("in-call");
            alice.openKeypad();
            ALL.chars().forEach(digit -> alice.pressDigit((char) digit));
            awaitDigits("the trunk", sound::digits);
            for (HeardDigit digit : sound.digits()) {
                int millis = digit.millis(TRUNK_CLOCK);
                assertTrue(millis >= 70 && millis <= 260, () -> "length of " + digit + ": " + millis + " ms");
            }
            alice.hangUp();
            sipp.assertSucceeds();
        }
    }

    @Test
    void digitsOfTheTrunkReachTheBrowserAsEventsOfTheirLength() throws Exception {
        try (RtpPeer sound = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(sound)) {
            Tab alice =
                    scene.tab(new JsonObject().put("readDigits", true)).signIn("alice", GatewayFile.password("alice"));
            alice.dial(END.number());
            alice.awaitCall("in-call");
            sound.play(600, 0.25);
            alice.assertHears(600, 0.25);
            ALL.chars().forEach(digit -> sound.press((char) digit, 160));
            awaitDigits("the browser", alice::digits);
            for (HeardDigit digit : alice.digits()) {
                assertEquals(160, digit.millis(Tab.digitClock()), 21, digit::toString);
            }
            alice.hangUp();
            sipp.assertSucceeds();
        }
    }
}
