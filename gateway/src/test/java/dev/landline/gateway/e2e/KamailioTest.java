package dev.landline.gateway.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Kamailio as the PBX of a trunk over TLS, with a baresip that registers there: three SIP stacks in every call, a password
 * for each request, certificates on both sides, and encrypted sound.
 */
class KamailioTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;
    private static final String PHONE_NUMBER = "+442079460955";
    private static final String OUR_LINE = "landline";

    private static Kamailio pbx;
    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        TlsFolder ours = TlsFolder.of(InetAddress.getLoopbackAddress());
        TlsFolder theirs = TlsFolder.of(Kamailio.address());
        int ourPort = Ports.free();
        int theirPort = Ports.free();
        pbx = Kamailio.start(
                theirPort,
                theirs,
                GatewayFile.ALICE_NUMBER,
                "sip:" + GatewayFile.ALICE_NUMBER + "@127.0.0.1:" + ourPort + ";transport=tls");
        scene = Scene.open(new GatewayFile()
                .with("""
                        sip { tls-port = %d, tls { certificate = "%s", key = "%s" } }
                        trunks.pbx {
                          host = "%s", port = %d, transport = tls
                          tls { trusted-certificates = "%s", require-certificate = true }
                          username = "%s", password = "%s"
                          register { enabled = true, domain = pbx.test, number = "%s" }
                          codecs = [pcmu], srtp = required
                        }
                        """.formatted(
                                ourPort,
                                ours.certificate(),
                                ours.key(),
                                Kamailio.address().getHostAddress(),
                                theirPort,
                                theirs.certificate(),
                                OUR_LINE,
                                Kamailio.PASSWORD,
                                GatewayFile.BOB_NUMBER))
                .route("pbx", "+4420794609."));
    }

    @AfterAll
    static void close() throws IOException {
        if (scene != null) {
            scene.close();
        }
        if (pbx != null) {
            pbx.close();
        }
    }

    @AfterEach
    void clear() {
        scene.clear();
    }

    private static Baresip phone() throws IOException {
        Baresip.Voice voice = Baresip.Voice.of(Law.PCMU).encrypted("srtp-mand");
        return Baresip.registeredAt(pbx, PHONE_NUMBER, voice, FAR_HERTZ, FAR_AMPLITUDE);
    }

    private static void assertBothHear(Tab tab, Baresip phone) {
        tab.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
        phone.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
    }

    @Test
    void theBrowserCallsAPhoneThatAnswersPressesDigitsAndIsHeldAndHungUp() throws Exception {
        try (Baresip phone = phone()) {
            Tab alice = scene.signedIn("alice");
            alice.dial(PHONE_NUMBER);
            alice.awaitCall("in-call");
            assertBothHear(alice, phone);
            alice.openKeypad();
            "73#".chars().forEach(digit -> alice.pressDigit((char) digit));
            Await.value(
                    () -> "no three digits at the phone, which got " + phone.digits(),
                    Duration.ofSeconds(10),
                    () -> Optional.of(phone.digits()).filter("73#"::equals));
            phone.hold();
            Await.until(
                    "silence from the phone that holds",
                    Duration.ofSeconds(10),
                    () -> alice.tone()
                            .filter(tone -> !tone.is(FAR_HERTZ, FAR_AMPLITUDE))
                            .isPresent());
            phone.resume();
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            phone.assertStillHears(Browser.MICROPHONE_HERTZ);
            phone.hangUp();
            alice.awaitEnded();
        }
    }

    private static void dial(Baresip phone, String user) {
        phone.dial("sip:%s@%s:%d"
                .formatted(
                        user,
                        pbx.phones().getAddress().getHostAddress(),
                        pbx.phones().getPort()));
    }

    @Test
    void aPhoneCallsTheBrowserWhichHangsUp() throws Exception {
        Tab alice = scene.signedIn("alice");
        try (Baresip phone = phone()) {
            dial(phone, GatewayFile.ALICE_NUMBER);
            alice.awaitRinging();
            alice.answer();
            alice.awaitCall("in-call");
            assertBothHear(alice, phone);
            alice.hangUp();
            phone.await("CALL_CLOSED");
        }
    }

    /** The PBX knows this line by its registration only, which it takes for the password alone. */
    @Test
    void aPhoneCallsTheLineThatTheGatewayIsRegisteredAsAndHangsUp() throws Exception {
        Await.until(
                "a registration at the PBX",
                Duration.ofSeconds(15),
                () -> scene.gateway().metric("landline_trunk_registered") == 1);
        Tab bob = scene.signedIn("bob");
        try (Baresip phone = phone()) {
            dial(phone, OUR_LINE);
            bob.awaitRinging();
            bob.answer();
            bob.awaitCall("in-call");
            assertBothHear(bob, phone);
            phone.hangUp();
            bob.awaitEnded();
        }
    }
}
