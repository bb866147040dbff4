package dev.landline.media.sound;

/**
 * Keeps a sum of sounds within 16 bits without distorting it: a frame that would be too loud is turned down as a whole, at
 * once and smoothly; what was turned down comes up again over about a fifth of a second; peaks that come before the turning
 * down has taken hold are bent, not cut. Owned by one thread.
 */
public final class Limiter {
    /** Where turning down begins: 1.4 dB below full scale. */
    private static final float CEILING = 28_000;

    private static final float HEADROOM = Short.MAX_VALUE - CEILING;
    /** Turning down takes 2 ms of a frame of 20 ms. */
    private static final int ATTACK_PARTS = 10;

    private static final float RECOVERY_PER_FRAME = 0.1f;

    private float gain = 1;

    /** Brings sums into 16 bits. */
    public void limit(int[] sums, short[] out, int samples) {
        int peak = 1;
        for (int i = 0; i < samples; i++) {
            peak = Math.max(peak, Math.abs(sums[i]));
        }
        float allowed = Math.min(1, CEILING / peak);
        if (gain == 1 && allowed == 1) {
            for (int i = 0; i < samples; i++) {
                out[i] = (short) sums[i];
            }
            return;
        }
        float target = Math.min(allowed, gain + (1 - gain) * RECOVERY_PER_FRAME);
        if (target > 0.999f) {
            target = 1;
        }
        int ramp = target < gain ? samples / ATTACK_PARTS : samples;
        float step = (target - gain) / ramp;
        for (int i = 0; i < samples; i++) {
            float now = i < ramp ? gain + step * (i + 1) : target;
            out[i] = bend(now * sums[i]);
        }
        gain = target;
    }

    private static short bend(float sample) {
        float over = Math.abs(sample) - CEILING;
        if (over <= 0) {
            return (short) Math.round(sample);
        }
        float bent = CEILING + HEADROOM * over / (over + HEADROOM);
        return (short) Math.round(Math.copySign(bent, sample));
    }
}
