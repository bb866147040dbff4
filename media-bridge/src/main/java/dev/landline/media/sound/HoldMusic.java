package dev.landline.media.sound;

import java.util.Arrays;

/**
 * Music on hold for those who bring none: slow broken chords of soft tones, {@value #SECONDS} seconds that go round
 * without a seam, at -22 dBm0. Made by computation when it is first asked for, then shared.
 */
public final class HoldMusic {
    private static final int SECONDS = 24;
    private static final double LOUDNESS_DBM0 = -22;

    /** Half steps above middle C: four chords, twice, the second time with another melody on top. */
    private static final int[][] CHORDS = {
        {-12, 4, 7, 12, 16}, {-15, 4, 9, 12, 16}, {-19, 0, 5, 9, 17}, {-17, 2, 7, 11, 14},
        {-12, 4, 7, 12, 19}, {-15, 0, 4, 9, 21}, {-19, 0, 5, 9, 17}, {-17, 2, 5, 11, 14},
    };

    private static final double MIDDLE_C = 261.626;
    private static final double CHORD_SECONDS = SECONDS / (double) CHORDS.length;
    /** Overtones of a note and how loud each is. */
    private static final double[] OVERTONES = {1, 0.28, 0.10, 0.04};

    private static final double HIGHEST_HERTZ = 3400;

    private HoldMusic() {}

    private static final class Made {
        static final SoundLoop LOOP = SoundLoop.seamless(new SoundClip("music on hold", render(8000), render(16_000)));
    }

    /** The music; the first call takes some tens of milliseconds. */
    public static SoundLoop loop() {
        return Made.LOOP;
    }

    private static short[] render(int sampleRate) {
        double[] sum = new double[SECONDS * sampleRate];
        for (int chord = 0; chord < CHORDS.length; chord++) {
            int[] notes = CHORDS[chord];
            for (int note = 0; note < notes.length; note++) {
                double beginsAt = chord * CHORD_SECONDS + note * CHORD_SECONDS / (notes.length + 1);
                double hertz = MIDDLE_C * Math.pow(2, notes[note] / 12.0);
                addNote(sum, (int) (beginsAt * sampleRate), hertz, note == 0 ? 0.8 : 0.5, sampleRate);
            }
        }
        double meanSquare =
                Arrays.stream(sum).map(sample -> sample * sample).average().orElse(1);
        double gain = Level.peak(LOUDNESS_DBM0) / Math.sqrt(2 * meanSquare);
        short[] pcm = new short[sum.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = Samples.clamp(gain * sum[i]);
        }
        return pcm;
    }

    /** A soft attack and a long fading away; what rings beyond the end rings at the beginning. */
    private static void addNote(double[] sum, int begin, double hertz, double loud, int sampleRate) {
        int length = 5 * sampleRate;
        double attack = 0.06 * sampleRate;
        double fading = 1.3 * sampleRate;
        for (int overtone = 0; overtone < OVERTONES.length; overtone++) {
            double frequency = hertz * (overtone + 1);
            if (frequency > HIGHEST_HERTZ) {
                return;
            }
            // Higher parts die sooner, as on strings.
            double decay = fading / (1 + overtone);
            double step = 2 * Math.PI * frequency / sampleRate;
            for (int i = 0; i < length; i++) {
                double envelope = Math.min(1, i / attack) * Math.exp(-i / decay) * Math.min(1, (length - i) / attack);
                sum[(begin + i) % sum.length] += loud * OVERTONES[overtone] * envelope * Math.sin(step * i);
            }
        }
    }
}
