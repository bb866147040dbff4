package dev.landline.media.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeepTest {

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000})
    void aFifthOfASecondOf1400HertzComesEveryFifteenSeconds(int rate) {
        short[] pcm = new short[31 * rate];
        Beep beep = new Beep(() -> true);
        for (int at = 0; at < pcm.length; at += rate / 50) {
            beep.mixInto(pcm, at, rate / 50, rate);
        }
        for (int begin : new int[] {0, 15 * rate, 30 * rate}) {
            int end = begin + rate / 5;
            assertEquals(3277, Sounds.amplitude(pcm, begin + rate / 50, end - rate / 50, 1400, rate), 40);
            int next = Math.min(pcm.length, begin + 15 * rate);
            assertTrue(Sounds.isQuiet(pcm, end, next, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000})
    void theVoiceUnderItGoesOn(int rate) {
        short[] pcm = new short[rate / 5];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (8000 * Math.sin(2 * Math.PI * 500 * i / rate));
        }
        new Beep(() -> true).mixInto(pcm, 0, pcm.length, rate);
        assertEquals(8000, Sounds.amplitude(pcm, 0, pcm.length, 500, rate), 80);
    }

    @ParameterizedTest
    @ValueSource(shorts = {Short.MAX_VALUE, Short.MIN_VALUE})
    void theLoudestSoundDoesNotWrapAround(short loud) {
        short[] pcm = new short[1600];
        Arrays.fill(pcm, loud);
        new Beep(() -> true).mixInto(pcm, 0, pcm.length, 8000);
        for (short sample : pcm) {
            assertEquals(Integer.signum(loud), Integer.signum(sample));
        }
    }

    @Test
    void aPauseIsSilentAndABeepComesAfterIt() {
        boolean[] recording = {true};
        Beep beep = new Beep(() -> recording[0]);
        short[] pcm = new short[8000];
        beep.mixInto(pcm, 0, 160, 8000);
        recording[0] = false;
        beep.mixInto(pcm, 160, 3840, 8000);
        assertTrue(Sounds.isQuiet(pcm, 160, 4000, 0));
        recording[0] = true;
        beep.mixInto(pcm, 4000, 4000, 8000);
        assertEquals(3277, Sounds.amplitude(pcm, 4160, 5440, 1400, 8000), 40);
    }
}
