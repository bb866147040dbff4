package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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

/** A person dials in Chromium and talks to SIPp or baresip behind the trunk; both ends measure what they hear. */
class BrowserCallsTrunkTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;

    private static final FarEnd UDP_PCMU = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);
    private static final FarEnd TCP_PCMA = FarEnd.sipp(3, Sipp.Transport.TCP, Law.PCMA);
    private static final FarEnd UDP_PCMA = FarEnd.sipp(4, Sipp.Transport.UDP, Law.PCMA);
    private static final FarEnd TCP_PCMU = FarEnd.sipp(5, Sipp.Transport.TCP, Law.PCMU);
    private static final FarEnd BARESIP_UDP = FarEnd.baresip(6, Sipp.Transport.UDP, Law.PCMA);
    private static final FarEnd BARESIP_TCP = FarEnd.baresip(7, Sipp.Transport.TCP, Law.PCMU);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile()
                .trunk(UDP_PCMU)
                .trunk(TCP_PCMA)
                .trunk(UDP_PCMA)
                .trunk(TCP_PCMU)
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
        return Stream.of(UDP_PCMU, TCP_PCMA, UDP_PCMA, TCP_PCMU);
    }

    @ParameterizedTest
    @MethodSource("farEnds")
    void chromiumAndSippHearEachOthersToneUntilTheBrowserHangsUp(FarEnd end) throws Exception {
        try (RtpPeer sound = new RtpPeer(end.address().getAddress(), end.law());
                Sipp sipp = Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                        .on(end.address(), end.transport())
                        .sound(sound)
                        .start()) {
            sound.play(FAR_HERTZ, FAR_AMPLITUDE);
            Tab alice = scene.signedIn("alice");
            alice.dial(end.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            sound.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            assertEquals(Set.of(end.law().payloadType), sound.payloadTypes());
            assertEquals(1, sound.sources(), "SSRCs toward the trunk");
            alice.hangUp();
            alice.awaitEnded();
            sipp.assertSucceeds();
            assertTrue(sipp.messages().contains("Reason: Q.850;cause=16"), sipp::messages);
        }
    }

    @ParameterizedTest
    @MethodSource("baresips")
    void chromiumAndBaresipHearEachOthersToneUntilBaresipHangsUp(FarEnd end) throws Exception {
        try (Baresip baresip = Baresip.start(end, true, FAR_HERTZ, FAR_AMPLITUDE)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(end.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            baresip.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            baresip.hangUp();
            alice.awaitEnded();
        }
    }

    @Test
    void aMutedBrowserIsSilentWhileItsPacketsGoOn() throws Exception {
        try (RtpPeer sound = new RtpPeer(UDP_PCMU.address().getAddress(), Law.PCMU);
                Sipp sipp = Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                        .on(UDP_PCMU.address(), Sipp.Transport.UDP)
                        .sound(sound)
                        .start()) {
            Tab alice = scene.signedIn("alice");
            alice.dial(UDP_PCMU.number());
            alice.awaitCall("in-call");
            sound.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.mute();
            Await.until(
                    "silence at the trunk",
                    Duration.ofSeconds(5),
                    () -> sound.tone().filter(tone -> tone.levelDbfs() < -50).isPresent());
            int packets = sound.packets();
            Await.until("a second of packets", Duration.ofSeconds(3), () -> sound.packets() > packets + 50);
            alice.mute();
            sound.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            Await.until("an RTCP report of the gateway", Duration.ofSeconds(10), () -> sound.reports() > 0);
            assertEquals(0, sound.gaps(), "jumps of the sequence number toward the trunk");
            assertEquals(1, sound.sources(), "SSRCs toward the trunk");
            alice.hangUp();
            sipp.assertSucceeds();
        }
    }

    @Test
    void byeFromTheTrunkHangsUpTheBrowser() throws Exception {
        try (RtpPeer sound = new RtpPeer(UDP_PCMU.address().getAddress(), Law.PCMU);
                Sipp sipp = Sipp.scenario("trunk-answers-and-hangs-up")
                        .on(UDP_PCMU.address(), Sipp.Transport.UDP)
                        .sound(sound)
                        .pause(Duration.ofSeconds(3))
                        .start()) {
            Tab alice = scene.signedIn("alice");
            alice.dial(UDP_PCMU.number());
            alice.awaitCall("in-call");
            alice.awaitEnded();
            sipp.assertSucceeds();
            Await.until(
                    "silence toward the trunk", Duration.ofSeconds(3), () -> sound.silentFor(Duration.ofMillis(300)));
        }
    }

    @Test
    void earlyMediaIsHeardBeforeTheTrunkRefuses() throws Exception {
        try (RtpPeer sound = new RtpPeer(UDP_PCMU.address().getAddress(), Law.PCMU);
                Sipp sipp = Sipp.scenario("trunk-plays-an-announcement-then-refuses")
                        .on(UDP_PCMU.address(), Sipp.Transport.UDP)
                        .sound(sound)
                        .pause(Duration.ofSeconds(4))
                        .start()) {
            sound.play(FAR_HERTZ, FAR_AMPLITUDE);
            Tab alice = scene.signedIn("alice");
            alice.dial(UDP_PCMU.number());
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            String reason = alice.awaitEnded();
            assertEquals("480", code(alice), reason);
            sipp.assertSucceeds();
        }
    }

    @Test
    void aBusyTrunkShowsAsBusy() throws Exception {
        assertRefused("trunk-is-busy", "486", "busy");
    }

    @Test
    void anUnknownNumberShowsAsUnknown() throws Exception {
        assertRefused("trunk-knows-no-such-number", "404", "exist");
    }

    @Test
    void aTrunkWithoutAFreeLineShowsAsThat() throws Exception {
        assertRefused("trunk-has-no-line-free", "503", "");
    }

    private void assertRefused(String scenario, String code, String word) throws Exception {
        try (RtpPeer sound = new RtpPeer(UDP_PCMU.address().getAddress(), Law.PCMU);
                Sipp sipp = Sipp.scenario(scenario)
                        .on(UDP_PCMU.address(), Sipp.Transport.UDP)
                        .sound(sound)
                        .start()) {
            Tab alice = scene.signedIn("alice");
            alice.dial(UDP_PCMU.number());
            String reason = alice.awaitEnded();
            assertEquals(code, code(alice), reason);
            assertTrue(reason.toLowerCase(Locale.ROOT).contains(word), reason);
            sipp.assertSucceeds();
        }
    }

    private static String code(Tab tab) {
        return tab.endedDetail("code").orElse("none").replaceAll(" .*", "");
    }

    @Test
    void hangingUpWhileItRingsCancelsTheTrunk() throws Exception {
        try (RtpPeer sound = new RtpPeer(UDP_PCMU.address().getAddress(), Law.PCMU);
                Sipp sipp = Sipp.scenario("trunk-rings-until-cancelled")
                        .on(UDP_PCMU.address(), Sipp.Transport.UDP)
                        .sound(sound)
                        .start()) {
            Tab alice = scene.signedIn("alice");
            alice.dial(UDP_PCMU.number());
            alice.awaitCall("ringing");
            alice.hangUp();
            alice.awaitEnded();
            sipp.assertSucceeds();
        }
    }

    @Test
    void nobodyAnswersWithinTheRingingTime() throws Exception {
        try (RtpPeer sound = new RtpPeer(UDP_PCMU.address().getAddress(), Law.PCMU);
                Sipp sipp = Sipp.scenario("trunk-rings-until-cancelled")
                        .on(UDP_PCMU.address(), Sipp.Transport.UDP)
                        .sound(sound)
                        .start()) {
            Tab alice = scene.signedIn("alice");
            alice.dial(UDP_PCMU.number());
            alice.awaitCall("ringing");
            String reason = alice.awaitEnded();
            assertTrue(Set.of("408", "480").contains(code(alice)), reason + " " + code(alice));
            sipp.assertSucceeds();
        }
    }

    @Test
    void aNumberWithoutARouteIsRefusedAtOnce() {
        Tab alice = scene.signedIn("alice");
        alice.dial(GatewayFile.NOBODYS_NUMBER);
        String reason = alice.awaitEnded();
        assertEquals("404", code(alice), reason);
    }
}
