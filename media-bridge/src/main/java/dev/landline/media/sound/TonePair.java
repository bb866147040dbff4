package dev.landline.media.sound;

import java.util.Arrays;

/**
 * Two sines together for as long as a key is held, without a click at either end; how long may be said while it sounds.
 * Used again and again without allocation. Owned by one media loop.
 */
public final class TonePair {
    private static final int RAMP_MILLIS = 2;
    private static final long ENDLESS = Long.MAX_VALUE / 2;
    private static final int MOST_SAMPLES = 120 * 16;

    private final Oscillators oscillators = new Oscillators();
    private final double[] sum = new double[MOST_SAMPLES];
    /** In 1/16 ms, as samples of 16000 Hz. */
    private long done;

    private long length;

    /** Begins to sound, without end for now; peaks in 16-bit samples. */
    public void begin(double lowHertz, double lowPeak, double highHertz, double highPeak) {
        oscillators.tune(lowHertz, lowPeak, highHertz, highPeak);
        done = 0;
        length = ENDLESS;
    }

    /** Says how long it sounds in all; when that is over already, it ends at once. */
    public void endAfter(int millis) {
        if (length == ENDLESS) {
            length = Math.max(16L * millis, done + 16 * RAMP_MILLIS);
        }
    }

    public boolean isOver() {
        return done >= length;
    }

    /**
     * The next samples.
     *
     * @return how many were written: fewer than wanted when it is over
     */
    public int read(short[] pcm, int offset, int samples, int sampleRate) {
        int scale = 16_000 / sampleRate;
        int written = (int) Math.min(Math.min(samples, MOST_SAMPLES), (length - done + scale - 1) / scale);
        Arrays.fill(sum, 0, written, 0);
        oscillators.addTo(sum, written, sampleRate);
        for (int i = 0; i < written; i++) {
            pcm[offset + i] = Samples.clamp(sum[i] * Samples.ramp(done + (long) i * scale, length, 16 * RAMP_MILLIS));
        }
        done += (long) written * scale;
        return written;
    }
}
