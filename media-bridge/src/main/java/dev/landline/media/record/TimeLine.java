package dev.landline.media.record;

/**
 * Which stretches of time are recorded, and where in the file each moment is. A pause takes no room: what follows it
 * stands right behind what came before. Remembers the last {@value #MOST_STRETCHES} stretches. Owned by one thread.
 */
final class TimeLine {
    static final int MOST_STRETCHES = 64;
    private static final long SECOND = 1_000_000_000L;

    private final int sampleRate;
    private final long[] begins = new long[MOST_STRETCHES];
    private final long[] ends = new long[MOST_STRETCHES];
    private final long[] bases = new long[MOST_STRETCHES];
    private int count;

    TimeLine(int sampleRate, long beginNanos) {
        this.sampleRate = sampleRate;
        add(beginNanos, 0);
    }

    private void add(long beginNanos, long base) {
        begins[count] = beginNanos;
        ends[count] = Long.MAX_VALUE;
        bases[count] = base;
        count++;
    }

    private boolean isOpen() {
        return ends[count - 1] == Long.MAX_VALUE;
    }

    /** From this moment on nothing is recorded. */
    void pause(long nanos) {
        if (isOpen()) {
            ends[count - 1] = Math.max(nanos, begins[count - 1]);
        }
    }

    /** From this moment on all is recorded. */
    void resume(long nanos) {
        if (isOpen()) {
            return;
        }
        long base = positionAt(ends[count - 1]);
        long begin = Math.max(nanos, ends[count - 1]);
        if (count == MOST_STRETCHES) {
            System.arraycopy(begins, 1, begins, 0, count - 1);
            System.arraycopy(ends, 1, ends, 0, count - 1);
            System.arraycopy(bases, 1, bases, 0, count - 1);
            count--;
        }
        add(begin, base);
    }

    /** Whether what is heard at this moment belongs into the file. */
    boolean isRecorded(long nanos) {
        int stretch = stretchAt(nanos);
        return stretch >= 0 && nanos < ends[stretch];
    }

    /** Whether no pause lies between two moments that are both recorded. */
    boolean isOneStretch(long earlierNanos, long laterNanos) {
        return stretchAt(earlierNanos) == stretchAt(laterNanos);
    }

    /** How many samples of the file come before the end of the stretch that this moment is in. */
    long endOf(long nanos) {
        int stretch = stretchAt(nanos);
        return ends[stretch] == Long.MAX_VALUE ? Long.MAX_VALUE : positionAt(ends[stretch]);
    }

    /** How many samples of the file come before this moment. */
    long positionAt(long nanos) {
        int stretch = stretchAt(nanos);
        if (stretch < 0) {
            return bases[0];
        }
        long into = Math.min(nanos, ends[stretch]) - begins[stretch];
        return bases[stretch] + into / SECOND * sampleRate + into % SECOND * sampleRate / SECOND;
    }

    /** The last stretch that began before or at this moment, or -1. */
    private int stretchAt(long nanos) {
        for (int i = count - 1; i >= 0; i--) {
            if (begins[i] <= nanos) {
                return i;
            }
        }
        return -1;
    }
}
