package dev.landline.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LevelMeterTest {
    private static final int FRAME = 160;

    private final LevelMeter meter = new LevelMeter();
    private final short[] pcm = new short[FRAME];

    @Test
    void aSineOfFullScaleIsThreeBelowOverload() {
        sine(32_767);
        meter.hear(pcm, 0, FRAME);
        assertEquals(-3, meter.speechLevel());
    }

    @Test
    void aSquareOfFullScaleIsOverload() {
        for (int i = 0; i < FRAME; i++) {
            pcm[i] = i % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        meter.hear(pcm, 0, FRAME);
        assertEquals(0, meter.speechLevel());
    }

    /** A sine of amplitude 2318 has RMS 1639: 26 dB below overload, the level speech is meant to have. */
    @Test
    void speechAndPausesAreMeasuredApart() {
        sine(2318);
        meter.hear(pcm, 0, FRAME);
        sine(10);
        meter.hear(pcm, 0, FRAME);
        meter.hear(pcm, 0, FRAME);
        meter.hear(pcm, 0, FRAME);
        assertEquals(-26, meter.speechLevel());
        assertEquals(-73, meter.noiseLevel());
        assertEquals(4 * FRAME, meter.samples());
        assertEquals(3 * FRAME, meter.quietSamples());
    }

    @Test
    void noSoundAtAllHasTheLowestLevel() {
        assertEquals(LevelMeter.SILENT_DBOV, meter.speechLevel());
        meter.hear(pcm, 0, FRAME);
        assertEquals(LevelMeter.SILENT_DBOV, meter.noiseLevel());
        assertEquals(LevelMeter.SILENT_DBOV, LevelMeter.level(0, 0));
        assertEquals(-90, LevelMeter.level(1 << 20, 1 << 20), "an amplitude of one");
    }

    @ParameterizedTest
    @EnumSource
    void soundThatIsNotDecodedHasTheSameLevel(G711Law law) {
        sine(8000);
        byte[] codes = new byte[FRAME];
        G711.encode(law, pcm, 0, FRAME, codes, 0);
        meter.hear(law, codes, 0, FRAME);
        assertEquals(-15, meter.speechLevel());
        Arrays.fill(codes, G711.silence(law));
        LevelMeter silent = new LevelMeter();
        silent.hear(law, codes, 0, FRAME);
        assertEquals(0, silent.samples() - silent.quietSamples(), "the law's own silence is no speech");
    }

    private void sine(double amplitude) {
        for (int i = 0; i < FRAME; i++) {
            pcm[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * i / 16 + 0.1));
        }
    }
}
