package dev.landline.media.jitter;

import java.util.Random;

/** Sound like speech: a gliding pitch through two formants, hissing consonants, pauses. The same for the same seed. */
final class Speech {

    private Speech() {}

    static short[] samples(int rate, double seconds, long seed) {
        Random random = new Random(seed);
        short[] pcm = new short[(int) (rate * seconds)];
        double phase = 0;
        double[] state = new double[4];
        for (int i = 0; i < pcm.length; i++) {
            double time = i / (double) rate;
            double pitch = 105 + 35 * Math.sin(2 * Math.PI * time / 1.3) + 12 * Math.sin(2 * Math.PI * time / 0.31);
            phase += pitch / rate;
            double syllable = time % 0.3 / 0.3;
            double envelope = syllable < 0.6 ? Math.sin(Math.PI * syllable / 0.6) : 0;
            double hiss = syllable > 0.65 && syllable < 0.85 ? 0.02 : 0.0005;
            double excitation = hiss * random.nextGaussian();
            if (phase >= 1) {
                phase -= 1;
                excitation += envelope;
            }
            double sound = resonate(excitation, 600, 90, rate, state, 0);
            sound = resonate(sound, 1500, 150, rate, state, 2);
            pcm[i] = (short) Math.clamp(Math.round(sound * 900), -32_000, 32_000);
        }
        return pcm;
    }

    static short[] tone(int rate, double hertz, int amplitude, int samples, double phase) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / rate + phase));
        }
        return pcm;
    }

    private static double resonate(double in, double hertz, double bandwidth, int rate, double[] state, int at) {
        double radius = Math.exp(-Math.PI * bandwidth / rate);
        double out =
                in + 2 * radius * Math.cos(2 * Math.PI * hertz / rate) * state[at] - radius * radius * state[at + 1];
        state[at + 1] = state[at];
        state[at] = out;
        return out;
    }
}
