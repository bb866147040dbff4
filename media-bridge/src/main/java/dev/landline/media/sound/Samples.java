package dev.landline.media.sound;

/** Arithmetic on samples. */
final class Samples {

    private Samples() {}

    static short clamp(double sample) {
        return (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /**
     * How loud a sound that rises and falls is at one of its samples, 0 to 1.
     *
     * @param ramp samples of the rise and of the fall; shorter when the sound is shorter than both
     */
    static double ramp(long at, long length, int ramp) {
        long edge = Math.min(at, length - 1 - at);
        long steps = Math.min(ramp, length / 2);
        return edge >= steps ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * (edge + 0.5) / steps);
    }
}
