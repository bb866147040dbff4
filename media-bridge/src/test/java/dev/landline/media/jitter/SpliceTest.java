package dev.landline.media.jitter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpliceTest {

    private static final int AMPLITUDE = 10_000;

    /** A click is a bend that the tone itself does not have; a hole is 5 ms at less than half its level. */
    @ParameterizedTest
    @CsvSource({
        "8000, 160",
        "8000, 80",
        "8000, 240",
        "8000, 480",
        "16000, 320",
        "16000, 160",
    })
    void aToneOfAnyPitchIsSplicedWithoutClickOrHole(int rate, int packet) {
        for (double hertz = 90; hertz < 1500; hertz *= 1.037) {
            for (double phase = 0; phase < 6; phase += 1.1) {
                short[] pcm = splice(Speech.tone(rate, hertz, AMPLITUDE, 6 * packet, phase), 2 * packet, packet, rate);
                double angle = 2 * Math.PI * hertz / rate;
                // The fade itself bends a little, more so in 2.5 ms than in 5.
                double fading = packet < rate / 50 ? 900 : 250;
                double bend = AMPLITUDE * angle * angle * 1.3 + AMPLITUDE * angle / 10 + fading;
                String which = hertz + " Hz, phase " + phase;
                assertTrue(sharpestBend(pcm) <= bend, sharpestBend(pcm) + " instead of " + bend + ": " + which);
                if (packet >= rate / 50) {
                    double level = lowestLevel(pcm, rate, hertz);
                    assertTrue(level > 0.5, "level " + level + ": " + which);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000})
    void speechIsSplicedWhereItIsAlike(int rate) {
        short[] speech = Speech.samples(rate, 20, 5);
        int packet = rate / 50;
        double worst = 0;
        for (int at = 2 * packet; at + 4 * packet < speech.length; at += packet) {
            short[] stretch = Arrays.copyOfRange(speech, at - 2 * packet, at + 4 * packet);
            short[] spliced = splice(stretch, 2 * packet, packet, rate);
            double allowed = 1.15 * sharpestBend(stretch) + 60;
            worst = Math.max(worst, sharpestBend(spliced) / allowed);
        }
        assertTrue(worst <= 1, "bends by " + worst + " of what the speech around it does");
    }

    @Test
    void whatIsBeforeAndBehindStaysWhereItWas() {
        short[] speech = Speech.samples(8000, 1, 7);
        short[] spliced = splice(Arrays.copyOf(speech, 960), 320, 160, 8000);
        assertEquals(speech[320], spliced[320], "begins like the first packet");
        assertArrayEquals(Arrays.copyOfRange(speech, 640, 960), Arrays.copyOfRange(spliced, 480, 800));
        assertEquals(speech[639], spliced[479], "ends like the second");
    }

    @Test
    void aPauseBetweenTwoSoundsIsWhereTheCutFalls() {
        short[] pcm = new short[320];
        short[] tone = Speech.tone(8000, 430, AMPLITUDE, 320, 0);
        System.arraycopy(tone, 0, pcm, 0, 60);
        System.arraycopy(tone, 270, pcm, 270, 50);
        short[] second = Arrays.copyOfRange(pcm, 160, 320);
        new Splice(8000).merge(pcm, 0, second, 0, 160);
        assertArrayEquals(Arrays.copyOf(pcm, 60), Arrays.copyOf(second, 60));
        assertArrayEquals(Arrays.copyOfRange(pcm, 270, 320), Arrays.copyOfRange(second, 110, 160));
    }

    @Test
    void mergingAllocatesNothing() {
        Splice splice = new Splice(8000);
        short[] speech = Speech.samples(8000, 0.04, 3);
        assertEquals(0, Allocations.leastBytesPerRun(() -> splice.merge(speech, 0, speech, 160, 160), 500));
    }

    /** The sound with the packet at {@code at} merged into the one behind it. */
    private static short[] splice(short[] pcm, int at, int packet, int rate) {
        short[] second = Arrays.copyOfRange(pcm, at + packet, at + 2 * packet);
        new Splice(rate).merge(pcm, at, second, 0, packet);
        short[] out = new short[pcm.length - packet];
        System.arraycopy(pcm, 0, out, 0, at);
        System.arraycopy(second, 0, out, at, packet);
        System.arraycopy(pcm, at + 2 * packet, out, at + packet, pcm.length - at - 2 * packet);
        return out;
    }

    private static double sharpestBend(short[] pcm) {
        double sharpest = 0;
        for (int i = 2; i < pcm.length; i++) {
            sharpest = Math.max(sharpest, Math.abs(pcm[i] - 2 * pcm[i - 1] + pcm[i - 2]));
        }
        return sharpest;
    }

    /** Of any stretch of 5 ms or a period, whichever is longer, against the whole tone's. */
    private static double lowestLevel(short[] pcm, int rate, double hertz) {
        int window = (int) Math.max(rate / 200.0, Math.ceil(rate / hertz));
        double lowest = Double.MAX_VALUE;
        for (int at = 0; at + window <= pcm.length; at++) {
            double sum = 0;
            for (int i = at; i < at + window; i++) {
                sum += (double) pcm[i] * pcm[i];
            }
            lowest = Math.min(lowest, Math.sqrt(sum / window) / (AMPLITUDE / Math.sqrt(2)));
        }
        return lowest;
    }
}
