package dev.landline.media.record;

/**
 * Brings sound from 8 to 16 kHz or back with one half-band low-pass (Blackman window, {@value #TAPS} taps, about 1 ms of
 * delay). Remembers the end of what came before. Owned by one thread.
 */
final class RateMatch {
    private static final int TAPS = 31;
    private static final int HISTORY = TAPS - 1;
    private static final float[] HALF_BAND = halfBand();

    private final float[] work;

    /** @param mostSamples of one call, at the lower rate */
    RateMatch(int mostSamples) {
        work = new float[HISTORY + 2 * mostSamples];
    }

    /** Doubles the rate: writes {@code 2 * samples}. */
    int up(short[] pcm, int samples, short[] out) {
        for (int i = 0; i < samples; i++) {
            work[HISTORY + 2 * i] = 2f * pcm[i];
            work[HISTORY + 2 * i + 1] = 0;
        }
        return filter(2 * samples, 1, out);
    }

    /** Halves the rate: writes {@code samples / 2}. */
    int down(short[] pcm, int samples, short[] out) {
        for (int i = 0; i < samples; i++) {
            work[HISTORY + i] = pcm[i];
        }
        return filter(samples, 2, out);
    }

    private int filter(int fresh, int step, short[] out) {
        int made = fresh / step;
        for (int i = 0; i < made; i++) {
            float sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                sum += HALF_BAND[tap] * work[i * step + tap];
            }
            out[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        System.arraycopy(work, fresh, work, 0, HISTORY);
        return made;
    }

    private static float[] halfBand() {
        float[] taps = new float[TAPS];
        int middle = TAPS / 2;
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            double at = i - middle;
            double sinc = at == 0 ? 0.5 : Math.sin(Math.PI * at / 2) / (Math.PI * at);
            double turn = 2 * Math.PI * i / (TAPS - 1);
            taps[i] = (float) (sinc * (0.42 - 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn)));
            sum += taps[i];
        }
        for (int i = 0; i < TAPS; i++) {
            taps[i] /= (float) sum;
        }
        return taps;
    }
}
