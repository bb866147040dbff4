package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Hold and transfers as JsSIP in Chromium asks for them, with SIPp at the far ends. Every far end measures what it hears,
 * and its scenario fails on any request that it does not expect: so nothing is renegotiated there.
 */
class CallFeaturesTest {

    private static final double ALICE_HERTZ = 1000;
    private static final double FIRST_HERTZ = 600;
    private static final double SECOND_HERTZ = 760;
    private static final double AMPLITUDE = 0.25;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(12);

    private static final FarEnd FIRST = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);
    private static final FarEnd SECOND = FarEnd.sipp(3, Sipp.Transport.UDP, Law.PCMA);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(FIRST).trunk(SECOND));
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

    private static Sipp untilTheBrowserHangsUp(FarEnd end, RtpPeer sound, double hertz) throws IOException {
        sound.play(hertz, AMPLITUDE);
        return Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                .on(end.address(), Sipp.Transport.UDP)
                .sound(sound)
                .start();
    }

    private static Sipp hangsUpLater(FarEnd end, RtpPeer sound, double hertz) throws IOException {
        sound.play(hertz, AMPLITUDE);
        return Sipp.scenario("trunk-answers-and-hangs-up")
                .on(end.address(), Sipp.Transport.UDP)
                .sound(sound)
                .pause(LONG_ENOUGH)
                .start();
    }

    private static RtpPeer soundOf(FarEnd end) throws IOException {
        return new RtpPeer(end.address().getAddress(), end.law());
    }

    private static BareTelephone alice() {
        return BareTelephone.signIn(scene, "alice", ALICE_HERTZ);
    }

    @Test
    void theFarSideHearsMusicWhileTheBrowserHoldsAndNothingIsSaidToItsTrunk() throws Exception {
        try (RtpPeer sound = soundOf(FIRST);
                Sipp sipp = untilTheBrowserHangsUp(FIRST, sound, FIRST_HERTZ)) {
            BareTelephone alice = alice().talks("first", FIRST.number());
            sound.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.assertHears("first", FIRST_HERTZ, AMPLITUDE);
            alice.act("hold", "first");
            awaitMusic(sound);
            alice.act("unhold", "first");
            sound.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.assertHears("first", FIRST_HERTZ, AMPLITUDE);
            assertEquals(1, sound.sources(), "one stream for the whole call");
            assertEquals(0, sound.gaps(), "without a hole in its numbers");
            alice.act("hangUp", "first");
            sipp.assertSucceeds();
        }
    }

    @Test
    void aBlindTransferConnectsTheFarSideWithItsTargetAndEndsTheTransferorsCall() throws Exception {
        try (RtpPeer first = soundOf(FIRST);
                Sipp one = untilTheBrowserHangsUp(FIRST, first, FIRST_HERTZ);
                RtpPeer second = soundOf(SECOND);
                Sipp other = hangsUpLater(SECOND, second, SECOND_HERTZ)) {
            BareTelephone alice = alice().talks("first", FIRST.number());
            first.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.act("refer", "first", "sip:" + SECOND.number() + "@landline.internal");
            alice.awaitNews("first", 202);
            alice.awaitNews("first", 200);
            alice.await("first", "ended");
            first.assertHears(SECOND_HERTZ, AMPLITUDE);
            second.assertHears(FIRST_HERTZ, AMPLITUDE);
            assertEquals(1, first.sources(), "one stream for the whole call");
            assertEquals(0, first.gaps(), "without a hole in its numbers");
            one.assertSucceeds();
            other.assertSucceeds();
        }
    }

    @Test
    void aTransferThatFailsGivesTheCallBack() throws Exception {
        try (RtpPeer first = soundOf(FIRST);
                Sipp one = untilTheBrowserHangsUp(FIRST, first, FIRST_HERTZ);
                Sipp other = Sipp.scenario("trunk-is-busy")
                        .on(SECOND.address(), Sipp.Transport.UDP)
                        .start()) {
            BareTelephone alice = alice().talks("first", FIRST.number());
            alice.act("hold", "first");
            awaitMusic(first);
            alice.act("refer", "first", "sip:" + SECOND.number() + "@landline.internal");
            alice.awaitNews("first", 486);
            awaitMusic(first);
            alice.act("unhold", "first");
            first.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.assertHears("first", FIRST_HERTZ, AMPLITUDE);
            alice.act("hangUp", "first");
            one.assertSucceeds();
            other.assertSucceeds();
        }
    }

    @Test
    void anAttendedTransferConnectsTheTwoFarSides() throws Exception {
        try (RtpPeer first = soundOf(FIRST);
                Sipp one = untilTheBrowserHangsUp(FIRST, first, FIRST_HERTZ);
                RtpPeer second = soundOf(SECOND);
                Sipp other = hangsUpLater(SECOND, second, SECOND_HERTZ)) {
            BareTelephone alice = alice().talks("first", FIRST.number());
            first.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.act("hold", "first");
            awaitMusic(first);
            alice.talks("second", SECOND.number());
            second.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.act("refer", "first", "sip:" + SECOND.number() + "@landline.internal", "second");
            alice.awaitNews("first", 200);
            alice.await("first", "ended");
            alice.await("second", "ended");
            first.assertHears(SECOND_HERTZ, AMPLITUDE);
            second.assertHears(FIRST_HERTZ, AMPLITUDE);
            assertEquals(1, first.sources() * second.sources(), "one stream for each call");
            assertEquals(0, first.gaps() + second.gaps(), "without a hole in their numbers");
            one.assertSucceeds();
            other.assertSucceeds();
        }
    }

    @Test
    void threePeopleHearEachOtherWhenTwoCallsAreMergedAndTheOthersGoOnWithoutTheFirst() throws Exception {
        try (RtpPeer first = soundOf(FIRST);
                Sipp one = untilTheBrowserHangsUp(FIRST, first, FIRST_HERTZ);
                RtpPeer second = soundOf(SECOND);
                Sipp other = hangsUpLater(SECOND, second, SECOND_HERTZ)) {
            BareTelephone alice = alice().talks("first", FIRST.number());
            first.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.talks("second", SECOND.number());
            second.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.act("refer", "first", "sip:conference@landline.internal", "second");
            alice.awaitNews("first", 200);
            alice.await("second", "ended");
            first.play(0, 0);
            alice.assertHears("first", SECOND_HERTZ, AMPLITUDE);
            second.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            first.play(FIRST_HERTZ, AMPLITUDE);
            second.play(0, 0);
            alice.assertHears("first", FIRST_HERTZ, AMPLITUDE);
            first.assertHears(ALICE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            assertEquals(1, alice.descriptions("first"), "the browser is not renegotiated");
            alice.act("hangUp", "first");
            second.assertHears(FIRST_HERTZ, AMPLITUDE);
            one.assertSucceeds();
            other.assertSucceeds();
        }
    }

    @Test
    void aTransferIsAskedForOnTheConnectionThatCameBack() throws Exception {
        try (RtpPeer first = soundOf(FIRST);
                Sipp one = untilTheBrowserHangsUp(FIRST, first, FIRST_HERTZ);
                RtpPeer second = soundOf(SECOND);
                Sipp other = hangsUpLater(SECOND, second, SECOND_HERTZ)) {
            BareTelephone alice = alice().talks("first", FIRST.number());
            alice.act("awaitConnection");
            alice.tab().dropSockets();
            alice.act("awaitConnection");
            alice.act("hold", "first");
            awaitMusic(first);
            alice.act("refer", "first", "sip:" + SECOND.number() + "@landline.internal");
            alice.awaitNews("first", 200);
            alice.await("first", "ended");
            first.assertHears(SECOND_HERTZ, AMPLITUDE);
            one.assertSucceeds();
            other.assertSucceeds();
        }
    }

    /** Something is heard that is no tone of anybody's. */
    private static void awaitMusic(RtpPeer sound) {
        Await.value(
                () -> "music; last heard " + sound.tone(),
                Duration.ofSeconds(15),
                () -> sound.tone().filter(CallFeaturesTest::isMusic));
    }

    private static boolean isMusic(Tone tone) {
        boolean nobodys = Math.abs(tone.hertz() - ALICE_HERTZ) > 20 && Math.abs(tone.hertz() - SECOND_HERTZ) > 5;
        return nobodys && tone.levelDbfs() > -45 && tone.purity() < 0.95;
    }
}
