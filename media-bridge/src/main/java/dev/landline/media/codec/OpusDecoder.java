package dev.landline.media.codec;

/** Decodes one stream. Owned by one thread; allocates nothing per frame when native. */
public sealed interface OpusDecoder extends AutoCloseable permits OpusNativeDecoder, OpusConcentusDecoder {

    /**
     * Decodes one packet.
     *
     * @return samples written, or a negative libopus error code for garbage; never throws on content
     */
    int decode(byte[] packet, int offset, int length, short[] pcm, int pcmOffset, int maxSamples);

    /** Makes up {@code samples} samples for a lost packet. Returns samples written or a negative error code. */
    int conceal(short[] pcm, int pcmOffset, int samples);

    /**
     * Decodes the in-band FEC copy of the previous frame out of {@code packet}; falls back to concealment when the
     * packet has none.
     *
     * @param samples length of the lost frame in samples
     */
    int decodeFec(byte[] packet, int offset, int length, short[] pcm, int pcmOffset, int samples);

    /** Frees what it holds; a second close does nothing, any other call after it is an IllegalStateException. */
    @Override
    void close();
}
