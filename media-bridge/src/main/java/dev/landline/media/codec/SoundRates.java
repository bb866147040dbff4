package dev.landline.media.codec;

/** The two rates at which a direction handles sound. */
final class SoundRates {

    static final int NARROW = 8_000;
    static final int WIDE = 16_000;

    /** Samples of 120 ms at 8000 Hz: no payload carries more. */
    static final int LONGEST_NARROW = 960;

    private SoundRates() {}

    /** Whether it is 16000 Hz and not 8000; anything else is a programming mistake. */
    static boolean requireWideOrNarrow(int sampleRate) {
        if (sampleRate != WIDE && sampleRate != NARROW) {
            throw new IllegalArgumentException("sound is handled at 8000 or 16000 Hz, not at " + sampleRate);
        }
        return sampleRate == WIDE;
    }
}
