package dev.landline.media.codec;

/**
 * How to encode.
 *
 * @param sampleRate input rate in Hz: 8000 toward G.711, 16000 toward G.722
 * @param bitrate bits per second, 6000 to 128000
 * @param complexity 0 (cheapest) to 10
 * @param fec send in-band FEC; beware that complexity 0 below 32 kb/s silently sends none
 * @param expectedLossPercent 0 to 100, steers how much FEC is sent; changes with {@link
 *     OpusEncoder#expectLoss}
 * @param dtx stop sending in silence
 */
public record OpusEncoderSettings(
        int sampleRate, int bitrate, int complexity, boolean fec, int expectedLossPercent, boolean dtx) {

    private static final int CELT_BITS_PER_SAMPLE = 4;

    public OpusEncoderSettings {
        OpusPacket.requireSampleRate(sampleRate);
        requireRange("bitrate", bitrate, 6000, 128_000);
        requireRange("complexity", complexity, 0, 10);
        requireRange("expectedLossPercent", expectedLossPercent, 0, 100);
    }

    /** Complexity 0 at 32 kb/s with FEC: as good as complexity 10 at 24 kb/s for a third of the time. */
    public static OpusEncoderSettings narrowband() {
        return new OpusEncoderSettings(8000, 32_000, 0, true, 5, false);
    }

    /**
     * Whether frames are coded by CELT while the peer loses so much. At complexity 0 it takes half of SILK's time, and with
     * four bits a sample it sounds as good; but it has no FEC and its lost frames are concealed less well.
     */
    boolean isCelt(int lossPercent) {
        return lossPercent == 0 && complexity == 0 && !dtx && bitrate >= CELT_BITS_PER_SAMPLE * sampleRate;
    }

    /** The same for a link without loss. */
    public OpusEncoderSettings expectingNoLoss() {
        return new OpusEncoderSettings(sampleRate, bitrate, complexity, fec, 0, dtx);
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + value);
        }
    }
}
