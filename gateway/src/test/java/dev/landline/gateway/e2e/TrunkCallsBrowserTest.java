package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SIPp or baresip calls a number of alice's from the trunk; her browser rings. */
class TrunkCallsBrowserTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;

    private static final FarEnd UDP = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);
    private static final FarEnd TCP = FarEnd.sipp(3, Sipp.Transport.TCP, Law.PCMA);
    private static final FarEnd BARESIP_UDP = FarEnd.baresip(6, Sipp.Transport.UDP, Law.PCMA);
    private static final FarEnd BARESIP_TCP = FarEnd.baresip(7, Sipp.Transport.TCP, Law.PCMU);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile()
                .trunk(UDP)
                .trunk(TCP)
                .trunk(BARESIP_UDP)
                .trunk(BARESIP_TCP)
                .with("calls.ring-timeout = 5s"));
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

    static Stream<FarEnd> baresips() {
        return Stream.of(BARESIP_UDP, BARESIP_TCP);
    }

    static Stream<FarEnd> farEnds() {
        return Stream.of(UDP, TCP);
    }

    private static Sipp call(String scenario, FarEnd end, RtpPeer sound, String number, Duration pause)
            throws IOException {
        sound.play(FAR_HERTZ, FAR_AMPLITUDE);
        return Sipp.scenario(scenario)
                .on(new InetSocketAddress(end.address().getAddress(), Ports.free()), end.transport())
                .sound(sound)
                .from(GatewayFile.CALLER)
                .pause(pause)
                .calls(number, scene.gateway().sip())
                .start();
    }

    private static RtpPeer sound(FarEnd end) throws IOException {
        return new RtpPeer(end.address().getAddress(), end.law());
    }

    private static void assertBothHear(Tab tab, RtpPeer sound) {
        tab.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
        sound.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
    }

    @ParameterizedTest
    @MethodSource("farEnds")
    void sippRingsTheBrowserAndBothHearUntilTheCallerHangsUp(FarEnd end) throws Exception {
        Tab alice = scene.signedIn("alice");
        try (RtpPeer sound = sound(end);
                Sipp sipp = call(
                        "caller-talks-then-hangs-up", end, sound, GatewayFile.ALICE_NUMBER, Duration.ofSeconds(6))) {
            String shown = alice.awaitRinging();
            assertTrue(shown.replaceAll("[^0-9]", "").contains("2079460002"), shown);
            alice.answer();
            alice.awaitCall("in-call");
            assertBothHear(alice, sound);
            assertEquals(Set.of(end.law().payloadType), sound.payloadTypes());
            alice.awaitEnded();
            sipp.assertSucceeds();
        }
    }

    @ParameterizedTest
    @MethodSource("farEnds")
    void sippRingsTheBrowserWhichHangsUp(FarEnd end) throws Exception {
        Tab alice = scene.signedIn("alice");
        try (RtpPeer sound = sound(end);
                Sipp sipp = call(
                        "caller-talks-until-the-browser-hangs-up",
                        end,
                        sound,
                        GatewayFile.ALICE_NUMBER,
                        Duration.ZERO)) {
            alice.awaitRinging();
            alice.answer();
            alice.awaitCall("in-call");
            assertBothHear(alice, sound);
            alice.hangUp();
            alice.awaitEnded();
            sipp.assertSucceeds();
        }
    }

    @ParameterizedTest
    @MethodSource("baresips")
    void baresipRingsTheBrowserAndBothHear(FarEnd end) throws Exception {
        Tab alice = scene.signedIn("alice");
        String transport = end.transport().name().toLowerCase(Locale.ROOT);
        InetSocketAddress sip = scene.gateway().sip();
        try (Baresip baresip = Baresip.start(end, false, FAR_HERTZ, FAR_AMPLITUDE)) {
            baresip.dial("sip:%s@%s:%d;transport=%s"
                    .formatted(GatewayFile.ALICE_NUMBER, sip.getAddress().getHostAddress(), sip.getPort(), transport));
            alice.awaitRinging();
            alice.answer();
            alice.awaitCall("in-call");
            baresip.await("CALL_ESTABLISHED");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            baresip.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.hangUp();
            baresip.await("CALL_CLOSED");
        }
    }

    @Test
    void theCallerGivesUpAndTheRingingStops() throws Exception {
        Tab alice = scene.signedIn("alice");
        try (RtpPeer sound = sound(UDP);
                Sipp sipp = call(
                        "caller-gives-up-while-ringing", UDP, sound, GatewayFile.ALICE_NUMBER, Duration.ofSeconds(2))) {
            alice.awaitRinging();
            alice.awaitNoRinging();
            sipp.assertSucceeds();
        }
    }

    @Test
    void aDecliningBrowserIsADeclineForTheCaller() throws Exception {
        Tab alice = scene.signedIn("alice");
        try (RtpPeer sound = sound(UDP);
                Sipp sipp = call("caller-is-told-declined", UDP, sound, GatewayFile.ALICE_NUMBER, Duration.ZERO)) {
            alice.awaitRinging();
            alice.decline();
            sipp.assertSucceeds();
        }
    }

    @Test
    void whoeverIsInACallAndHasAnotherWaitingIsBusyForAThirdCallerAndTheFirstCallGoesOn() throws Exception {
        Tab alice = scene.signedIn("alice");
        try (RtpPeer first = sound(UDP);
                RtpPeer second = sound(TCP);
                RtpPeer third = sound(TCP);
                Sipp talking = call(
                        "caller-talks-until-the-browser-hangs-up",
                        UDP,
                        first,
                        GatewayFile.ALICE_NUMBER,
                        Duration.ZERO)) {
            alice.awaitRinging();
            alice.answer();
            alice.awaitCall("in-call");
            try (Sipp waiting = call(
                    "caller-gives-up-while-ringing", TCP, second, GatewayFile.ALICE_NUMBER, Duration.ofMillis(3_500))) {
                alice.awaitCount("waiting-call", 1);
                try (Sipp turnedAway =
                        call("caller-is-told-busy", TCP, third, GatewayFile.ALICE_NUMBER, Duration.ZERO)) {
                    turnedAway.assertSucceeds();
                }
                waiting.assertSucceeds();
            }
            assertBothHear(alice, first);
            alice.hangUp();
            talking.assertSucceeds();
        }
    }

    @Test
    void whoeverWantsNoCallsIsNotRungInACallEitherAndTheFirstCallGoesOn() throws Exception {
        Tab alice = scene.signedIn("alice");
        try (RtpPeer first = sound(UDP);
                RtpPeer second = sound(TCP);
                Sipp talking = call(
                        "caller-talks-until-the-browser-hangs-up",
                        UDP,
                        first,
                        GatewayFile.ALICE_NUMBER,
                        Duration.ZERO)) {
            alice.awaitRinging();
            alice.answer();
            alice.awaitCall("in-call");
            alice.click("settings");
            alice.click("do-not-disturb");
            alice.click("settings-close");
            alice.awaitCount("undisturbed", 1);
            try (Sipp turnedAway =
                    call("caller-is-told-nobody-is-there", TCP, second, GatewayFile.ALICE_NUMBER, Duration.ZERO)) {
                turnedAway.assertSucceeds();
            }
            assertBothHear(alice, first);
            alice.click("settings");
            alice.click("do-not-disturb");
            alice.click("settings-close");
            alice.hangUp();
            talking.assertSucceeds();
        }
    }

    @Test
    void aNumberOfNobodysIsUnknown() throws Exception {
        try (RtpPeer sound = sound(UDP);
                Sipp sipp = call(
                        "caller-is-told-there-is-no-such-number",
                        UDP,
                        sound,
                        GatewayFile.NOBODYS_NUMBER,
                        Duration.ZERO)) {
            sipp.assertSucceeds();
        }
    }

    @Test
    void anAccountWithoutABrowserIsNotThere() throws Exception {
        try (RtpPeer sound = sound(UDP);
                Sipp sipp = call("caller-is-told-nobody-is-there", UDP, sound, GatewayFile.BOB_NUMBER, Duration.ZERO)) {
            sipp.assertSucceeds();
        }
    }

    @Test
    void ringingEndsWhenNobodyAnswersInTime() throws Exception {
        Tab alice = scene.signedIn("alice");
        try (RtpPeer sound = sound(UDP);
                Sipp sipp =
                        call("caller-is-told-nobody-is-there", UDP, sound, GatewayFile.ALICE_NUMBER, Duration.ZERO)) {
            alice.awaitRinging();
            sipp.assertSucceeds();
            alice.awaitNoRinging();
        }
    }

    @Test
    void aCallFromAnAddressThatIsNoTrunkIsTurnedAway() throws Exception {
        double before = scene.gateway().metric("landline_sip_refused_stranger_total");
        InetSocketAddress nowhere =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 99}), Ports.free());
        Tab alice = scene.signedIn("alice");
        try (RtpPeer sound = new RtpPeer(nowhere.getAddress(), Law.PCMU);
                Sipp sipp = Sipp.scenario("stranger-is-turned-away")
                        .on(nowhere, Sipp.Transport.UDP)
                        .sound(sound)
                        .from(GatewayFile.CALLER)
                        .calls(GatewayFile.ALICE_NUMBER, scene.gateway().sip())
                        .start()) {
            sipp.assertSucceeds();
            assertEquals(0, alice.count("incoming-call"));
            scene.gateway().awaitGrowth(before, "landline_sip_refused_stranger_total");
        }
    }

    @Test
    void theFirstTabThatAnswersSilencesTheOther() throws Exception {
        Tab first = scene.signedIn("alice");
        Tab second = scene.signedIn("alice");
        try (RtpPeer sound = sound(UDP);
                Sipp sipp = call(
                        "caller-talks-until-the-browser-hangs-up",
                        UDP,
                        sound,
                        GatewayFile.ALICE_NUMBER,
                        Duration.ZERO)) {
            first.awaitRinging();
            second.awaitRinging();
            second.answer();
            second.awaitCall("in-call");
            first.awaitNoRinging();
            assertBothHear(second, sound);
            second.hangUp();
            sipp.assertSucceeds();
        }
    }
}
