package dev.landline.media.codec;

import java.util.Objects;

/** ITU-T G.722 at 64 kbit/s (mode 1): two samples of 16000 Hz become one byte. Owned by one thread; fixed memory. */
public final class G722Encoder {

    private final G722Mirror mirror = new G722Mirror();
    private final G722Band lower = G722Band.lower();
    private final G722Band higher = G722Band.higher();

    /** With silence behind it. */
    public G722Encoder() {}

    /**
     * Encodes {@code samples} samples.
     *
     * @param pcm at 16000 Hz
     * @param samples an even number
     * @return bytes written: half as many
     */
    public int encode(short[] pcm, int pcmOffset, int samples, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(pcmOffset, samples, pcm.length);
        Objects.checkFromIndexSize(outOffset, samples / 2, out.length);
        for (int i = 0; i < samples / 2; i++) {
            mirror.split(pcm[pcmOffset + 2 * i], pcm[pcmOffset + 2 * i + 1]);
            out[outOffset + i] = (byte) ((encodeHigher(mirror.higherBand()) << 6) | encodeLower(mirror.lowerBand()));
        }
        return samples / 2;
    }

    private int encodeLower(int sample) {
        int scale = lower.scale();
        int code = lower.codeLower(sample);
        lower.adapt(G722Tables.lowerCoarse(code, scale), G722Tables.lowerMultiplier(code));
        return code;
    }

    private int encodeHigher(int sample) {
        int scale = higher.scale();
        int code = higher.codeHigher(sample);
        higher.adapt(G722Tables.higher(code, scale), G722Tables.higherMultiplier(code));
        return code;
    }
}
