package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A person asks first and then hands over, by the page's buttons, where one of the two others is a browser and one a phone
 * on the trunk: whichever of them was asked, they end up with each other.
 */
class AttendedTransferTest {

    private static final double BOB_HERTZ = 760;
    private static final double BOB_AMPLITUDE = 0.2;
    private static final double PHONE_HERTZ = 600;
    private static final double PHONE_AMPLITUDE = 0.25;

    private static final FarEnd PHONE = FarEnd.baresip(6, Sipp.Transport.UDP, Law.PCMU);

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

    private static Baresip phone() throws IOException {
        return Baresip.start(PHONE, true, PHONE_HERTZ, PHONE_AMPLITUDE);
    }

    private static Tab bob() {
        return scene.tab(new JsonObject().put("microphoneHertz", BOB_HERTZ).put("microphoneAmplitude", BOB_AMPLITUDE))
                .signIn("bob", GatewayFile.password("bob"));
    }

    private static void askFirst(Tab tab, String number) {
        tab.click("transfer");
        tab.fill("reach-target", number);
        tab.click("ask-first");
    }

    /** Nothing but each other: a third tone would spoil the purity that this asks for. */
    private static void assertHearEachOther(Tab bob, Baresip phone) {
        bob.assertHears(PHONE_HERTZ, PHONE_AMPLITUDE);
        phone.assertHears(BOB_HERTZ, BOB_AMPLITUDE);
    }

    private static void assertIsOut(Tab alice) {
        alice.awaitEnded();
        assertEquals(0, alice.count("other-call"));
        assertTrue(alice.tone().isEmpty(), "no call is left here");
    }

    @Test
    void aBrowserIsHandedToThePhoneThatWasAskedFirst() throws Exception {
        try (Baresip phone = phone()) {
            Tab bob = bob();
            Tab alice = scene.signedIn("alice");
            alice.dial("bob");
            bob.awaitRinging();
            bob.answer();
            alice.assertHears(BOB_HERTZ, BOB_AMPLITUDE);
            askFirst(alice, PHONE.number());
            phone.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.assertHears(PHONE_HERTZ, PHONE_AMPLITUDE);
            alice.click("complete-transfer");
            assertIsOut(alice);
            assertHearEachOther(bob, phone);
            bob.hangUp();
            phone.await("CALL_CLOSED");
        }
    }

    @Test
    void aPhoneIsHandedToTheBrowserThatWasAskedFirst() throws Exception {
        try (Baresip phone = phone()) {
            Tab bob = bob();
            Tab alice = scene.signedIn("alice");
            alice.dial(PHONE.number());
            alice.awaitCall("in-call");
            alice.assertHears(PHONE_HERTZ, PHONE_AMPLITUDE);
            askFirst(alice, "bob");
            bob.awaitRinging();
            bob.answer();
            bob.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.click("complete-transfer");
            assertIsOut(alice);
            assertHearEachOther(bob, phone);
            phone.hangUp();
            bob.awaitEnded();
        }
    }

    @Test
    void whoWasAskedFirstAndDeclinesLeavesTheCallerWithWhoAsked() throws Exception {
        try (Baresip phone = phone()) {
            Tab bob = bob();
            Tab alice = scene.signedIn("alice");
            alice.dial(PHONE.number());
            alice.awaitCall("in-call");
            alice.assertHears(PHONE_HERTZ, PHONE_AMPLITUDE);
            askFirst(alice, "bob");
            bob.awaitRinging();
            bob.decline();
            phone.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            Tone.awaitSine("in the first call", PHONE_HERTZ, PHONE_AMPLITUDE, () -> alice.toneOf(0));
            assertEquals(0, alice.count("other-call"));
            alice.hangUp();
            phone.await("CALL_CLOSED");
        }
    }

    @Test
    void aPhoneIsHandedToABrowserThatStillRingsAndBothTalkOnceItAnswers() throws Exception {
        try (Baresip phone = phone()) {
            Tab bob = bob();
            Tab alice = scene.signedIn("alice");
            alice.dial(PHONE.number());
            alice.awaitCall("in-call");
            alice.assertHears(PHONE_HERTZ, PHONE_AMPLITUDE);
            askFirst(alice, "bob");
            bob.awaitRinging();
            alice.awaitCall("ringing");
            alice.click("complete-transfer");
            // The gateway has the call: alice no longer rings bob, the phone waits for him.
            alice.awaitCount("other-call", 0);
            bob.answer();
            assertIsOut(alice);
            assertHearEachOther(bob, phone);
            phone.hangUp();
            bob.awaitEnded();
        }
    }
}
