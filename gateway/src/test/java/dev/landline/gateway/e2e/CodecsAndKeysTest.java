package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chromium and baresip over trunks with wideband codecs and with encrypted sound, and sound that passes through. */
class CodecsAndKeysTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;

    private static final FarEnd PASSING = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);
    private static final FarEnd REQUIRED = FarEnd.baresip(6, Sipp.Transport.UDP, "pcmu");
    private static final FarEnd OPTIONAL = FarEnd.baresip(7, Sipp.Transport.TCP, "pcmu");
    private static final FarEnd WIDE = FarEnd.baresip(8, Sipp.Transport.UDP, "opus, g722, pcmu");

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile()
                .trunk(PASSING, "browser-codecs = [pcmu, opus]")
                .trunk(REQUIRED, "srtp = required")
                .trunk(OPTIONAL, "srtp = optional")
                .trunk(WIDE));
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

    static Stream<Arguments> calls() {
        Baresip.Voice pcmu = Baresip.Voice.of(Law.PCMU);
        return Stream.of(
                Arguments.of("SRTP required", REQUIRED, pcmu.encrypted("srtp-mand")),
                Arguments.of("SRTP optional, taken", OPTIONAL, pcmu.encrypted("srtp")),
                Arguments.of("SRTP optional, not taken", OPTIONAL, pcmu),
                Arguments.of("G.722", WIDE, Baresip.Voice.G722),
                Arguments.of("Opus", WIDE, Baresip.Voice.OPUS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void theBrowserCallsAndBothHearEachOthersTone(String name, FarEnd end, Baresip.Voice voice) throws Exception {
        try (Baresip baresip = Baresip.start(end, voice, true, FAR_HERTZ, FAR_AMPLITUDE)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(end.number());
            alice.awaitCall("in-call");
            assertBothHear(alice, baresip);
            baresip.hangUp();
            alice.awaitEnded();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void theTrunkCallsAndBothHearEachOthersTone(String name, FarEnd end, Baresip.Voice voice) throws Exception {
        Tab alice = scene.signedIn("alice");
        InetSocketAddress sip = scene.gateway().sip();
        String transport = end.transport() == Sipp.Transport.UDP ? "udp" : "tcp";
        try (Baresip baresip = Baresip.start(end, voice, false, FAR_HERTZ, FAR_AMPLITUDE)) {
            baresip.dial("sip:%s@%s:%d;transport=%s"
                    .formatted(GatewayFile.ALICE_NUMBER, sip.getAddress().getHostAddress(), sip.getPort(), transport));
            alice.awaitRinging();
            alice.answer();
            alice.awaitCall("in-call");
            assertBothHear(alice, baresip);
            alice.hangUp();
            baresip.await("CALL_CLOSED");
        }
    }

    @Test
    void aTrunkThatMustEncryptAndDoesNotIsRefused() throws Exception {
        try (Baresip baresip = Baresip.start(REQUIRED, true, FAR_HERTZ, FAR_AMPLITUDE)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(REQUIRED.number());
            String reason = alice.awaitEnded();
            assertEquals("488", alice.endedDetail("code").orElse("none").replaceAll(" .*", ""), reason);
            baresip.await("CALL_CLOSED");
        }
    }

    @Test
    void soundPassesThroughWhereBothSidesSpeakTheSame() throws Exception {
        try (RtpPeer sound = new RtpPeer(PASSING.address().getAddress(), Law.PCMU);
                Sipp sipp = Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                        .on(PASSING.address(), Sipp.Transport.UDP)
                        .sound(sound)
                        .start()) {
            sound.play(FAR_HERTZ, FAR_AMPLITUDE);
            Tab alice = scene.signedIn("alice");
            alice.dial(PASSING.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            sound.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            assertEquals(Set.of(0), sound.payloadTypes());
            assertEquals(1, sound.sources(), "SSRCs toward the trunk");
            alice.hangUp();
            alice.awaitEnded();
            sipp.assertSucceeds();
        }
    }

    private static void assertBothHear(Tab tab, Baresip baresip) {
        tab.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
        baresip.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
    }
}
