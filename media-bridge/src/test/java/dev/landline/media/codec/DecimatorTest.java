package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimatorTest {

    @ParameterizedTest
    @ValueSource(doubles = {50, 300, 1000, 2000, 3000, 3400})
    void whatTelephonyHearsPassesAtItsLevel(double hertz) {
        short[] out = decimate(Signals.tone(48_000, hertz, 0.5, 48_000), 6);
        assertEquals(Signals.levelDecibels(Signals.tone(8000, hertz, 0.5, 8000), 400, 7600), level(out), 0.3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {4650, 5000, 7000, 8000, 9000, 12_000, 20_000})
    void whatWouldFoldBackIsTakenAway(double hertz) {
        assertTrue(level(decimate(Signals.tone(48_000, hertz, 0.5, 48_000), 6)) < -55, hertz + " Hz");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6})
    void everyRateKeepsTheLevel(int factor) {
        short[] out = decimate(Signals.tone(48_000, 1000, 0.5, 48_000), factor);
        assertEquals(-9.03, Signals.levelDecibels(out, 480, 7200), 0.1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 160, 960})
    void blocksOfAnySizeJoinWithoutSeams(int block) {
        short[] input = Signals.speech(48_000, 5760);
        short[] whole = decimate(input, 6);
        Decimator decimator = new Decimator(6, 5760);
        short[] pieces = new short[960];
        for (int at = 0; at < 960; at += block) {
            int samples = Math.min(block, 960 - at);
            short[] piece = java.util.Arrays.copyOfRange(input, at * 6, (at + samples) * 6);
            decimator.run(piece, pieces, at, samples);
        }
        for (int i = 0; i < 960; i++) {
            assertEquals(whole[i], pieces[i], "sample " + i);
        }
    }

    private static short[] decimate(short[] input, int factor) {
        short[] out = new short[input.length / factor];
        new Decimator(factor, input.length).run(input, out, 0, out.length);
        return out;
    }

    private static double level(short[] out) {
        return Signals.levelDecibels(out, 400, 7600);
    }
}
