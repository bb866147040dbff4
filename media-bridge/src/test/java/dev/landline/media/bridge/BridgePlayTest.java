package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.ice.IceLite;
import dev.landline.media.sound.Cadence;
import dev.landline.media.sound.HoldMusic;
import dev.landline.media.sound.Tone;
import dev.landline.media.sound.ToneSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is played toward one side is heard there and nowhere else, and its end is told. */
class BridgePlayTest {
    private static final double AMPLITUDE = 8000;

    private static TestEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = TestEngine.start(OpusChoice.AUTO, IceLite.CONSENT_NANOS, 200, 3);
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    private static ToneSource tone(double hertz) {
        return new ToneSource(Cadence.continuous(Tone.of(hertz, 20 * Math.log10(AMPLITUDE / 22_827))));
    }

    private static ToneSource beep() {
        return new ToneSource(Cadence.once(Tone.of(2000, -10), 300));
    }

    private static List<MediaEvent.PlayEnded> ended(TestCall call) {
        List<MediaEvent.PlayEnded> all = new ArrayList<>();
        for (MediaEvent event : call.events()) {
            if (event instanceof MediaEvent.PlayEnded over) {
                all.add(over);
            }
        }
        return all;
    }

    private static TestCall talking() throws Exception {
        TestCall call = engine.callToTrunk();
        call.awaitSecured();
        call.browser().sendTone(1000, AMPLITUDE);
        call.trunk().sendTone(call.trunkLocal(), 600, AMPLITUDE);
        return call;
    }

    @Test
    void aToneTowardEitherSideReplacesTheOtherVoiceUntilItIsStopped() throws Exception {
        try (TestCall call = talking()) {
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            long towardTrunk = call.bridge().play(Side.B, tone(1500));
            call.trunk().meter().assertHears(1500, AMPLITUDE);
            call.browser().meter().assertHears(600, AMPLITUDE);
            long towardBrowser = call.bridge().play(Side.A, tone(1800));
            call.browser().meter().assertHears(1800, AMPLITUDE);
            assertEquals(List.of(), ended(call));
            call.bridge().stopPlaying(Side.B);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            call.bridge().stopPlaying(Side.A);
            call.browser().meter().assertHears(600, AMPLITUDE);
            assertEquals(
                    List.of(
                            new MediaEvent.PlayEnded(Side.B, towardTrunk, false),
                            new MediaEvent.PlayEnded(Side.A, towardBrowser, false)),
                    ended(call));
            assertEquals(0, call.trunk().sequenceJumps() + call.trunk().ssrcChanges());
            assertEquals(0, call.browser().ssrcChanges());
        }
    }

    @Test
    void anAnnouncementTellsItsEndAndTheVoiceComesBack() throws Exception {
        try (TestCall call = talking()) {
            long first = call.bridge().play(Side.B, beep());
            Waiting.until("the end", () -> ended(call).size() == 1);
            assertEquals(
                    new MediaEvent.PlayEnded(Side.B, first, true), ended(call).getFirst());
            call.trunk().meter().assertHears(1000, AMPLITUDE);
        }
    }

    @Test
    void whatIsPlayedNextEndsWhatIsPlayed() throws Exception {
        try (TestCall call = talking()) {
            long music = call.bridge().play(Side.A, HoldMusic.loop().listen());
            long next = call.bridge().play(Side.A, tone(1500));
            call.browser().meter().assertHears(1500, AMPLITUDE);
            assertEquals(List.of(new MediaEvent.PlayEnded(Side.A, music, false)), ended(call));
            call.bridge().close();
            Waiting.until("the end of the call", () -> ended(call).size() == 2);
            assertEquals(
                    new MediaEvent.PlayEnded(Side.A, next, false), ended(call).getLast());
        }
    }

    @Test
    void ringbackIsHeardBeforeTheOtherSideIsThere() throws Exception {
        List<MediaEvent> events = new ArrayList<>();
        try (BrowserPeer browser = engine.newBrowser()) {
            Bridge bridge = engine.engine().open("ringing", events::add);
            BrowserLocal local = bridge.openBrowser(Side.A);
            bridge.connectBrowser(Side.A, browser.description());
            browser.connect(local);
            bridge.play(Side.A, tone(425));
            browser.awaitSecured(local);
            browser.meter().assertHears(425, AMPLITUDE);
            bridge.close();
        }
    }

    /** Idle bridges fill the loop that takes new ones, so that the call goes on another. */
    private static TestCall fillALoopAndCall(List<Bridge> idle) throws Exception {
        for (int i = 0; i < LoopChoice.PACKED; i++) {
            idle.add(engine.engine().open("idle", event -> {}));
        }
        return engine.callToTrunk();
    }

    @Test
    void threeBridgesOnSeveralLoopsTalkInAConference() throws Exception {
        List<Bridge> idle = new ArrayList<>();
        try (TestCall one = engine.callToTrunk();
                TestCall two = fillALoopAndCall(idle);
                TestCall three = fillALoopAndCall(idle);
                Conference conference = engine.engine().openConference("three")) {
            List<TestCall> calls = List.of(one, two, three);
            double[] voices = {500, 800, 1100};
            for (int i = 0; i < 3; i++) {
                calls.get(i).awaitSecured();
                // The browser says nothing, so that what the trunks hear can be told apart.
                calls.get(i).trunk().sendTone(calls.get(i).trunkLocal(), voices[i], 6000);
                assertTrue(calls.get(i).bridge().join(Side.B, conference));
                assertTrue(calls.get(i).bridge().join(Side.A, conference));
            }
            assertEquals(6, conference.members());
            for (int i = 0; i < 3; i++) {
                double[] others = {voices[(i + 1) % 3], voices[(i + 2) % 3]};
                calls.get(i).trunk().meter().assertHearsOnly(others, voices[i], 6000);
                calls.get(i).browser().meter().assertHearsOnly(voices, 1700, 6000);
            }
            two.bridge().leave(Side.A);
            two.bridge().leave(Side.B);
            Waiting.until("two legs to leave", () -> conference.members() == 4);
            two.browser().meter().assertHearsOnly(new double[] {800}, 500, 6000);
            one.trunk().meter().assertHearsOnly(new double[] {1100}, 800, 6000);
            two.browser().sendTone(1300, 6000);
            two.trunk().meter().assertHearsOnly(new double[] {1300}, 500, 6000);
            three.bridge().close();
            Waiting.until("a closed bridge to leave", () -> conference.members() == 2);
        }
        idle.forEach(Bridge::close);
    }

    @Test
    void aFullConferenceLetsNobodyIn() throws Exception {
        try (TestCall call = engine.callToTrunk();
                Conference conference = engine.engine().openConference("full")) {
            for (int i = 0; i < 32; i++) {
                assertTrue(conference.reserve());
            }
            assertFalse(call.bridge().join(Side.A, conference));
            assertEquals(32, conference.members());
        }
    }
}
