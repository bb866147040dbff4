package dev.landline.gateway.demo;

import java.util.Arrays;

/**
 * Synthesises sound at 8000 samples per second, one part after the other. Levels are in dBm0: a sine at +3.14 dBm0 fills
 * the 16-bit scale, as it fills A-law's (ITU-T G.711). Used once at start.
 */
final class ToneWriter {

    static final int SAMPLE_RATE = 8_000;

    /** How far below full scale a sine of 0 dBm0 peaks: 3.14 dB in A-law, 3.17 dB in mu-law. */
    static final double A_LAW_OVERLOAD_DBM0 = 3.14;

    static final double MU_LAW_OVERLOAD_DBM0 = 3.17;

    /** Mu-law's scale ends at 8159 of 8192 steps; its full scale is that much below 16-bit full scale. */
    private static final double MU_LAW_FULL_SCALE = 8_159 * 4;

    private static final double FULL_SCALE = 32_768;

    /** Tones fade in and out this long: a tone cut square clicks. */
    private static final int RAMP_SAMPLES = SAMPLE_RATE * 5 / 1_000;

    /** A struck note has lost two thirds of its height after this long. */
    private static final double DECAY_SECONDS = 0.35;

    private static final double[] OVERTONES = {1.0, 0.28, 0.12};

    private short[] samples = new short[SAMPLE_RATE];
    private int length;

    /** One cycle-exact second of a sine, for looping: {@code hertz} must be whole. */
    static short[] endless(int hertz, double levelDbm0) {
        return second(hertz, FULL_SCALE * decibels(levelDbm0 - A_LAW_OVERLOAD_DBM0));
    }

    /** The same, for mu-law to the last hundredth of a decibel. */
    static short[] endlessForMuLaw(int hertz, double levelDbm0) {
        return second(hertz, MU_LAW_FULL_SCALE * decibels(levelDbm0 - MU_LAW_OVERLOAD_DBM0));
    }

    private static short[] second(int hertz, double peak) {
        short[] samples = new short[SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(peak * Math.sin(2 * Math.PI * hertz * i / SAMPLE_RATE));
        }
        return samples;
    }

    /** Appends a steady tone. */
    ToneWriter tone(double hertz, int millis, double levelDbm0) {
        double peak = FULL_SCALE * decibels(levelDbm0 - A_LAW_OVERLOAD_DBM0);
        int count = samplesIn(millis);
        for (int i = 0; i < count; i++) {
            double fade = Math.min(1, Math.min(i, count - 1 - i) / (double) RAMP_SAMPLES);
            append(fade * peak * Math.sin(2 * Math.PI * hertz * i / SAMPLE_RATE));
        }
        return this;
    }

    /** Appends a note as a struck bar sounds: a quick start, two overtones, a slow end. */
    ToneWriter note(double hertz, int millis, double levelDbm0) {
        double peak = FULL_SCALE * decibels(levelDbm0 - A_LAW_OVERLOAD_DBM0);
        int count = samplesIn(millis);
        for (int i = 0; i < count; i++) {
            double fade = Math.min(1, Math.min(i, count - 1 - i) / (double) RAMP_SAMPLES);
            double seconds = (double) i / SAMPLE_RATE;
            double wave = 0;
            for (int overtone = 0; overtone < OVERTONES.length; overtone++) {
                double frequency = hertz * (overtone + 1);
                if (frequency < 3_400) {
                    wave += OVERTONES[overtone] * Math.sin(2 * Math.PI * frequency * seconds);
                }
            }
            append(fade * peak * Math.exp(-seconds / DECAY_SECONDS) * wave);
        }
        return this;
    }

    /** Appends a silence. */
    ToneWriter silence(int millis) {
        for (int i = samplesIn(millis); i > 0; i--) {
            append(0);
        }
        return this;
    }

    /**
     * Appends a tune of notes such as {@code "C5 E5:2 -"}: pitch and octave, how many beats, {@code -} for a rest.
     *
     * @throws IllegalArgumentException when a note is none
     */
    ToneWriter tune(String notes, int beatMillis, double levelDbm0) {
        for (String note : notes.trim().split("\\s+", -1)) {
            int colon = note.indexOf(':');
            double beats = colon < 0 ? 1 : Double.parseDouble(note.substring(colon + 1));
            String pitch = colon < 0 ? note : note.substring(0, colon);
            int millis = (int) Math.round(beats * beatMillis);
            if (pitch.equals("-")) {
                silence(millis);
            } else {
                note(hertz(pitch), millis, levelDbm0);
            }
        }
        return this;
    }

    /** What was written so far. */
    short[] samples() {
        return Arrays.copyOf(samples, length);
    }

    /** The frequency of a pitch in equal temperament, A4 = 440 Hz. */
    static double hertz(String pitch) {
        int semitone = "C D EF G A B".indexOf(pitch.charAt(0));
        int octave = pitch.charAt(pitch.length() - 1) - '0';
        if (pitch.length() != 2 || semitone < 0 || pitch.charAt(0) == ' ' || octave < 0 || octave > 8) {
            throw new IllegalArgumentException("No pitch: " + pitch);
        }
        return 440 * Math.pow(2, (semitone - 9) / 12.0 + octave - 4);
    }

    private static int samplesIn(int millis) {
        return millis * (SAMPLE_RATE / 1_000);
    }

    private static double decibels(double level) {
        return Math.pow(10, level / 20);
    }

    private void append(double value) {
        if (length == samples.length) {
            samples = Arrays.copyOf(samples, length * 2);
        }
        samples[length++] = (short) Math.clamp(Math.round(value), -32_768, 32_767);
    }
}
