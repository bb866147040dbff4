package dev.landline.media.record;

/**
 * One side of a call in virtual time: its playout clock beats every {@code ptimeMillis} of its own time, which may run
 * fast or slow, and it says at each moment of true time what a function tells.
 */
final class Talker {
    /** What is said when. */
    @FunctionalInterface
    interface Saying {
        /** The sample at a moment. */
        double at(double seconds);

        /** Whether there is certainly nothing to hear in this stretch; saves time. */
        default boolean isSilent(double fromSeconds, double untilSeconds) {
            return false;
        }
    }

    private final RecordingTap tap;
    private final int sampleRate;
    private final int ptimeMillis;
    private final double pace;
    private final Saying saying;
    private double nextNanos;
    private final short[] pcm;
    private boolean silent;

    /**
     * @param partsPerMillion by which its clock is slow
     * @param saying the sample at a moment, in seconds
     */
    Talker(
            RecordingTap tap,
            int sampleRate,
            int ptimeMillis,
            double partsPerMillion,
            double beginSeconds,
            Saying saying) {
        this.tap = tap;
        this.sampleRate = sampleRate;
        this.ptimeMillis = ptimeMillis;
        this.pace = 1 + partsPerMillion / 1e6;
        this.saying = saying;
        this.nextNanos = beginSeconds * 1e9;
        this.pcm = new short[ptimeMillis * sampleRate / 1000];
    }

    /** Nothing is decoded from now on, as on hold, or again. */
    void beSilent(boolean now) {
        silent = now;
    }

    /** Says all that is due; a late call says it late. */
    void run(long nowNanos) {
        while (nextNanos <= nowNanos) {
            fill();
            if (!silent) {
                tap.hear(pcm, 0, pcm.length, sampleRate, nowNanos);
            }
            nextNanos += ptimeMillis * 1e6 * pace;
        }
    }

    private void fill() {
        double seconds = nextNanos / 1e9;
        double step = pace / sampleRate;
        boolean still = saying.isSilent(seconds, seconds + pcm.length * step);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = still ? 0 : (short) saying.at(seconds + i * step);
        }
    }

    static Saying tone(double hertz, double amplitude) {
        return seconds -> amplitude * Math.sin(2 * Math.PI * hertz * seconds);
    }

    /** A knock of 5 ms at every full ten seconds, and otherwise nothing. */
    static Saying knocks() {
        return new Saying() {
            @Override
            public double at(double seconds) {
                return seconds % 10 < 0.005 ? 12_000 : 0;
            }

            @Override
            public boolean isSilent(double fromSeconds, double untilSeconds) {
                return fromSeconds % 10 >= 0.005 && fromSeconds % 10 < untilSeconds % 10;
            }
        };
    }
}
