package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people keep of a call: its sound, what they note, and a tag. */
class RecordAndNoteTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;
    private static final FarEnd END = FarEnd.sipp(3, Sipp.Transport.UDP, Law.PCMU);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile()
                .trunk(END)
                .with("recording { enabled = true, beep = false, folder = \"" + Places.scratch("recordings") + "\" }"));
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

    private static Sipp answering(RtpPeer sound) throws IOException {
        sound.play(FAR_HERTZ, FAR_AMPLITUDE);
        return Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                .on(END.address(), Sipp.Transport.UDP)
                .sound(sound)
                .start();
    }

    private static void awaitRecording(Tab tab, String state) {
        Await.until(
                "recording " + state,
                Duration.ofSeconds(8),
                () -> tab.attribute("recording-now", "data-state")
                        .filter(state::equals)
                        .isPresent());
    }

    @Test
    void aCallIsRecordedAndHeardInTheHistoryWithTheCallerLeftAndTheCalleeRight() throws Exception {
        try (RtpPeer far = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(far)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(END.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            alice.click("record");
            awaitRecording(alice, "running");
            far.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            Await.until("three seconds of it", Duration.ofSeconds(8), () -> seconds(alice) >= 4);
            alice.click("stop-recording");
            alice.awaitCount("recording-now", 0);
            alice.click("write-note");
            alice.fill("call-note", "Wants an offer by Friday");
            alice.fill("call-tag", "sales");
            alice.click("save-note");
            Await.until(
                    "it is kept",
                    Duration.ofSeconds(5),
                    () -> alice.text("extras-news")
                            .filter("Saved with the call."::equals)
                            .isPresent());
            alice.hangUp();
            sipp.assertSucceeds();
            alice.awaitEnded();
            alice.click("area-history");
            Await.until("the call is listed", Duration.ofSeconds(10), () -> alice.count("history-call") == 1);
            alice.click("history-call");
            alice.awaitCount("recording", 1);
            assertTrue(alice.text("note").orElseThrow().contains("Wants an offer by Friday"));
            assertTrue(alice.text("tag").orElseThrow().contains("sales"));
            alice.awaitCount("waveform", 1);
            assertEquals("2", alice.attribute("waveform", "data-channels").orElse(""), "both sides are drawn");
            double[][] heard = alice.played("recording", Browser.MICROPHONE_HERTZ, FAR_HERTZ);
            assertEquals(2, heard.length, "stereo");
            String levels = Arrays.deepToString(heard);
            assertTrue(heard[0][0] > 0.3 && heard[0][1] < 0.01, "left is the caller alone: " + levels);
            assertTrue(heard[1][1] > 0.15 && heard[1][0] < 0.01, "right is the called alone: " + levels);
        }
    }

    private static int seconds(Tab tab) {
        return tab.text("call-timer")
                .map(text -> Integer.parseInt(text.strip().replaceFirst("^\\d+:", "")))
                .orElse(0);
    }

    @Test
    void aNoteCanBeWrittenAfterTheCallToo() throws Exception {
        try (RtpPeer far = new RtpPeer(END.address().getAddress(), Law.PCMU);
                Sipp sipp = answering(far)) {
            Tab alice = scene.signedIn("alice");
            alice.dial(END.number());
            alice.awaitCall("in-call");
            alice.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
            alice.awaitCount("write-note", 1);
            alice.hangUp();
            sipp.assertSucceeds();
            alice.awaitEnded();
            alice.click("write-note");
            alice.fill("call-note", "Call back on Monday");
            alice.click("save-note");
            alice.awaitCount("call-note", 0);
            alice.click("area-history");
            Await.until("the call is listed", Duration.ofSeconds(10), () -> alice.count("history-call") >= 1);
            alice.click("history-call");
            Await.until(
                    "the note",
                    Duration.ofSeconds(5),
                    () -> alice.text("note")
                            .filter(note -> note.contains("Call back on Monday"))
                            .isPresent());
        }
    }
}
