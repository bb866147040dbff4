package dev.landline.media.jitter;

/**
 * Makes up lost sound of a waveform codec (G.711, G.722) in the manner of G.711 appendix I: the last pitch periods are
 * repeated, one, two, then three of them as the hole grows, fading to silence within 60 ms; what follows the hole is faded
 * in over the repetition. Unlike the appendix it holds nothing back: instead of a 3.75 ms overlap with delayed sound, the
 * repetition is bent to begin where the last sample ended. Pitches of 67 to 200 Hz are found, at any rate for the work of
 * 8000 Hz: a higher rate is searched in wider steps and refined at the end. Memory is fixed. Owned by the media loop.
 *
 * <p>Every sample of the direction must pass through {@link #good} or {@link #conceal}, in order.
 */
public final class Concealment {

    private static final int NARROWBAND = 8000;
    private static final int MAX_PERIODS = 3;

    /** How many samples stand for one at 8000 Hz. */
    private final int scale;

    private final int minPitch;
    private final int maxPitch;
    private final int compared;
    private final int tenMillis;
    private final int fadeTo;
    private final short[] history;
    /** The history as it stood when the hole began. */
    private final short[] source;

    private final short[] periods;
    private final short[] blend;

    private int pitch;
    private int periodCount;
    private int position;
    /** Samples of the hole so far; 0 while sound is good. */
    private int lost;

    private int bend;

    /** For sound at 8000 Hz, with silence behind it. */
    public Concealment() {
        this(NARROWBAND);
    }

    /**
     * With silence behind it.
     *
     * @param sampleRate a multiple of 8000 Hz, at most 48000
     */
    public Concealment(int sampleRate) {
        if (sampleRate < NARROWBAND || sampleRate > 6 * NARROWBAND || sampleRate % NARROWBAND != 0) {
            throw new IllegalArgumentException("Sound is concealed at multiples of 8000 Hz, not at " + sampleRate);
        }
        scale = sampleRate / NARROWBAND;
        minPitch = 40 * scale;
        maxPitch = 120 * scale;
        compared = 160 * scale;
        tenMillis = 80 * scale;
        fadeTo = 6 * tenMillis;
        history = new short[MAX_PERIODS * maxPitch + maxPitch / 4];
        source = new short[history.length];
        periods = new short[MAX_PERIODS * maxPitch];
        blend = new short[maxPitch / 4 + tenMillis];
    }

    /** Sound that came; its beginning is changed when it follows a hole. */
    public void good(short[] pcm, int offset, int samples) {
        if (lost > 0 && samples > 0) {
            // 4 ms more for each 10 ms of the hole: the longer it was, the less the repetition fits what follows.
            int extra = Math.min(tenMillis, lost / tenMillis * tenMillis * 2 / 5);
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
            System.arraycopy(history, 0, source, 0, history.length);
            pitch = findPitch();
            usePeriods(1);
            position = 0;
            bend = source[history.length - 1] - source[history.length - 1 - pitch];
        }
        synthesize(pcm, offset, samples);
        remember(pcm, offset, samples);
    }

    private void synthesize(short[] out, int offset, int samples) {
        for (int i = 0; i < samples; i++) {
            if (lost == tenMillis || lost == 2 * tenMillis) {
                usePeriods(lost / tenMillis + 1);
                position += pitch;
            }
            int sample = periods[position];
            int overlap = pitch / 4;
            if (lost < overlap) {
                sample += bend * (overlap - lost) / overlap;
            }
            out[offset + i] = (short) Math.clamp((long) sample * loudness() / fadeTo, Short.MIN_VALUE, Short.MAX_VALUE);
            position++;
            if (position == periodCount * pitch) {
                position = 0;
            }
            lost++;
        }
    }

    /** In parts of {@code fadeTo}: full for 10 ms, then down to nothing at 60 ms. */
    private int loudness() {
        if (lost <= tenMillis) {
            return fadeTo;
        }
        return lost >= fadeTo ? 0 : (fadeTo - lost) * fadeTo / (fadeTo - tenMillis);
    }

    /**
     * Takes the last periods as they were, except that the last quarter period fades into what came before the first, so
     * that the repetition joins itself. Going from n to n + 1 periods adds the older one in front.
     */
    private void usePeriods(int count) {
        periodCount = count;
        int length = count * pitch;
        int start = history.length - length;
        System.arraycopy(source, start, periods, 0, length);
        int overlap = pitch / 4;
        for (int i = 0; i < overlap; i++) {
            int ending = periods[length - overlap + i] * (overlap - i);
            int before = source[start - overlap + i] * i;
            periods[length - overlap + i] = (short) ((ending + before) / overlap);
        }
    }

    /** The lag at which the last 20 ms resemble themselves most: in steps of 0.25 ms first, then the neighbours. */
    private int findPitch() {
        int step = 2 * scale;
        int coarse = likeliest(minPitch, maxPitch, step);
        for (int finer = step / 2; finer >= 1; finer /= 2) {
            coarse = likeliest(Math.max(minPitch, coarse - finer), Math.min(maxPitch, coarse + finer), finer);
        }
        return coarse;
    }

    private int likeliest(int from, int to, int step) {
        int best = from;
        double bestScore = -1;
        for (int lag = from; lag <= to; lag += step) {
            double score = likeness(lag);
            if (score > bestScore) {
                bestScore = score;
                best = lag;
            }
        }
        return best;
    }

    /** Normalised cross-correlation, squared, over a sample in 0.25 ms. */
    private double likeness(int lag) {
        long correlation = 0;
        long energy = 1;
        for (int i = history.length - compared; i < history.length; i += 2 * scale) {
            int earlier = source[i - lag];
            correlation += (long) source[i] * earlier;
            energy += (long) earlier * earlier;
        }
        return correlation <= 0 ? 0 : (double) correlation * (double) correlation / (double) energy;
    }

    private void remember(short[] pcm, int offset, int samples) {
        int kept = Math.max(0, history.length - samples);
        System.arraycopy(history, history.length - kept, history, 0, kept);
        int taken = history.length - kept;
        System.arraycopy(pcm, offset + samples - taken, history, kept, taken);
    }
}
