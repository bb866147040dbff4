package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.dtmf.TelephoneEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Digits go both ways as RFC 4733 events with their lengths, at the other side's clock, and are reported. */
class BridgeDigitsTest {
    private static final String KEYS = "0123456789*#";

    private static TestEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = TestEngine.start(OpusChoice.AUTO);
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    private static void assertWellTold(DigitLog log, int millis) {
        for (DigitLog.Entry entry : log.entries()) {
            assertEquals(3, entry.endPackets(), "the end is told three times: " + entry);
            assertTrue(Math.abs(entry.millis() - millis) <= 20, "its length arrives: " + entry);
        }
    }

    private static String reported(TestCall call, Side side) {
        StringBuilder text = new StringBuilder();
        for (MediaEvent event : call.events()) {
            if (event instanceof MediaEvent.Digit digit && digit.side() == side) {
                text.append(digit.digit());
            }
        }
        return text.toString();
    }

    @Test
    void everyKeyOfTheBrowserReachesTheTrunk() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            for (int i = 0; i < KEYS.length(); i++) {
                call.browser().press(TelephoneEvent.event(KEYS.charAt(i)), 5);
            }
            Waiting.until("all keys", () -> call.trunk().digits().text().equals(KEYS));
            Waiting.until(
                    "the last end",
                    () -> call.trunk().digits().entries().getLast().endPackets() == 3);
            assertWellTold(call.trunk().digits(), 100);
            assertEquals(KEYS, reported(call, Side.A));
            assertEquals(0, call.trunk().sequenceJumps());
        }
    }

    @Test
    void everyKeyOfTheTrunkReachesTheBrowser() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            for (int i = 0; i < KEYS.length(); i++) {
                call.trunk().press(call.trunkLocal(), TelephoneEvent.event(KEYS.charAt(i)), 5);
            }
            Waiting.until("all keys", () -> call.browser().digits().text().equals(KEYS));
            Waiting.until(
                    "the last end",
                    () -> call.browser().digits().entries().getLast().endPackets() == 3);
            assertWellTold(call.browser().digits(), 100);
            assertEquals(KEYS, reported(call, Side.B));
            assertEquals(0, call.browser().sequenceJumps());
        }
    }

    @Test
    void callControlCanPressKeysTowardEitherEnd() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.bridge().press(Side.B, '7', 200);
            call.bridge().press(Side.A, '#', 80);
            Waiting.until("the trunk's", () -> call.trunk().digits().text().equals("7"));
            Waiting.until("the browser's", () -> call.browser().digits().text().equals("#"));
            Waiting.until(
                    "ends",
                    () -> call.trunk().digits().entries().getLast().endPackets() == 3
                            && call.browser().digits().entries().getLast().endPackets() == 3);
            assertWellTold(call.trunk().digits(), 200);
            assertWellTold(call.browser().digits(), 80);
            long dropped = engine.count(MediaCounter.DTMF_DROPPED);
            call.bridge().press(Side.B, 'x', 100);
            Waiting.until("the refusal", () -> engine.count(MediaCounter.DTMF_DROPPED) > dropped);
        }
    }

    @Test
    void soundGoesOnAfterADigitInTheSameStream() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.browser().sendTone(1000, 8000);
            call.trunk().meter().assertHears(1000, 8000);
            call.browser().press(5, 5);
            Waiting.until("the key", () -> call.trunk().digits().text().equals("5"));
            call.trunk().meter().assertHears(1000, 8000);
            assertEquals(0, call.trunk().sequenceJumps() + call.trunk().timestampJumps());
        }
    }
}
