package dev.landline.gateway.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chromium and linphone, a telephone with SIP, SDP, RTP and SRTP of its own, over a trunk. */
class LinphoneTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;

    private static final FarEnd PLAIN = FarEnd.linphone(6, Law.PCMA);
    private static final FarEnd ENCRYPTED = FarEnd.linphone(7, Law.PCMU);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(PLAIN).trunk(ENCRYPTED, "srtp = required"));
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

    static Stream<Arguments> phones() {
        return Stream.of(Arguments.of(PLAIN, "none"), Arguments.of(ENCRYPTED, "srtp"));
    }

    private static void assertBothHear(Tab tab, Linphone phone) {
        tab.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
        phone.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
    }

    @ParameterizedTest(name = "encryption {1}")
    @MethodSource("phones")
    void theBrowserCallsItAndItHoldsResumesAndHangsUp(FarEnd end, String encryption) throws Exception {
        try (Linphone phone = Linphone.start(end, encryption, FAR_HERTZ, FAR_AMPLITUDE)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(end.number());
            alice.awaitCall("in-call");
            assertBothHear(alice, phone);
            phone.hold();
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            phone.resume();
            assertBothHear(alice, phone);
            phone.hangUp();
            alice.awaitEnded();
        }
    }

    @ParameterizedTest(name = "encryption {1}")
    @MethodSource("phones")
    void itCallsTheBrowserWhichHangsUp(FarEnd end, String encryption) throws Exception {
        Tab alice = scene.signedIn("alice");
        InetSocketAddress sip = scene.gateway().sip();
        try (Linphone phone = Linphone.start(end, encryption, FAR_HERTZ, FAR_AMPLITUDE)) {
            phone.dial("sip:%s@%s:%d"
                    .formatted(GatewayFile.ALICE_NUMBER, sip.getAddress().getHostAddress(), sip.getPort()));
            alice.awaitRinging();
            alice.answer();
            alice.awaitCall("in-call");
            assertBothHear(alice, phone);
            alice.hangUp();
            phone.awaitEnd();
        }
    }
}
