package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolatorTest {

    @ParameterizedTest
    @CsvSource({"2, 50", "2, 300", "2, 1004", "2, 3400", "3, 1004", "6, 300", "6, 3400"})
    void soundKeepsItsLevelAndItsMirrorIsGone(int factor, double hertz) {
        int rate = 8000 * factor;
        short[] out = interpolate(Signals.tone(8000, hertz, 0.5, 8000), factor);
        double expected = Signals.levelDecibels(Signals.tone(rate, hertz, 0.5, rate), rate / 4, rate / 2);
        assertEquals(expected, Signals.levelDecibels(out, rate / 4, rate / 2), 0.3);
        double mirror = Signals.amplitude(out, rate / 4, rate / 2, 8000 - hertz, rate);
        assertTrue(mirror < 16_384 * 0.0018, "the mirror has " + mirror);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 160, 960})
    void blocksOfAnySizeJoinWithoutSeams(int block) {
        short[] input = Signals.speech(8000, 960);
        short[] whole = interpolate(input, 2);
        Interpolator interpolator = new Interpolator(2, 960);
        short[] pieces = new short[1920];
        for (int at = 0; at < 960; at += block) {
            interpolator.run(input, at, Math.min(block, 960 - at), pieces, 2 * at);
        }
        for (int i = 0; i < 1920; i++) {
            assertEquals(whole[i], pieces[i], "sample " + i);
        }
    }

    /** Up and down again is a delay of 24 samples and nothing else. */
    @Test
    void upAndDownAgainGivesTheSameSound() {
        short[] input = Signals.speech(8000, 8000);
        short[] wide = interpolate(input, 2);
        short[] back = new short[8000];
        new Decimator(2, wide.length).run(wide, back, 0, 8000);
        short[] expected = java.util.Arrays.copyOf(input, 7976);
        double snr = Signals.snrDecibels(expected, java.util.Arrays.copyOfRange(back, 24, 8000));
        assertTrue(snr > 30, "only " + snr + " dB");
    }

    @Test
    void itAllocatesNothing() {
        short[] narrow = Signals.speech(8000, 160);
        short[] wide = new short[320];
        Interpolator interpolator = new Interpolator(2, 160);
        Decimator decimator = new Decimator(2, 320);
        Runnable work = () -> {
            interpolator.run(narrow, 0, 160, wide, 0);
            decimator.run(wide, narrow, 0, 160);
        };
        assertEquals(0, Allocations.leastBytesPerRun(work, 500));
    }

    private static short[] interpolate(short[] input, int factor) {
        short[] out = new short[input.length * factor];
        new Interpolator(factor, input.length).run(input, 0, input.length, out, 0);
        return out;
    }
}
