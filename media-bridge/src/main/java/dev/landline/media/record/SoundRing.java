package dev.landline.media.record;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Sound with the time it was heard at, on its way from one media loop to the writing thread. One thread puts, one thread
 * takes, no lock. Holds {@value #SAMPLES} samples, which is four seconds at 16 kHz, in at most {@value #BLOCKS} blocks;
 * what does not fit is dropped and counted, and becomes silence in the recording.
 */
final class SoundRing {
    static final int SAMPLES = 1 << 16;
    static final int BLOCKS = 1 << 9;
    /** 120 ms at 16 kHz, the most that one packet carries. */
    static final int MOST_SAMPLES = 1920;

    private final short[] samples = new short[SAMPLES];
    private final long[] stamps = new long[BLOCKS];
    private final int[] lengths = new int[BLOCKS];
    private final int[] rates = new int[BLOCKS];
    private final AtomicLong blocksPut = new AtomicLong();
    private final AtomicLong blocksTaken = new AtomicLong();
    private final AtomicLong samplesTaken = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    /** Of the thread that puts. */
    private long samplesPut;

    /** Copies a block in; returns false when there is no room. */
    boolean put(short[] pcm, int offset, int length, int sampleRate, long nowNanos) {
        long block = blocksPut.getPlain();
        if (length > MOST_SAMPLES
                || block - blocksTaken.getAcquire() >= BLOCKS
                || samplesPut + length - samplesTaken.getAcquire() > SAMPLES) {
            dropped.setRelease(dropped.getPlain() + 1);
            return false;
        }
        int at = (int) (samplesPut & (SAMPLES - 1));
        int untilEnd = Math.min(length, SAMPLES - at);
        System.arraycopy(pcm, offset, samples, at, untilEnd);
        System.arraycopy(pcm, offset + untilEnd, samples, 0, length - untilEnd);
        int slot = (int) (block & (BLOCKS - 1));
        stamps[slot] = nowNanos;
        lengths[slot] = length;
        rates[slot] = sampleRate;
        samplesPut += length;
        blocksPut.setRelease(block + 1);
        return true;
    }

    /** Blocks that had no room. */
    long dropped() {
        return dropped.getAcquire();
    }

    /** Blocks that wait. The methods from here on are for the thread that takes. */
    int waiting() {
        return (int) (blocksPut.getAcquire() - blocksTaken.getPlain());
    }

    /** When a waiting block was heard; 0 is the oldest. */
    long stamp(int index) {
        return stamps[slot(index)];
    }

    int length(int index) {
        return lengths[slot(index)];
    }

    int sampleRate(int index) {
        return rates[slot(index)];
    }

    /** Copies the oldest block out and frees its room. */
    void take(short[] to) {
        int length = length(0);
        int at = (int) (samplesTaken.getPlain() & (SAMPLES - 1));
        int untilEnd = Math.min(length, SAMPLES - at);
        System.arraycopy(samples, at, to, 0, untilEnd);
        System.arraycopy(samples, 0, to, untilEnd, length - untilEnd);
        skip();
    }

    /** Frees the room of the oldest block unread. */
    void skip() {
        samplesTaken.setRelease(samplesTaken.getPlain() + length(0));
        blocksTaken.setRelease(blocksTaken.getPlain() + 1);
    }

    private int slot(int index) {
        return (int) ((blocksTaken.getPlain() + index) & (BLOCKS - 1));
    }
}
