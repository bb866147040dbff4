package dev.landline.media.record;

import java.util.Arrays;

/**
 * Puts the sound of one side where it belongs in the file. Where that is, the moments at which it was heard say; but a
 * moment may be late, when the media loop was held up, and is never early. So a block is placed by the earliest claim
 * among itself and those that follow within {@value #WINDOW_MILLIS} ms: a hold-up and the burst after it move nothing,
 * while a real gap stays for all that follows and becomes silence. What is off by less than {@value #GAP_MILLIS} ms, as
 * when the peer's clock drifts, is made good by stretching blocks a little.
 *
 * <p>Owned by the writing thread; no clock; fixed memory.
 */
final class ChannelTrack {
    /** How long sound must have waited before it is placed. */
    static final long LOOK_AHEAD_NANOS = 400_000_000L;

    private static final int WINDOW_MILLIS = 300;
    private static final int GAP_MILLIS = 15;
    private static final long WINDOW_NANOS = WINDOW_MILLIS * 1_000_000L;
    /** At most 3 % faster or slower when far off, 0.6 % when near. */
    private static final int FAST_SHARE = 32;

    private static final int SLOW_SHARE = 160;
    /** Two seconds at 16 kHz: the look-ahead, a step of the writer, and a packet. */
    private static final int CAPACITY = 32_000;

    private final SoundRing ring;
    private final TimeLine line;
    private final int fileRate;
    private final int gapSamples;
    private final RateMatch up = new RateMatch(SoundRing.MOST_SAMPLES / 2);
    private final RateMatch down = new RateMatch(SoundRing.MOST_SAMPLES / 2);
    private final short[] taken = new short[SoundRing.MOST_SAMPLES];
    private final short[] matched = new short[2 * SoundRing.MOST_SAMPLES];
    private final short[] placed = new short[CAPACITY];
    private int count;
    private long position;
    private boolean correcting;

    ChannelTrack(SoundRing ring, TimeLine line, int fileRate) {
        this.ring = ring;
        this.line = line;
        this.fileRate = fileRate;
        this.gapSamples = GAP_MILLIS * fileRate / 1000;
    }

    /** Samples that are placed and not yet removed. */
    int count() {
        return count;
    }

    short[] placed() {
        return placed;
    }

    /** Takes the first samples out, after they were written. */
    void remove(int samples) {
        count -= samples;
        System.arraycopy(placed, samples, placed, 0, count);
    }

    /**
     * Places all that was heard until a moment, and silence where nothing was heard.
     *
     * @param untilNanos at least {@link #LOOK_AHEAD_NANOS} ago, unless nothing more will come; at most a quarter of a
     *     second later than the last time
     */
    void advance(long untilNanos) {
        while (ring.waiting() > 0 && ring.stamp(0) - untilNanos <= 0) {
            if (line.isRecorded(ring.stamp(0))) {
                place(claimed() - position);
            } else {
                ring.skip();
            }
        }
        long due = line.positionAt(untilNanos);
        if (position >= due) {
            return;
        }
        if (ring.waiting() == 0 || !line.isRecorded(ring.stamp(0))) {
            silence(due - position);
        } else if (claimed() - position > gapSamples) {
            silence(Math.min(due, claimed()) - position);
        }
    }

    /** Where the oldest block belongs, by the earliest claim within the window. */
    private long claimed() {
        long stamp = ring.stamp(0);
        long earliest = Long.MAX_VALUE;
        long before = 0;
        for (int i = 0; i < ring.waiting(); i++) {
            long next = ring.stamp(i);
            if (next - stamp > WINDOW_NANOS || !line.isRecorded(next) || !line.isOneStretch(stamp, next)) {
                break;
            }
            earliest = Math.min(earliest, line.positionAt(next) - before);
            before += (long) ring.length(i) * fileRate / ring.sampleRate(i);
        }
        return earliest;
    }

    /** @param behind samples by which the end of the track is behind the place of the block; negative: ahead of it */
    private void place(long behind) {
        if (behind > gapSamples) {
            silence(behind);
            correcting = false;
            append(0);
        } else if (behind < -4L * gapSamples) {
            // A burst that no hold-up explains: more sound than time.
            ring.skip();
        } else {
            append(behind);
        }
    }

    private void append(long behind) {
        // Of a block that a pause cuts, only what fits before it.
        long room = Math.min(CAPACITY - count, Math.max(0, line.endOf(ring.stamp(0)) - position));
        int fresh = match();
        int change = change(behind, fresh);
        int length = (int) Math.min(fresh + change, room);
        for (int i = 0; i < length; i++) {
            placed[count + i] = change == 0 ? matched[i] : stretched(i, fresh, fresh + change);
        }
        count += length;
        position += length;
    }

    /** By how many samples this block is to be longer or shorter. */
    private int change(long behind, int fresh) {
        long off = Math.abs(behind);
        correcting = off > (correcting ? gapSamples / 30 : gapSamples / 5);
        if (!correcting) {
            return 0;
        }
        int most = fresh / (off > gapSamples / 2 ? FAST_SHARE : SLOW_SHARE);
        return Math.clamp(behind, -most, most);
    }

    private short stretched(int index, int fresh, int length) {
        long scaled = (((long) index * fresh) << 16) / length;
        int at = (int) (scaled >> 16);
        int next = Math.min(at + 1, fresh - 1);
        int share = (int) (scaled & 0xFFFF);
        return (short) (matched[at] + (((matched[next] - matched[at]) * (long) share) >> 16));
    }

    /** The oldest block at the file's rate. */
    private int match() {
        int length = ring.length(0);
        int rate = ring.sampleRate(0);
        ring.take(taken);
        if (rate == fileRate) {
            System.arraycopy(taken, 0, matched, 0, length);
            return length;
        }
        return rate < fileRate ? up.up(taken, length, matched) : down.down(taken, length, matched);
    }

    private void silence(long samples) {
        int length = (int) Math.min(samples, CAPACITY - count);
        Arrays.fill(placed, count, count + length, (short) 0);
        count += length;
        position += length;
    }
}
