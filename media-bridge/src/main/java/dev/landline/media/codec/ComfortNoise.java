package dev.landline.media.codec;

/**
 * The background that a peer describes while it says nothing (RFC 3389): a level, and optionally the shape of its
 * spectrum as reflection coefficients. Made here as white noise through that all-pole lattice, at exactly that level.
 * Owned by one thread; allocates nothing.
 */
public final class ComfortNoise {

    /** Higher orders are cut: the ear does not tell them apart, and each costs time. */
    private static final int MOST_COEFFICIENTS = 10;

    /** A coefficient of 1 would ring for ever. */
    private static final double LARGEST = 0.98;

    private final double[] coefficients = new double[MOST_COEFFICIENTS];
    private final double[] delayed = new double[MOST_COEFFICIENTS + 1];
    private final short[] narrow = new short[SoundRates.LONGEST_NARROW];
    private final Interpolator widening;
    private int order;
    private double excitation;
    private int random = 0x1234_5677;

    /** @param sampleRate 8000 or 16000 Hz; at the latter the upper half of the band stays empty */
    public ComfortNoise(int sampleRate) {
        widening = SoundRates.requireWideOrNarrow(sampleRate) ? new Interpolator(2, SoundRates.LONGEST_NARROW) : null;
    }

    /** Takes a description; false when there is none in it. Every byte means something. */
    public boolean describe(byte[] payload, int offset, int length) {
        if (length < 1) {
            return false;
        }
        order = Math.min(length - 1, MOST_COEFFICIENTS);
        double gain = 1;
        for (int i = 0; i < order; i++) {
            int quantized = payload[offset + 1 + i] & 0xFF;
            double coefficient = Math.clamp(258.0 * (quantized - 127) / 32_768, -LARGEST, LARGEST);
            coefficients[i] = coefficient;
            gain *= 1 - coefficient * coefficient;
        }
        // 0 dBov is a square wave of full scale (section 3.1); a uniform source has a third of its peak's power.
        double level = 32_768 * Math.pow(10, -(payload[offset] & 0x7F) / 20.0);
        excitation = level * Math.sqrt(3 * gain);
        return true;
    }

    /** Writes that much of it. */
    public void fill(short[] pcm, int at, int samples) {
        if (widening == null) {
            make(pcm, at, samples);
            return;
        }
        int half = Math.min(samples / 2, narrow.length);
        make(narrow, 0, half);
        widening.run(narrow, 0, half, pcm, at);
    }

    private void make(short[] out, int at, int samples) {
        for (int i = 0; i < samples; i++) {
            double forward = excitation * uniform();
            for (int m = order - 1; m >= 0; m--) {
                forward -= coefficients[m] * delayed[m];
                delayed[m + 1] = delayed[m] + coefficients[m] * forward;
            }
            delayed[0] = forward;
            out[at + i] = (short) Math.clamp(Math.round(forward), Short.MIN_VALUE, Short.MAX_VALUE);
        }
    }

    /** Between -1 and 1 (Marsaglia's shifts). */
    private double uniform() {
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        return random / (double) (1L << 31);
    }
}
