package dev.landline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromptLibraryTest {

    private static final PromptLibrary LIBRARY = PromptLibrary.synthesise();

    @ParameterizedTest
    @EnumSource(G711Law.class)
    void milliwattIsTheNetworksReferenceToneInBothLaws(G711Law law) {
        short[] heard = heard(Prompt.MILLIWATT, law, 0, 8_000);
        double overload = law == G711Law.PCMU ? 3.17 + 20 * Math.log10(32_768 / 32_636.0) : 3.14;

        assertEquals(1_004, Goertzel.strongest(heard, 0, heard.length, 300, 3_400), 0.25);
        double dbm0 = Goertzel.levelDbm0(heard, 0, heard.length, 1_004) - 3.14 + overload;
        assertEquals(0, dbm0, 0.05);
    }

    @Test
    void milliwattHasNoSeamWhereItStartsAgain() {
        short[] heard = heard(Prompt.MILLIWATT, G711Law.PCMA, 0, 16_000);
        for (int i = 0; i < 8_000; i++) {
            assertEquals(heard[i], heard[i + 8_000]);
        }
        int largestStep = 0;
        for (int i = 1; i < heard.length; i++) {
            largestStep = Math.max(largestStep, Math.abs(heard[i] - heard[i - 1]));
        }
        // The steepest step of this sine is its peak times 2 pi f / 8000, plus one step of the law at each end.
        assertTrue(largestStep < 22_829 * 2 * Math.PI * 1_004 / 8_000 + 1_024, "largest step " + largestStep);
    }

    @ParameterizedTest
    @EnumSource(G711Law.class)
    void announcementBeginsWithTheThreeSpecialInformationTones(G711Law law) {
        short[] heard = heard(Prompt.ANNOUNCEMENT, law, 0, 8_000);
        double[] expected = {950, 1_400, 1_800};
        for (int i = 0; i < expected.length; i++) {
            int middle = i * 2_640 + 320;
            assertEquals(expected[i], Goertzel.strongest(heard, middle, 2_000, 300, 3_400), 1);
            assertEquals(-13, Goertzel.levelDbm0(heard, middle, 2_000, expected[i]), 0.3);
        }
        assertTrue(LIBRARY.sound(Prompt.ANNOUNCEMENT).millis() >= 3_990);
    }

    @Test
    void eachDigitIsConfirmedByAsManyBeepsAndAPitchOfItsOwn() {
        double lowerPitch = 0;
        for (char key = '0'; key <= '9'; key++) {
            Prompt prompt = Prompt.confirming(key).orElseThrow();
            int length = (int) LIBRARY.sound(prompt).millis() * 8;
            short[] heard = heard(prompt, G711Law.PCMU, 0, length);
            assertEquals(key == '0' ? 1 : key - '0', beeps(heard), "beeps for " + key);

            double pitch = Goertzel.strongest(heard, 0, 880, 300, 1_400);
            assertTrue(pitch > lowerPitch * 1.04, key + " sounds at " + pitch + " Hz after " + lowerPitch);
            lowerPitch = pitch;
        }
        assertTrue(Prompt.confirming('A').isEmpty());
        assertTrue(Prompt.confirming('#').isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Prompt.class)
    void everyPromptIsHeardAndNoneClips(Prompt prompt) {
        Sound sound = LIBRARY.sound(prompt);
        short[] heard = heard(prompt, G711Law.PCMA, 0, (int) sound.millis() * 8);
        int peak = 0;
        for (short sample : heard) {
            peak = Math.max(peak, Math.abs(sample));
        }
        assertTrue(peak > 3_000, prompt + " peaks at " + peak);
        assertTrue(peak < 23_100, prompt + " peaks at " + peak);
        assertEquals(prompt == Prompt.MILLIWATT || prompt == Prompt.STEADY, sound.isEndless());
    }

    @Test
    void musicLastsTenSeconds() {
        assertEquals(10_000.0, (double) LIBRARY.sound(Prompt.MUSIC).millis(), 50.0);
    }

    @Test
    void aSoundThatEndsIsFollowedBySilence() {
        Sound sound = LIBRARY.sound(Prompt.TWO_BEEPS);
        int samples = (int) sound.millis() * 8;
        byte[] packet = new byte[160];

        assertFalse(sound.isEndless());
        assertEquals(samples - 100 + 60, sound.copy(G711Law.PCMU, samples - 100, packet, 0, 60));
        assertEquals(-1, sound.copy(G711Law.PCMU, samples - 40, packet, 0, 160));
        for (int i = 40; i < packet.length; i++) {
            assertEquals(G711.silence(G711Law.PCMU), packet[i]);
        }
    }

    private static short[] heard(Prompt prompt, G711Law law, int position, int count) {
        byte[] codes = new byte[count];
        LIBRARY.sound(prompt).copy(law, position, codes, 0, count);
        short[] samples = new short[count];
        G711.decode(law, codes, 0, count, samples, 0);
        return samples;
    }

    /** Counts stretches of sound, by the loudest sample in each 10 ms. */
    private static int beeps(short[] samples) {
        int beeps = 0;
        boolean sounding = false;
        for (int start = 0; start + 80 <= samples.length; start += 80) {
            int peak = 0;
            for (int i = start; i < start + 80; i++) {
                peak = Math.max(peak, Math.abs(samples[i]));
            }
            boolean now = peak > 1_000;
            if (now && !sounding) {
                beeps++;
            }
            sounding = now;
        }
        return beeps;
    }
}
