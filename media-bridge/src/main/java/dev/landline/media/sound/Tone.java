package dev.landline.media.sound;

import java.util.List;

/**
 * One or more sines that sound together.
 *
 * @param partials at most {@value #MOST_PARTIALS}
 */
public record Tone(List<Partial> partials) {

    /** The most sines that one tone may have. */
    public static final int MOST_PARTIALS = 8;

    /**
     * One sine.
     *
     * @param hertz 20 to 3900
     * @param dbm0 its level
     */
    public record Partial(double hertz, double dbm0) {
        public Partial {
            if (!(hertz >= 20 && hertz <= 3900)) {
                throw new IllegalArgumentException(hertz + " Hz is outside of 20 to 3900");
            }
            if (!(dbm0 >= -90 && dbm0 <= 3)) {
                throw new IllegalArgumentException(dbm0 + " dBm0 is outside of -90 to 3");
            }
        }
    }

    public Tone {
        partials = List.copyOf(partials);
        if (partials.isEmpty() || partials.size() > MOST_PARTIALS) {
            throw new IllegalArgumentException("a tone has 1 to " + MOST_PARTIALS + " partials");
        }
    }

    /** A single sine. */
    public static Tone of(double hertz, double dbm0) {
        return new Tone(List.of(new Partial(hertz, dbm0)));
    }

    /** Two sines of their own levels. */
    public static Tone of(double hertz, double dbm0, double otherHertz, double otherDbm0) {
        return new Tone(List.of(new Partial(hertz, dbm0), new Partial(otherHertz, otherDbm0)));
    }
}
