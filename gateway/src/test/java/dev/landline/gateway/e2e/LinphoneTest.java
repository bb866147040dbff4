package dev.landline.gateway.e2e;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chromium and linphone, a telephone with SIP, SDP, RTP and SRTP of its own, over a trunk. */
class LinphoneTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;

    private static final double SECOND_HERTZ = 760;
    private static final String DIGITS = "159#";

    private static final FarEnd PLAIN = FarEnd.linphone(6, Law.PCMA);
    private static final FarEnd ENCRYPTED = FarEnd.linphone(7, Law.PCMU);

    /** It connects to the gateway by TLS. */
    private static final FarEnd SECURE = FarEnd.linphone(8, Law.PCMA);

    private static Scene scene;
    private static TlsFolder ours;
    private static TlsFolder theirs;
    private static int tlsPort;

    @BeforeAll
    static void open() throws IOException {
        ours = TlsFolder.ofHost("localhost");
        theirs = TlsFolder.of(InetAddress.getLoopbackAddress());
        tlsPort = Ports.free();
        scene = Scene.open(new GatewayFile()
                .trunk(PLAIN, "transfers = true")
                .trunk(ENCRYPTED, "srtp = required")
                .with("""
                        sip { tls-port = %d, tls { certificate = "%s", key = "%s" } }
                        trunks.%s {
                          host = "127.0.0.1", port = %d, transport = tls, options-interval = 0s
                          tls { trusted-certificates = "%s", require-certificate = true }
                          codecs = [pcma], srtp = required
                        }
                        """.formatted(
                                tlsPort,
                                ours.certificate(),
                                ours.key(),
                                SECURE.trunk(),
                                SECURE.address().getPort(),
                                theirs.certificate())));
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

    private static String atTheGateway(String number) {
        InetSocketAddress sip = scene.gateway().sip();
        return "sip:%s@%s:%d".formatted(number, sip.getAddress().getHostAddress(), sip.getPort());
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
        try (Linphone phone = Linphone.start(end, encryption, FAR_HERTZ, FAR_AMPLITUDE)) {
            phone.dial(atTheGateway(GatewayFile.ALICE_NUMBER));
            alice.awaitRinging();
            alice.answer();
            alice.awaitCall("in-call");
            assertBothHear(alice, phone);
            alice.hangUp();
            phone.awaitEnd();
        }
    }

    private static String digitsOf(Tab tab) {
        return tab.digits().stream().map(digit -> String.valueOf(digit.digit())).collect(Collectors.joining());
    }

    @ParameterizedTest(name = "encryption {1}")
    @MethodSource("phones")
    void digitsThatEitherSidePressesReachTheOther(FarEnd end, String encryption) throws Exception {
        try (Linphone phone = Linphone.start(end, encryption, FAR_HERTZ, FAR_AMPLITUDE)) {
            Tab alice =
                    scene.tab(new JsonObject().put("readDigits", true)).signIn("alice", GatewayFile.password("alice"));
            alice.dial(end.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            alice.openKeypad();
            DIGITS.chars().forEach(digit -> alice.pressDigit((char) digit));
            Await.value(
                    () -> DIGITS + " at the phone, which got " + phone.digits(),
                    Duration.ofSeconds(10),
                    () -> Optional.of(phone.digits()).filter(DIGITS::equals));
            phone.press(DIGITS);
            Await.value(
                    () -> DIGITS + " in the browser, which got " + alice.digits(),
                    Duration.ofSeconds(15),
                    () -> Optional.of(digitsOf(alice)).filter(DIGITS::equals));
            assertBothHear(alice, phone);
        }
    }

    @Test
    void itTransfersTheBrowserToAnotherPhoneAndTheyHearEachOther() throws Exception {
        try (Linphone first = Linphone.start(PLAIN, "none", FAR_HERTZ, FAR_AMPLITUDE);
                Linphone second = Linphone.start(ENCRYPTED, "srtp", SECOND_HERTZ, FAR_AMPLITUDE)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(PLAIN.number());
            alice.awaitCall("in-call");
            assertBothHear(alice, first);
            first.transfer(atTheGateway(ENCRYPTED.number()));
            first.awaitEnd();
            alice.assertHears(SECOND_HERTZ, FAR_AMPLITUDE);
            second.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            second.hangUp();
            alice.awaitEnded();
        }
    }

    @Test
    void theBrowserTransfersItToAnotherPhoneAndTheyHearEachOther() throws Exception {
        try (Linphone first = Linphone.start(PLAIN, "none", FAR_HERTZ, FAR_AMPLITUDE);
                Linphone second = Linphone.start(ENCRYPTED, "srtp", SECOND_HERTZ, FAR_AMPLITUDE)) {
            BareTelephone alice = BareTelephone.signIn(scene, "alice", Browser.MICROPHONE_HERTZ)
                    .talks("first", PLAIN.number());
            first.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.act("refer", "first", "sip:" + ENCRYPTED.number() + "@landline.internal");
            alice.awaitNews("first", 202);
            alice.awaitNews("first", 200);
            alice.await("first", "ended");
            first.assertHears(SECOND_HERTZ, FAR_AMPLITUDE);
            second.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            first.hangUp();
            second.awaitEnd();
        }
    }

    /**
     * It takes no connection (belle-sip: "New connection arriving on TLS, not handled") and offers its own for nothing but
     * its own requests, so that it is the one that calls and hangs up.
     */
    @Test
    void itCallsTheBrowserByTlsWithItsCertificateAndHangsUp() throws Exception {
        Tab alice = scene.signedIn("alice");
        try (Linphone phone = Linphone.startOverTls(SECURE, ours.certificate(), theirs, FAR_HERTZ, FAR_AMPLITUDE)) {
            phone.dial("sip:%s@localhost:%d;transport=tls".formatted(GatewayFile.ALICE_NUMBER, tlsPort));
            alice.awaitRinging();
            alice.answer();
            alice.awaitCall("in-call");
            assertBothHear(alice, phone);
            phone.hangUp();
            alice.awaitEnded();
        }
    }

    @Test
    void withAnotherCertificateThanItsOwnItIsRefused() throws Exception {
        TlsFolder other = TlsFolder.of(InetAddress.getLoopbackAddress());
        double before = scene.gateway().metric("landline_sip_refused_stranger_total");
        try (Linphone phone = Linphone.startOverTls(SECURE, ours.certificate(), other, FAR_HERTZ, FAR_AMPLITUDE)) {
            phone.dial("sip:%s@localhost:%d;transport=tls".formatted(GatewayFile.ALICE_NUMBER, tlsPort));
            phone.await(" error.");
            scene.gateway().awaitGrowth(before, "landline_sip_refused_stranger_total");
        }
    }
}
