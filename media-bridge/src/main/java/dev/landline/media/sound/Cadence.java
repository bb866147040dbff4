package dev.landline.media.sound;

import java.util.List;
import java.util.Optional;

/**
 * When a tone sounds and when it rests, from the first step to the last and, as call progress tones do, again from the
 * first.
 *
 * @param steps at most {@value #MOST_STEPS}
 * @param repeats begins again after the last step; otherwise the sound is over then
 */
public record Cadence(List<Step> steps, boolean repeats) {

    /** The most steps of one cadence. */
    public static final int MOST_STEPS = 32;

    /**
     * A stretch of tone or silence.
     *
     * @param tone empty for silence
     * @param millis 5 to 60,000; 0 means without end
     */
    public record Step(Optional<Tone> tone, int millis) {
        public Step {
            if (millis != 0 && (millis < 5 || millis > 60_000)) {
                throw new IllegalArgumentException(millis + " ms is outside of 5 to 60000");
            }
        }

        /** How many samples it lasts; as good as without end for 0 ms. */
        long samples(int sampleRate) {
            return millis == 0 ? Long.MAX_VALUE : (long) millis * sampleRate / 1000;
        }
    }

    public Cadence {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("a cadence has 1 to " + MOST_STEPS + " steps");
        }
    }

    /** A tone without end. */
    public static Cadence continuous(Tone tone) {
        return new Cadence(List.of(new Step(Optional.of(tone), 0)), true);
    }

    /** A tone that sounds once. */
    public static Cadence once(Tone tone, int millis) {
        return new Cadence(List.of(new Step(Optional.of(tone), millis)), false);
    }
}
