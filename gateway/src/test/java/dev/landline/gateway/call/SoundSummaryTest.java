package dev.landline.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.bridge.BridgeStats;
import dev.landline.media.quality.AudioVerdict;
import dev.landline.media.quality.Diagnosis;
import dev.landline.media.quality.EngineNumbers;
import dev.landline.media.quality.LegNumbers;
import dev.landline.media.quality.MediaFacts;
import org.junit.jupiter.api.Test;

class SoundSummaryTest {
    private static final LegNumbers.Connection TRUNK = new LegNumbers.Connection(
            LegNumbers.Peer.TRUNK,
            9_000,
            true,
            true,
            true,
            "192.0.2.1:4000",
            LegNumbers.Ice.UNUSED,
            LegNumbers.NEVER,
            LegNumbers.Security.UNUSED,
            LegNumbers.NEVER,
            "",
            "",
            "PCMA",
            false);

    private static LegNumbers leg() {
        LegNumbers none = LegNumbers.NOBODY;
        return new LegNumbers(
                TRUNK,
                none.received(),
                none.refusals(),
                none.sent(),
                none.peer(),
                none.playout(),
                none.loudness(),
                new LegNumbers.Quality(80, 4.03, 4.2, 3.5, 0, 0));
    }

    @Test
    void aCallWithoutSoundIsShort() {
        assertEquals("audio=starting", SoundSummary.of(BridgeStats.NOTHING));
    }

    @Test
    void troubleIsNamedWithItsReason() {
        AudioVerdict silent = Diagnosis.of(new MediaFacts(LegNumbers.NOBODY, leg(), EngineNumbers.FINE));
        String line = SoundSummary.of(new BridgeStats(LegNumbers.NOBODY, leg(), EngineNumbers.FINE, silent, silent));
        assertTrue(
                line.startsWith(
                        "audio=rtp-never-came audio_fault=trunk audio_reason=\"The trunk has not sent any sound.\""),
                line);
        assertTrue(line.contains(" callee_codec=PCMA "), line);
        assertTrue(line.contains(" callee_mos=4.0 callee_mos_worst=3.5"), line);
        assertTrue(!line.contains("caller_"), "nobody is there: " + line);
    }
}
