package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComfortNoiseEncoderTest {
    private static final int FRAME = 160;
    private static final int FRAMES_PER_SECOND = 50;

    private final ComfortNoiseEncoder encoder = new ComfortNoiseEncoder();
    private final SplittableRandom random = new SplittableRandom(7);
    private final byte[] out = new byte[64];
    private double colour;

    /** Background whose neighbouring samples are alike by {@code tint}, at a level. */
    private short[] background(double dbov, double tint) {
        double rms = 32_768 * Math.pow(10, dbov / 20);
        short[] frame = new short[FRAME];
        for (int i = 0; i < FRAME; i++) {
            colour = tint * colour + Math.sqrt(1 - tint * tint) * random.nextGaussian();
            frame[i] = (short) Math.round(colour * rms);
        }
        return frame;
    }

    private static short[] tone(double dbov, int frame) {
        double amplitude = 32_768 * Math.pow(10, dbov / 20) * Math.sqrt(2);
        short[] pcm = new short[FRAME];
        for (int i = 0; i < FRAME; i++) {
            pcm[i] = (short) (amplitude * Math.sin(2 * Math.PI * 440 * (frame * FRAME + i) / 8000));
        }
        return pcm;
    }

    private int next(short[] frame) {
        return encoder.next(frame, 0, FRAME, out, 0);
    }

    @Test
    void aPauseIsDescribedWhenItBeginsAndFiveTimesASecond() {
        for (int i = 0; i < FRAMES_PER_SECOND; i++) {
            assertEquals(ComfortNoiseEncoder.SPEECH, next(tone(-20, i)));
        }
        int frames = 0;
        while (next(background(-60, 0)) == ComfortNoiseEncoder.SPEECH) {
            frames++;
        }
        assertEquals(10, frames, "the end of a word is soft");
        assertEquals(60, out[0], 2);
        int described = 0;
        for (int i = 0; i < 2 * FRAMES_PER_SECOND; i++) {
            int length = next(background(-60, 0));
            assertTrue(length >= 0, "still a pause");
            described += length > 0 ? 1 : 0;
        }
        assertTrue(described >= 9 && described <= 12, "descriptions in two seconds: " + described);
        assertEquals(ComfortNoiseEncoder.SPEECH, next(tone(-30, 0)), "the first frame of a word is not lost");
    }

    @Test
    void quietSpeechStandsOutFromAQuietRoom() {
        for (int i = 0; i < 100; i++) {
            next(background(-70, 0));
        }
        assertEquals(ComfortNoiseEncoder.SPEECH, next(tone(-55, 0)));
    }

    @Test
    void aSteadyToneIsNeverTakenForBackground() {
        for (int i = 0; i < 60 * FRAMES_PER_SECOND; i++) {
            assertEquals(ComfortNoiseEncoder.SPEECH, next(tone(-40, i)));
        }
    }

    @Test
    void digitalSilenceIsDescribedByItsLevelAlone() {
        int length = ComfortNoiseEncoder.SPEECH;
        for (int i = 0; i < 20 && length == ComfortNoiseEncoder.SPEECH; i++) {
            length = next(new short[FRAME]);
        }
        assertEquals(1, length);
        assertEquals(127, out[0]);
    }

    @Test
    void aChangeOfLevelIsDescribedAtOnce() {
        for (int i = 0; i < 40; i++) {
            next(background(-68, 0));
        }
        int frames = 0;
        while (next(background(-63, 0)) <= 0) {
            frames++;
        }
        assertTrue(frames < 8, "frames until it was said: " + frames);
    }

    @Test
    void whatIsMadeFromTheDescriptionHasTheSameLevelAndShape() {
        for (double tint : new double[] {-0.6, 0, 0.8}) {
            byte[] description = new byte[0];
            for (int i = 0; i < 100; i++) {
                int length = next(background(-55, tint));
                if (length > 0) {
                    description = java.util.Arrays.copyOf(out, length);
                }
            }
            ComfortNoise noise = new ComfortNoise(8000);
            assertTrue(noise.describe(description, 0, description.length));
            short[] made = new short[8000];
            noise.fill(made, 0, made.length);
            double energy = 0;
            double alike = 0;
            for (int i = 1; i < made.length; i++) {
                energy += made[i] * made[i];
                alike += made[i] * made[i - 1];
            }
            double dbov = 10 * Math.log10(energy / made.length / 32_768 / 32_768);
            assertEquals(-55, dbov, 2, "level at tint " + tint);
            assertEquals(tint, alike / energy, 0.15, "shape");
        }
    }

    @Test
    void itAllocatesNothing() {
        short[] quiet = background(-60, 0.5);
        assertEquals(0, Allocations.leastBytesPerRun(() -> encoder.next(quiet, 0, FRAME, out, 0), 500));
    }
}
