package dev.landline.media.dtmf;

import java.util.SplittableRandom;

/**
 * Something like a voice at 8000 Hz, made to tempt detectors of tones: pulses of a gliding or held pitch from 80 to 500 Hz
 * through three resonances that wander over the frequencies of keys, some breath, some pauses, some whistled vowels with
 * few harmonics.
 */
final class VoiceLike {
    private static final int RATE = 8000;

    private final SplittableRandom random;
    private final double[] state = new double[6];
    private double pitch = 150;
    private double glide;
    private double phase;
    private double breath;
    private double loud;
    private final double[] centre = {700, 1200, 2400};
    private double width;
    private boolean whistles;
    private int left;

    VoiceLike(long seed) {
        random = new SplittableRandom(seed);
    }

    void read(short[] pcm) {
        for (int i = 0; i < pcm.length; i++) {
            if (left-- <= 0) {
                nextSound();
            }
            pcm[i] = (short) Math.clamp(Math.round(next()), Short.MIN_VALUE, Short.MAX_VALUE);
        }
    }

    private void nextSound() {
        left = RATE * (40 + random.nextInt(260)) / 1000;
        pitch = 80 + random.nextDouble(420);
        glide = random.nextBoolean() ? 0 : (random.nextDouble() - 0.5) * pitch / RATE;
        breath = random.nextInt(4) == 0 ? 0.5 : 0.02;
        loud = random.nextInt(6) == 0 ? 0 : 300 + random.nextDouble(3500);
        centre[0] = 250 + random.nextDouble(800);
        centre[1] = 900 + random.nextDouble(1000);
        centre[2] = 2000 + random.nextDouble(1200);
        width = 30 + random.nextDouble(120);
        whistles = random.nextInt(8) == 0;
    }

    private double next() {
        pitch += glide;
        phase += pitch / RATE;
        phase -= Math.floor(phase);
        double source;
        if (whistles) {
            source = Math.sin(2 * Math.PI * phase)
                    + 0.5 * Math.sin(4 * Math.PI * phase)
                    + 0.3 * Math.sin(6 * Math.PI * phase);
            return loud * 3 * (source + breath * (random.nextDouble() - 0.5));
        }
        source = (phase < pitch / RATE ? 3 : -0.1) + breath * (random.nextDouble() - 0.5);
        double sum = 0;
        for (int formant = 0; formant < 3; formant++) {
            double radius = Math.exp(-Math.PI * width * (1 + formant) / RATE);
            double out = source
                    + 2 * radius * Math.cos(2 * Math.PI * centre[formant] / RATE) * state[2 * formant]
                    - radius * radius * state[2 * formant + 1];
            state[2 * formant + 1] = state[2 * formant];
            state[2 * formant] = out;
            sum += out / (1 + formant);
        }
        return loud * sum;
    }
}
