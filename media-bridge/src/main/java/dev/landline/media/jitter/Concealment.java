package dev.landline.media.jitter;

/**
 * Makes up lost G.711 sound at 8000 Hz in the manner of G.711 appendix I: the last pitch periods are repeated, one, two,
 * then three of them as the hole grows, fading to silence within 60 ms; what follows the hole is faded in over the
 * repetition. Unlike the appendix it holds nothing back: instead of a 3.75 ms overlap with delayed sound, the repetition
 * is bent to begin where the last sample ended. Memory is fixed. Owned by the media loop.
 *
 * <p>Every sample of the direction must pass through {@link #good} or {@link #conceal}, in order.
 */
public final class Concealment {

    private static final int MIN_PITCH = 40;
    private static final int MAX_PITCH = 120;
    private static final int MAX_PERIODS = 3;
    private static final int COMPARED = 160;
    private static final int HISTORY = MAX_PERIODS * MAX_PITCH + MAX_PITCH / 4;
    private static final int TEN_MILLIS = 80;
    private static final int FADE_FROM = TEN_MILLIS;
    private static final int FADE_TO = 6 * TEN_MILLIS;
    private static final int MAX_EXTRA_OVERLAP = TEN_MILLIS;

    private final short[] history = new short[HISTORY];
    /** The history as it stood when the hole began. */
    private final short[] source = new short[HISTORY];

    private final short[] periods = new short[MAX_PERIODS * MAX_PITCH];
    private final short[] blend = new short[MAX_PITCH / 4 + MAX_EXTRA_OVERLAP];

    private int pitch;
    private int periodCount;
    private int position;
    /** Samples of the hole so far; 0 while sound is good. */
    private int lost;

    private int bend;

    /** An empty history: silence. */
    public Concealment() {}

    /** Sound that came; its beginning is changed when it follows a hole. */
    public void good(short[] pcm, int offset, int samples) {
        if (lost > 0 && samples > 0) {
            // 4 ms more for each 10 ms of the hole: the longer it was, the less the repetition fits what follows.
            int extra = Math.min(MAX_EXTRA_OVERLAP, lost / TEN_MILLIS * TEN_MILLIS * 2 / 5);
            int length = Math.min(pitch / 4 + extra, samples);
            synthesize(blend, 0, length);
            Crossfade.into(blend, 0, pcm, offset, length);
            lost = 0;
        }
        remember(pcm, offset, samples);
    }

    /** Sound that did not come: it is made up. */
    public void conceal(short[] pcm, int offset, int samples) {
        if (lost == 0) {
            System.arraycopy(history, 0, source, 0, HISTORY);
            pitch = findPitch();
            usePeriods(1);
            position = 0;
            bend = source[HISTORY - 1] - source[HISTORY - 1 - pitch];
        }
        synthesize(pcm, offset, samples);
        remember(pcm, offset, samples);
    }

    private void synthesize(short[] out, int offset, int samples) {
        for (int i = 0; i < samples; i++) {
            if (lost == TEN_MILLIS || lost == 2 * TEN_MILLIS) {
                usePeriods(lost / TEN_MILLIS + 1);
                position += pitch;
            }
            int sample = periods[position];
            int overlap = pitch / 4;
            if (lost < overlap) {
                sample += bend * (overlap - lost) / overlap;
            }
            out[offset + i] =
                    (short) Math.clamp((long) sample * loudness() / FADE_TO, Short.MIN_VALUE, Short.MAX_VALUE);
            position++;
            if (position == periodCount * pitch) {
                position = 0;
            }
            lost++;
        }
    }

    /** In parts of {@link #FADE_TO}: full for 10 ms, then down to nothing at 60 ms. */
    private int loudness() {
        if (lost <= FADE_FROM) {
            return FADE_TO;
        }
        return lost >= FADE_TO ? 0 : (FADE_TO - lost) * FADE_TO / (FADE_TO - FADE_FROM);
    }

    /**
     * Takes the last periods as they were, except that the last quarter period fades into what came before the first, so
     * that the repetition joins itself. Going from n to n + 1 periods adds the older one in front.
     */
    private void usePeriods(int count) {
        periodCount = count;
        int length = count * pitch;
        int start = HISTORY - length;
        System.arraycopy(source, start, periods, 0, length);
        int overlap = pitch / 4;
        for (int i = 0; i < overlap; i++) {
            int ending = periods[length - overlap + i] * (overlap - i);
            int before = source[start - overlap + i] * i;
            periods[length - overlap + i] = (short) ((ending + before) / overlap);
        }
    }

    /** The lag at which the last 20 ms resemble themselves most: every second lag first, then the neighbours. */
    private int findPitch() {
        int best = MIN_PITCH;
        double bestScore = -1;
        for (int lag = MIN_PITCH; lag <= MAX_PITCH; lag += 2) {
            double score = likeness(lag);
            if (score > bestScore) {
                bestScore = score;
                best = lag;
            }
        }
        int coarse = best;
        for (int lag = Math.max(MIN_PITCH, coarse - 1); lag <= Math.min(MAX_PITCH, coarse + 1); lag += 2) {
            double score = likeness(lag);
            if (score > bestScore) {
                bestScore = score;
                best = lag;
            }
        }
        return best;
    }

    /** Normalised cross-correlation, squared, over every second sample. */
    private double likeness(int lag) {
        long correlation = 0;
        long energy = 1;
        for (int i = HISTORY - COMPARED; i < HISTORY; i += 2) {
            int earlier = source[i - lag];
            correlation += (long) source[i] * earlier;
            energy += (long) earlier * earlier;
        }
        return correlation <= 0 ? 0 : (double) correlation * (double) correlation / (double) energy;
    }

    private void remember(short[] pcm, int offset, int samples) {
        int kept = Math.max(0, HISTORY - samples);
        System.arraycopy(history, HISTORY - kept, history, 0, kept);
        int taken = HISTORY - kept;
        System.arraycopy(pcm, offset + samples - taken, history, kept, taken);
    }
}
