package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two browsers and a phone in one call. Each plays a tone of its own all the time, and each end is measured for all three:
 * both others are there at once, and nobody hears themselves.
 */
class ThreeWayCallTest {

    private static final double ALICE_HERTZ = Browser.MICROPHONE_HERTZ;
    private static final double ALICE_AMPLITUDE = Browser.MICROPHONE_AMPLITUDE;
    private static final double BOB_HERTZ = 760;
    private static final double BOB_AMPLITUDE = 0.2;
    private static final double PHONE_HERTZ = 600;
    private static final double PHONE_AMPLITUDE = 0.25;

    private static final FarEnd PHONE = FarEnd.baresip(6, Sipp.Transport.UDP, Law.PCMA);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(PHONE));
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

    private static Tab bob() {
        return scene.tab(new JsonObject().put("microphoneHertz", BOB_HERTZ).put("microphoneAmplitude", BOB_AMPLITUDE))
                .signIn("bob", GatewayFile.password("bob"));
    }

    /** Alice talks with Bob, calls the phone besides, and merges the two. */
    private static Tab aliceMergedWith(Tab bob, Baresip phone) {
        Tab alice = scene.signedIn("alice");
        alice.dial("bob");
        bob.awaitRinging();
        bob.answer();
        alice.awaitCall("in-call");
        alice.assertHears(BOB_HERTZ, BOB_AMPLITUDE);
        alice.click("add-call");
        alice.fill("reach-target", PHONE.number());
        alice.click("add-call-now");
        phone.assertHears(ALICE_HERTZ, ALICE_AMPLITUDE);
        alice.click("merge");
        alice.awaitCount("other-call", 0);
        return alice;
    }

    @Test
    void twoBrowsersAndAPhoneHearEachBothOthersAndNotThemselves() throws Exception {
        try (Baresip phone = Baresip.start(PHONE, true, PHONE_HERTZ, PHONE_AMPLITUDE)) {
            Tab bob = bob();
            Tab alice = aliceMergedWith(bob, phone);
            Chord.of()
                    .and(BOB_HERTZ, BOB_AMPLITUDE)
                    .and(PHONE_HERTZ, PHONE_AMPLITUDE)
                    .without(ALICE_HERTZ)
                    .await("at Alice's browser", alice::amplitudes);
            Chord.of()
                    .and(ALICE_HERTZ, ALICE_AMPLITUDE)
                    .and(PHONE_HERTZ, PHONE_AMPLITUDE)
                    .without(BOB_HERTZ)
                    .await("at Bob's browser", bob::amplitudes);
            Chord.of()
                    .and(ALICE_HERTZ, ALICE_AMPLITUDE)
                    .and(BOB_HERTZ, BOB_AMPLITUDE)
                    .without(PHONE_HERTZ)
                    .await("at the phone", phone::amplitudes);
            assertEquals(1, bob.descriptions(), "whoever is merged is not negotiated again");
            alice.hangUp();
            alice.awaitEnded();
            bob.assertHears(PHONE_HERTZ, PHONE_AMPLITUDE);
            phone.assertHears(BOB_HERTZ, BOB_AMPLITUDE);
            bob.hangUp();
            phone.await("CALL_CLOSED");
        }
    }

    @Test
    void thePhoneLeavesAndTheTwoBrowsersTalkOn() throws Exception {
        try (Baresip phone = Baresip.start(PHONE, true, PHONE_HERTZ, PHONE_AMPLITUDE)) {
            Tab bob = bob();
            Tab alice = aliceMergedWith(bob, phone);
            Chord.of()
                    .and(ALICE_HERTZ, ALICE_AMPLITUDE)
                    .and(PHONE_HERTZ, PHONE_AMPLITUDE)
                    .await("at Bob's browser", bob::amplitudes);
            phone.hangUp();
            bob.assertHears(ALICE_HERTZ, ALICE_AMPLITUDE);
            alice.assertHears(BOB_HERTZ, BOB_AMPLITUDE);
            bob.hangUp();
            alice.awaitEnded();
        }
    }
}
