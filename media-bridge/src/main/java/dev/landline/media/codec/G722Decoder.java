package dev.landline.media.codec;

import java.util.Objects;

/**
 * ITU-T G.722 at 64 kbit/s (mode 1): one byte becomes two samples of 16000 Hz. Every byte means something, so nothing it
 * is given fails. Owned by one thread; fixed memory.
 */
public final class G722Decoder {

    private static final int LARGEST = 16_383;

    private final G722Mirror mirror = new G722Mirror();
    private final G722Band lower = G722Band.lower();
    private final G722Band higher = G722Band.higher();

    /** With silence behind it. */
    public G722Decoder() {}

    /**
     * Decodes {@code length} bytes.
     *
     * @param pcm gets twice as many samples at 16000 Hz
     * @return samples written
     */
    public int decode(byte[] codes, int offset, int length, short[] pcm, int pcmOffset) {
        Objects.checkFromIndexSize(offset, length, codes.length);
        Objects.checkFromIndexSize(pcmOffset, 2 * length, pcm.length);
        for (int i = 0; i < length; i++) {
            int code = codes[offset + i] & 0xFF;
            mirror.join(decodeLower(code & 0x3F), decodeHigher(code >> 6));
            pcm[pcmOffset + 2 * i] = mirror.firstJoined();
            pcm[pcmOffset + 2 * i + 1] = mirror.secondJoined();
        }
        return 2 * length;
    }

    private int decodeLower(int code) {
        int scale = lower.scale();
        int sample = limit(lower.estimate() + G722Tables.lowerFine(code, scale));
        lower.adapt(G722Tables.lowerCoarse(code, scale), G722Tables.lowerMultiplier(code));
        return sample;
    }

    private int decodeHigher(int code) {
        int scale = higher.scale();
        int difference = G722Tables.higher(code, scale);
        int sample = limit(higher.estimate() + difference);
        higher.adapt(difference, G722Tables.higherMultiplier(code));
        return sample;
    }

    private static int limit(int sample) {
        return Math.clamp(sample, -LARGEST - 1, LARGEST);
    }
}
