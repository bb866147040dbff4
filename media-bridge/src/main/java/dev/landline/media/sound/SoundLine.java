package dev.landline.media.sound;

import java.util.Arrays;

/**
 * One-way sound at 16000 Hz between two threads whose beats are not the same: one writes as sound comes, the other reads
 * as much as it needs. Over a second of sound the reader watches how late the next write might come without leaving a
 * hole. When that is too little, a packet's worth of sound is put in, a few milliseconds at a time; when so much waits
 * that it would do with less, some is left out. Both happen where the sound is quiet, or after another second where it
 * resembles itself most, under a cross-fade. Fixed memory, no lock; neither side allocates.
 */
final class SoundLine {
    private static final int PER_MILLI = 16;
    /** How much sound one look at the delay covers. */
    private static final int WATCH_SAMPLES = 1000 * PER_MILLI;

    /** When the next write may be late by less than this, sound is put in. */
    private static final int SHORT_SAMPLES = 2 * PER_MILLI;

    /** Sound is left out as long as the next write may be late by this much without it. */
    private static final int AMPLE_SAMPLES = 4 * PER_MILLI;

    /** So much is not waited out: it is left out at once. */
    private static final int STALE_SAMPLES = 60 * PER_MILLI;

    private static final int FADE_SAMPLES = 5 * PER_MILLI;
    private static final int LEAST_LAG = 32;
    private static final int MOST_LAG = 80;
    private static final int EDGE_SAMPLES = 2 * PER_MILLI;
    /** Mean magnitude below which nobody hears a millisecond go: about -45 dBm0. */
    private static final int QUIET = 80;

    /** The longest read: 60 ms, and what is left out of it. */
    private static final int MOST_SAMPLES = 60 * PER_MILLI + MOST_LAG;

    private enum Correction {
        NONE,
        PUT_IN,
        LEAVE_OUT
    }

    private final SampleRing ring = new SampleRing();
    private final short[] taken = new short[MOST_SAMPLES];
    private final short[] shifted = new short[MOST_SAMPLES];
    private boolean flowing;
    private Correction wanted = Correction.NONE;
    private boolean urgent;
    private int watched;
    private int leastSlack = Integer.MAX_VALUE;
    private int leastSlackWithout = Integer.MAX_VALUE;
    // Written by the writer after its samples, so that who sees the time sees them too.
    private volatile long writtenNanos;
    private volatile int writtenSamples;
    // Each written by one side alone, read by whoever asks for numbers.
    private volatile long overflowed;
    private volatile long leftOut;
    private volatile long putIn;
    private volatile long holes;

    /** For the writer: sound that nobody fetches in time is dropped and counted. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void write(short[] pcm, int offset, int samples, long nowNanos) {
        int fitted = ring.write(pcm, offset, samples);
        writtenSamples = samples;
        writtenNanos = nowNanos;
        if (fitted < samples) {
            overflowed += samples - fitted;
        }
    }

    /** For the reader: the next samples, at most 60 ms; silence where nothing has come. */
    void read(short[] pcm, int offset, int samples, long nowNanos) {
        int waiting = ring.available() - samples;
        if (waiting > STALE_SAMPLES) {
            skip(waiting - SHORT_SAMPLES);
            waiting = SHORT_SAMPLES;
        }
        if (waiting < 0) {
            runDry(pcm, offset, samples, waiting + samples);
            return;
        }
        watch(samples, waiting, nowNanos);
        ring.peek(taken, 0, samples + Math.min(waiting, MOST_LAG));
        int used = switch (correction(samples)) {
            case NONE -> samples;
            case PUT_IN -> putIn(samples);
            case LEAVE_OUT -> leaveOut(samples);
        };
        ring.skip(used);
        if (!flowing) {
            flowing = true;
            fadeIn(Math.min(EDGE_SAMPLES, samples));
        }
        System.arraycopy(taken, 0, pcm, offset, samples);
    }

    /** Nothing, or not enough: what there is fades out, silence follows until a whole read waits. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void runDry(short[] pcm, int offset, int samples, int available) {
        int rest = flowing ? available : 0;
        ring.peek(pcm, offset, rest);
        ring.skip(rest);
        int edge = Math.min(EDGE_SAMPLES, rest);
        for (int i = 0; i < edge; i++) {
            int at = offset + rest - edge + i;
            pcm[at] = (short) (pcm[at] * (edge - 1 - i) / edge);
        }
        Arrays.fill(pcm, offset + rest, offset + samples, (short) 0);
        if (flowing) {
            holes++;
        }
        flowing = false;
        watchAnew();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void skip(int samples) {
        ring.skip(samples);
        leftOut += samples;
        flowing = false;
        watchAnew();
    }

    private void watch(int samples, int waiting, long nowNanos) {
        int wrote = writtenSamples;
        int since = Math.clamp((nowNanos - writtenNanos) * PER_MILLI / 1_000_000, 0, wrote);
        int slack = slack(waiting, samples, wrote, since);
        int without = waiting < MOST_LAG ? -1 : slack(waiting - MOST_LAG, samples, wrote, since);
        if ((wanted == Correction.PUT_IN && slack >= SHORT_SAMPLES)
                || (wanted == Correction.LEAVE_OUT && without < SHORT_SAMPLES)) {
            watchAnew();
        }
        leastSlack = Math.min(leastSlack, slack);
        leastSlackWithout = Math.min(leastSlackWithout, without);
        watched += samples;
        if (watched < WATCH_SAMPLES) {
            return;
        }
        Correction before = wanted;
        wanted = leastSlack < SHORT_SAMPLES
                ? Correction.PUT_IN
                : leastSlackWithout >= AMPLE_SAMPLES ? Correction.LEAVE_OUT : Correction.NONE;
        urgent = wanted != Correction.NONE && wanted == before;
        watched = 0;
        leastSlack = Integer.MAX_VALUE;
        leastSlackWithout = Integer.MAX_VALUE;
    }

    /**
     * By how much the next write may be late before a read finds too little.
     *
     * @param waiting samples left after this read
     * @param since how long ago the last write was
     */
    private static int slack(int waiting, int read, int wrote, int since) {
        if (wrote == 0) {
            return Integer.MAX_VALUE;
        }
        // The first read that needs another write, and how many writes it needs.
        int readAt = (waiting / read + 1) * read;
        int writes = Math.max(1, (readAt - waiting + wrote - 1) / wrote);
        return readAt - (writes * wrote - since);
    }

    /** What is done in this read: what is wanted, if the sound allows it. */
    private Correction correction(int samples) {
        if (wanted == Correction.NONE || urgent) {
            return wanted;
        }
        int sum = 0;
        for (int i = 0; i < samples; i++) {
            sum += Math.abs(taken[i]);
        }
        return sum <= QUIET * samples ? wanted : Correction.NONE;
    }

    /** Repeats some of what was taken; returns how much of it is used up. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private int putIn(int samples) {
        int middle = samples / 2;
        int fade = fade(samples);
        int lag = lag(middle, fade, -1, Math.min(MOST_LAG, samples - middle - fade));
        // From the end, because the sound moves back to make room.
        System.arraycopy(taken, middle + fade - lag, shifted, 0, samples - middle - fade);
        for (int i = fade - 1; i >= 0; i--) {
            taken[middle + i] = blend(taken[middle + i], taken[middle + i - lag], i, fade);
        }
        System.arraycopy(shifted, 0, taken, middle + fade, samples - middle - fade);
        putIn += lag;
        return samples - lag;
    }

    /** Leaves some of what was taken out; returns how much is used up. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private int leaveOut(int samples) {
        int middle = samples / 2;
        int fade = fade(samples);
        int lag = lag(middle, fade, 1, MOST_LAG);
        for (int i = 0; i < fade; i++) {
            taken[middle + i] = blend(taken[middle + i], taken[middle + i + lag], i, fade);
        }
        System.arraycopy(taken, middle + fade + lag, taken, middle + fade, samples - middle - fade);
        leftOut += lag;
        return samples + lag;
    }

    private void watchAnew() {
        wanted = Correction.NONE;
        urgent = false;
        watched = 0;
        leastSlack = Integer.MAX_VALUE;
        leastSlackWithout = Integer.MAX_VALUE;
    }

    private static int fade(int samples) {
        return Math.min(FADE_SAMPLES, samples / 4);
    }

    private static short blend(short going, short coming, int at, int fade) {
        return (short) (going + (coming - going) * (2 * at + 1) / (2 * fade));
    }

    /** The distance at which the sound around the fade is most like itself, so that the fade is not heard. */
    private int lag(int middle, int fade, int direction, int most) {
        int best = most;
        long least = Long.MAX_VALUE;
        for (int lag = Math.min(LEAST_LAG, most); lag <= most; lag++) {
            long difference = 0;
            for (int i = 0; i < fade; i++) {
                difference += Math.abs(taken[middle + i] - taken[middle + i + direction * lag]);
            }
            if (difference < least) {
                least = difference;
                best = lag;
            }
        }
        return best;
    }

    private void fadeIn(int edge) {
        for (int i = 0; i < edge; i++) {
            taken[i] = (short) (taken[i] * i / edge);
        }
    }

    /** Samples that found no room: the reader did not come. */
    long overflowed() {
        return overflowed;
    }

    /** Samples left out to keep the delay short. */
    long leftOut() {
        return leftOut;
    }

    /** Samples put in so that the sound does not run dry. */
    long putIn() {
        return putIn;
    }

    /** Times that it ran dry. */
    long holes() {
        return holes;
    }
}
