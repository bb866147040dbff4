package dev.landline.bench.sound;

import java.util.SplittableRandom;

/**
 * Sound that costs a codec about what speech costs: voiced syllables (a pitch that glides, three formants), fricatives
 * and short pauses, four syllables a second. The same samples for the same seed.
 */
public final class SpeechLike {
    private static final double[] FORMANT_HERTZ = {520, 1490, 2480};
    private static final double[] FORMANT_BANDWIDTH = {80, 110, 160};
    private static final double SYLLABLE_SECONDS = 0.25;
    private static final double VOICED_PART = 0.6;
    private static final double NOISE_PART = 0.8;

    private SpeechLike() {}

    /**
     * Makes sound.
     *
     * @param rate samples per second
     * @param level root mean square of the whole, in units of 16-bit samples
     */
    public static short[] samples(int rate, double seconds, double level, long seed) {
        double[] sound = new double[(int) (rate * seconds)];
        excite(sound, rate, new SplittableRandom(seed));
        for (int formant = 0; formant < FORMANT_HERTZ.length; formant++) {
            resonate(sound, rate, FORMANT_HERTZ[formant], FORMANT_BANDWIDTH[formant]);
        }
        return toLevel(sound, level);
    }

    private static void excite(double[] sound, int rate, SplittableRandom random) {
        double phase = 0;
        for (int i = 0; i < sound.length; i++) {
            double inSyllable = i / (SYLLABLE_SECONDS * rate) % 1;
            double pitch = 110 + 40 * Math.sin(2 * Math.PI * i / (1.7 * rate));
            phase += pitch / rate;
            double excitation = 0;
            if (inSyllable < VOICED_PART) {
                double envelope = Math.sin(Math.PI * inSyllable / VOICED_PART);
                if (phase >= 1) {
                    excitation = envelope;
                }
                excitation += envelope * 0.01 * random.nextGaussian();
            } else if (inSyllable < NOISE_PART) {
                excitation = 0.05 * random.nextGaussian();
            }
            phase %= 1;
            sound[i] = excitation;
        }
    }

    private static void resonate(double[] sound, int rate, double hertz, double bandwidth) {
        double radius = Math.exp(-Math.PI * bandwidth / rate);
        double first = 2 * radius * Math.cos(2 * Math.PI * hertz / rate);
        double second = -radius * radius;
        double before = 0;
        double earlier = 0;
        for (int i = 0; i < sound.length; i++) {
            double now = sound[i] + first * before + second * earlier;
            earlier = before;
            before = now;
            sound[i] = now;
        }
    }

    private static short[] toLevel(double[] sound, double level) {
        double energy = 0;
        for (double sample : sound) {
            energy += sample * sample;
        }
        double factor = level / Math.sqrt(energy / sound.length);
        short[] samples = new short[sound.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.clamp(Math.round(sound[i] * factor), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return samples;
    }
}
