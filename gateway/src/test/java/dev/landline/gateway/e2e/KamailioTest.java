package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private static final String SECOND_NUMBER = "+442079460966";
    private static final double SECOND_HERTZ = 760;
    private static final String OUR_LINE = "landline";
    private static final String LEAVING_LINE = "leaves";

    /** As the PBX writes it. */
    private static final String DEREGISTERED = "REGISTER of " + LEAVING_LINE + " with Expires 0";

    private static Kamailio pbx;
    private static Scene scene;
    private static TlsFolder ours;
    private static TlsFolder theirs;

    @BeforeAll
    static void open() throws IOException {
        ours = TlsFolder.of(InetAddress.getLoopbackAddress());
        theirs = TlsFolder.of(Kamailio.address());
        int ourPort = Ports.free();
        pbx = Kamailio.start(
                Ports.free(),
                theirs,
                GatewayFile.ALICE_NUMBER,
                "sip:" + GatewayFile.ALICE_NUMBER + "@127.0.0.1:" + ourPort + ";transport=tls");
        scene = Scene.open(gateway(ourPort, OUR_LINE));
    }

    /** A gateway with the PBX as its trunk, where it registers as this user. */
    private static GatewayFile gateway(int tlsPort, String line) {
        return new GatewayFile()
                .with("""
                        sip { tls-port = %d, tls { certificate = "%s", key = "%s" } }
                        trunks.pbx {
                          host = "%s", port = %d, transport = tls
                          tls { trusted-certificates = "%s", require-certificate = true }
                          username = "%s", password = "%s"
                          register { enabled = true, domain = pbx.test, number = "%s" }
                          codecs = [pcmu], srtp = required, transfers = true
                        }
                        """.formatted(
                                tlsPort,
                                ours.certificate(),
                                ours.key(),
                                Kamailio.address().getHostAddress(),
                                pbx.tlsPort(),
                                theirs.certificate(),
                                line,
                                Kamailio.PASSWORD,
                                GatewayFile.BOB_NUMBER))
                .route("pbx", "+4420794609.");
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
        return phone(PHONE_NUMBER, FAR_HERTZ);
    }

    private static Baresip phone(String number, double hertz) throws IOException {
        Baresip.Voice voice = Baresip.Voice.of(Law.PCMU).encrypted("srtp-mand");
        return Baresip.registeredAt(pbx, number, voice, hertz, FAR_AMPLITUDE);
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

    private static void assertHearEachOther(Baresip first, Baresip second) {
        first.assertHears(SECOND_HERTZ, FAR_AMPLITUDE);
        second.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
    }

    @Test
    void theBrowserTransfersOnePhoneOfThePbxToAnotherAndTheyHearEachOther() throws Exception {
        try (Baresip first = phone();
                Baresip second = phone(SECOND_NUMBER, SECOND_HERTZ)) {
            BareTelephone alice = BareTelephone.signIn(scene, "alice", Browser.MICROPHONE_HERTZ)
                    .talks("first", PHONE_NUMBER);
            first.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.act("refer", "first", "sip:" + SECOND_NUMBER + "@landline.internal");
            alice.awaitNews("first", 202);
            alice.awaitNews("first", 200);
            alice.await("first", "ended");
            assertHearEachOther(first, second);
            second.hangUp();
            first.await("CALL_CLOSED");
        }
    }

    /** Its REFER comes to us through the PBX, and our INVITE for it goes there again. */
    @Test
    void aPhoneOfThePbxTransfersTheBrowserToAnotherAndTheyHearEachOther() throws Exception {
        try (Baresip first = phone();
                Baresip second = phone(SECOND_NUMBER, SECOND_HERTZ)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(PHONE_NUMBER);
            alice.awaitCall("in-call");
            assertBothHear(alice, first);
            first.transfer("sip:" + SECOND_NUMBER + "@" + Kamailio.address().getHostAddress());
            first.await("CALL_CLOSED");
            alice.assertHears(SECOND_HERTZ, FAR_AMPLITUDE);
            second.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.hangUp();
            second.await("CALL_CLOSED");
        }
    }

    @Test
    void whenTheGatewayStopsItsRegistrationAtThePbxIsGone() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(gateway(Ports.free(), LEAVING_LINE))) {
            String contact = Await.value(
                    () -> "no registration at the PBX:\n" + pbx.tail(),
                    Duration.ofSeconds(15),
                    () -> pbx.contactOf(LEAVING_LINE));
            assertTrue(contact.startsWith("sip:" + LEAVING_LINE + "@127.0.0.1:"), contact);
            assertFalse(pbx.log().contains(DEREGISTERED), "it does not leave before it stops");
            gateway.stop();
            assertEquals(Optional.empty(), pbx.contactOf(LEAVING_LINE));
            assertTrue(pbx.log().contains(DEREGISTERED), pbx::tail);
        }
    }
}
