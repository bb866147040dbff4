package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComfortNoiseTest {

    @ParameterizedTest
    @CsvSource({"8000, 20", "8000, 45", "8000, 60", "16000, 30", "16000, 60"})
    void noiseHasTheLevelThatWasSaid(int sampleRate, int level) {
        assertEquals(-level, levelOf(noise(sampleRate, (byte) level)), 0.7);
    }

    @ParameterizedTest
    @CsvSource({"30, 40, 127", "30, 220, 100", "50, 10, 200"})
    void itsShapeDoesNotChangeItsLevel(int level, int first, int second) {
        assertEquals(-level, levelOf(noise(8000, (byte) level, (byte) first, (byte) second)), 0.7);
    }

    /** A first coefficient of -0.9 ties each sample to the one before: a low rumble; 0.9 makes it hiss. */
    @Test
    void coefficientsShapeTheSpectrum() {
        assertTrue(steps(noise(8000, (byte) 30, (byte) 13)) < 0.5);
        assertTrue(steps(noise(8000, (byte) 30, (byte) 241)) > 1.8);
        assertEquals(1.41, steps(noise(8000, (byte) 30)), 0.1);
    }

    @Test
    void anEmptyDescriptionIsNone() {
        assertFalse(new ComfortNoise(8000).describe(new byte[0], 0, 0));
    }

    @Test
    void everyDescriptionGivesNoiseThatIsNoLouderThanItSays() {
        Random random = new Random(5);
        ComfortNoise noise = new ComfortNoise(8000);
        short[] pcm = new short[160];
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[1 + random.nextInt(40)];
            random.nextBytes(payload);
            assertTrue(noise.describe(payload, 0, payload.length));
            noise.fill(pcm, 0, pcm.length);
        }
        assertTrue(noise.describe(new byte[] {127}, 0, 1));
        noise.fill(pcm, 0, pcm.length);
        assertTrue(Signals.levelDecibels(pcm, 0, 160) < -80);
    }

    @Test
    void itAllocatesNothing() {
        ComfortNoise noise = new ComfortNoise(16_000);
        byte[] payload = {40, 100, (byte) 150};
        short[] pcm = new short[320];
        Runnable work = () -> {
            noise.describe(payload, 0, payload.length);
            noise.fill(pcm, 0, 320);
        };
        assertEquals(0, Allocations.leastBytesPerRun(work, 500));
    }

    private static short[] noise(int sampleRate, byte... payload) {
        ComfortNoise noise = new ComfortNoise(sampleRate);
        assertTrue(noise.describe(payload, 0, payload.length));
        short[] pcm = new short[4 * sampleRate];
        for (int at = 0; at < pcm.length; at += sampleRate / 50) {
            noise.fill(pcm, at, sampleRate / 50);
        }
        return pcm;
    }

    private static double levelOf(short[] pcm) {
        return Signals.levelDecibels(pcm, pcm.length / 4, pcm.length);
    }

    /** How large the steps from sample to sample are beside the samples: 1.41 for white noise. */
    private static double steps(short[] pcm) {
        double steps = 0;
        double samples = 0;
        for (int i = 1; i < pcm.length; i++) {
            steps += Math.pow(pcm[i] - pcm[i - 1], 2);
            samples += (double) pcm[i] * pcm[i];
        }
        return Math.sqrt(steps / samples);
    }
}
