package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.srtp.SrtpProfile;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tone goes each way between a browser-like and a trunk-like peer and is measured at the other end. */
class BridgeSoundTest {
    private static final double AMPLITUDE = 8000;

    private static TestEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = TestEngine.start(OpusChoice.AUTO);
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PCMU, AEAD_AES_128_GCM, 20",
        "PCMA, AES_CM_128_HMAC_SHA1_80, 20",
        "PCMU, AEAD_AES_128_GCM, 10",
        "PCMA, AEAD_AES_128_GCM, 30",
        "PCMU, AEAD_AES_128_GCM, 40",
        "PCMA, AEAD_AES_128_GCM, 60"
    })
    void aToneArrivesAtBothEndsUnchanged(G711Law law, SrtpProfile profile, int ptimeMillis) throws Exception {
        try (TestCall call = engine.callToTrunk(List.of(profile), law, ptimeMillis)) {
            call.awaitSecured();
            assertEquals(profile.name(), call.securedProfile());
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            Waiting.until(
                    "three seconds at the trunk", () -> call.trunk().meter().seconds() >= 3);
            Waiting.until(
                    "three seconds at the browser", () -> call.browser().meter().seconds() >= 3);
            assertTone(call.trunk().meter().lastSecond());
            assertTone(call.browser().meter().lastSecond());
            assertEquals(ptimeMillis * 8, call.trunk().payloadLength());
            assertEquals(0, call.trunk().sequenceJumps() + call.browser().sequenceJumps());
            assertEquals(0, call.trunk().ssrcChanges() + call.browser().ssrcChanges());
        }
    }

    private static void assertTone(ToneMeter.Tone tone) {
        assertEquals(1000, tone.hertz(), 2, "frequency");
        assertTrue(
                Math.abs(tone.decibelsAbove(AMPLITUDE)) <= 1, "level off by " + tone.decibelsAbove(AMPLITUDE) + " dB");
    }
}
