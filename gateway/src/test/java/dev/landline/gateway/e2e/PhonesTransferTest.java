package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Transfers between telephones that were not written for these tests: JsSIP in Chromium and two baresip, each with a tone of
 * its own that the others must hear.
 */
class PhonesTransferTest {

    private static final double ALICE_HERTZ = 1000;
    private static final double FIRST_HERTZ = 600;
    private static final double SECOND_HERTZ = 760;
    private static final double AMPLITUDE = 0.25;

    private static final FarEnd FIRST = FarEnd.baresip(6, Sipp.Transport.UDP, Law.PCMU);
    private static final FarEnd SECOND = FarEnd.baresip(7, Sipp.Transport.TCP, Law.PCMA);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(FIRST, "transfers = true").trunk(SECOND));
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

    private static Baresip first() throws IOException {
        return Baresip.start(FIRST, true, FIRST_HERTZ, AMPLITUDE);
    }

    private static Baresip second() throws IOException {
        return Baresip.start(SECOND, true, SECOND_HERTZ, AMPLITUDE);
    }

    /** In a call with the first phone, where both hear each other. */
    private static BareTelephone aliceWith(Baresip first) {
        BareTelephone alice = BareTelephone.signIn(scene, "alice", ALICE_HERTZ).talks("first", FIRST.number());
        first.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        alice.assertHears("first", FIRST_HERTZ, AMPLITUDE);
        return alice;
    }

    private static String atTheGateway(FarEnd end) {
        InetSocketAddress sip = scene.gateway().sip();
        return "sip:%s@%s:%d".formatted(end.number(), sip.getAddress().getHostAddress(), sip.getPort());
    }

    private static void assertHearEachOther(Baresip first, Baresip second) {
        first.assertHears(SECOND_HERTZ, AMPLITUDE);
        second.assertHears(FIRST_HERTZ, AMPLITUDE);
    }

    @Test
    void theBrowserTransfersOnePhoneToTheOtherAndTheyHearEachOther() throws Exception {
        try (Baresip first = first();
                Baresip second = second()) {
            BareTelephone alice = aliceWith(first);
            alice.act("refer", "first", "sip:" + SECOND.number() + "@landline.internal");
            alice.awaitNews("first", 202);
            alice.awaitNews("first", 200);
            alice.await("first", "ended");
            assertHearEachOther(first, second);
            second.hangUp();
            first.await("CALL_CLOSED");
        }
    }

    @Test
    void theBrowserSpeaksWithBothPhonesAndThenLeavesThemToEachOther() throws Exception {
        try (Baresip first = first();
                Baresip second = second()) {
            BareTelephone alice = aliceWith(first);
            alice.act("hold", "first");
            alice.talks("second", SECOND.number());
            second.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.act("refer", "first", "sip:" + SECOND.number() + "@landline.internal", "second");
            alice.awaitNews("first", 200);
            alice.await("first", "ended");
            alice.await("second", "ended");
            assertHearEachOther(first, second);
            first.hangUp();
            second.await("CALL_CLOSED");
        }
    }

    @Test
    void theBrowserLeavesOnePhoneToTheOtherWhileThatStillRings() throws Exception {
        try (Baresip first = first();
                Baresip second = Baresip.start(SECOND, false, SECOND_HERTZ, AMPLITUDE)) {
            BareTelephone alice = aliceWith(first);
            alice.act("hold", "first");
            alice.act("call", "second", SECOND.number());
            alice.await("second", "ringing");
            alice.act("refer", "first", "sip:" + SECOND.number() + "@landline.internal", "second");
            alice.awaitNews("first", 202);
            alice.await("second", "failed 487");
            second.answer();
            alice.awaitNews("first", 200);
            alice.await("first", "ended");
            assertHearEachOther(first, second);
            second.hangUp();
            first.await("CALL_CLOSED");
        }
    }

    @Test
    void whenTheOtherPhoneRefusesInsteadTheBrowserHasTheFirstAgain() throws Exception {
        try (Baresip first = first();
                Baresip second = Baresip.start(SECOND, false, SECOND_HERTZ, AMPLITUDE)) {
            BareTelephone alice = aliceWith(first);
            alice.act("call", "second", SECOND.number());
            alice.await("second", "ringing");
            alice.act("refer", "first", "sip:" + SECOND.number() + "@landline.internal", "second");
            alice.awaitNews("first", 202);
            second.hangUp();
            alice.awaitNews("first", 486);
            alice.assertHears("first", FIRST_HERTZ, AMPLITUDE);
            first.assertStillHears(ALICE_HERTZ);
        }
    }

    @Test
    void aPhoneTransfersTheBrowserToTheOtherPhoneAndTheBrowserIsDescribedOnce() throws Exception {
        try (Baresip first = first();
                Baresip second = second()) {
            BareTelephone alice = aliceWith(first);
            first.transfer(atTheGateway(SECOND));
            first.await("CALL_CLOSED");
            alice.assertHears("first", SECOND_HERTZ, AMPLITUDE);
            second.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            assertEquals(1, alice.descriptions("first"));
            alice.act("hangUp", "first");
            second.await("CALL_CLOSED");
        }
    }
}
