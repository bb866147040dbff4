package dev.landline.media.jitter;

/**
 * Makes two packets of sound as long as one: what a caller does with a {@link Playout#MERGE} and the frame after it. The
 * beginning of the first and the end of the second stay as they are, so that nothing jumps toward what is before and
 * after. Between them as much as one packet is cut out, in one or two cuts, where the sound on both sides of the cut is
 * most alike: in a pause, or a whole number of pitch periods apart. Each cut is faded over 5 ms at most.
 *
 * <p>Memory is fixed. Owned by the media loop.
 */
public final class Splice {

    /** Positions and lags are tried in steps of a quarter of a millisecond, then lags one by one around the best. */
    private static final int STEPS_PER_MILLI = 4;

    private static final int MOST_MILLIS = 120;

    private final int step;
    private final int longestFade;
    private final short[] both;

    private int samples;
    private int fade;
    private long bestDifference;
    private int bestLag;
    private int bestFirst;
    private int bestSecond;
    private int foundAt;

    /**
     * A splice of sound of one rate.
     *
     * @param sampleRate in Hz, a multiple of 4000
     */
    public Splice(int sampleRate) {
        step = sampleRate / 1000 / STEPS_PER_MILLI;
        longestFade = sampleRate / 200;
        both = new short[2 * MOST_MILLIS * sampleRate / 1000];
    }

    /**
     * Merges two stretches of equal length; the result stands where the second was.
     *
     * @param count samples of each, at most 120 ms
     */
    public void merge(short[] first, int firstOffset, short[] second, int secondOffset, int count) {
        System.arraycopy(first, firstOffset, both, 0, count);
        System.arraycopy(second, secondOffset, both, count, count);
        samples = count;
        fade = Math.min(longestFade, count / 4);
        findCuts();
        int at = secondOffset;
        if (bestLag == count) {
            at = copyWithCut(0, bestFirst, count, second, at);
            System.arraycopy(both, bestFirst + count + fade, second, at, 2 * count - (bestFirst + count + fade));
        } else {
            at = copyWithCut(0, bestFirst, bestLag, second, at);
            at = copyWithCut(bestFirst + bestLag + fade, bestSecond, count - bestLag, second, at);
            int from = bestSecond + count - bestLag + fade;
            System.arraycopy(both, from, second, at, 2 * count - from);
        }
    }

    /** Copies up to a cut and fades across it; returns where the copy ends. */
    private int copyWithCut(int from, int cut, int lag, short[] out, int at) {
        System.arraycopy(both, from, out, at, cut - from);
        int end = at + cut - from;
        for (int i = 0; i < fade; i++) {
            int leaving = both[cut + i] * (fade - i);
            int coming = both[cut + lag + i] * i;
            out[end + i] = (short) ((leaving + coming) / fade);
        }
        return end + fade;
    }

    /** One cut of a whole packet, or two that are a packet together, whichever joins sounds that differ least. */
    private void findCuts() {
        int shortest = Math.max(step, samples / 8);
        bestDifference = leastDifference(0, samples - fade, samples, Long.MAX_VALUE);
        bestLag = samples;
        bestFirst = foundAt;
        for (int lag = shortest; lag <= samples - shortest; lag += step) {
            tryLag(lag);
        }
        int coarse = bestLag;
        if (coarse != samples) {
            for (int lag = coarse - step + 1; lag < coarse + step; lag++) {
                tryLag(lag);
            }
        }
    }

    private void tryLag(int lag) {
        int play = (samples - 2 * fade) / 2;
        long first = leastDifference(0, play, lag, bestDifference);
        if (first >= bestDifference) {
            return;
        }
        int firstAt = foundAt;
        int from = lag + fade + play;
        long total = first + leastDifference(from, from + play, samples - lag, bestDifference - first);
        if (total < bestDifference) {
            bestDifference = total;
            bestLag = lag;
            bestFirst = firstAt;
            bestSecond = foundAt;
        }
    }

    /** The place of a cut in a range at which the sound a lag apart differs least; {@link #foundAt} says where. */
    private long leastDifference(int from, int to, int lag, long limit) {
        long least = limit;
        for (int at = from; at <= to; at += step) {
            long difference = 0;
            for (int i = 0; i < fade && difference < least; i += 2) {
                int d = both[at + i] - both[at + lag + i];
                difference += (long) d * d;
            }
            if (difference < least) {
                least = difference;
                foundAt = at;
            }
        }
        return least;
    }
}
