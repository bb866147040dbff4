package dev.landline.media.sound;

import dev.landline.media.sound.Cadence.Step;
import dev.landline.media.sound.Tone.Partial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads tones as the table of call progress tones writes them; the table says how. */
final class ToneNotation {
    /** Of all frequencies of a tone together (E.180 section 8). */
    private static final double USUAL_DBM0 = -10;

    private ToneNotation() {}

    /**
     * A cadence that repeats.
     *
     * @param steps for example {@code 425/1000} and {@code -/4000}
     */
    static Cadence cadence(List<String> steps) {
        return new Cadence(steps.stream().map(ToneNotation::step).toList(), true);
    }

    private static Step step(String text) {
        int slash = text.indexOf('/');
        String sound = slash < 0 ? text : text.substring(0, slash);
        int millis = slash < 0 ? 0 : Integer.parseInt(text.substring(slash + 1));
        return new Step(sound.equals("-") ? Optional.empty() : Optional.of(tone(sound)), millis);
    }

    private static Tone tone(String text) {
        int at = text.indexOf('@');
        String frequencies = at < 0 ? text : text.substring(0, at);
        int star = frequencies.indexOf('*');
        if (star > 0) {
            return modulated(
                    Double.parseDouble(frequencies.substring(0, star)),
                    Double.parseDouble(frequencies.substring(star + 1)));
        }
        String[] parts = frequencies.split("\\+", Tone.MOST_PARTIALS);
        double each = at < 0 ? USUAL_DBM0 - decibels(parts.length) : Double.parseDouble(text.substring(at + 1));
        List<Partial> partials = new ArrayList<>();
        for (String part : parts) {
            partials.add(new Partial(Double.parseDouble(part), each));
        }
        return new Tone(partials);
    }

    /** A carrier modulated in full has two side bands of half its amplitude, so 1.5 times its power in all. */
    private static Tone modulated(double carrier, double by) {
        double dbm0 = USUAL_DBM0 - decibels(1.5);
        double side = dbm0 - decibels(4);
        return new Tone(
                List.of(new Partial(carrier - by, side), new Partial(carrier, dbm0), new Partial(carrier + by, side)));
    }

    private static double decibels(double powers) {
        return 10 * Math.log10(powers);
    }
}
