package dev.landline.media.codec;

/** Encodes one stream. Owned by one thread; allocates nothing per frame when native. */
public sealed interface OpusEncoder extends AutoCloseable permits OpusNativeEncoder, OpusConcentusEncoder {

    /**
     * Encodes one frame.
     *
     * @param pcm samples at the encoder's rate
     * @param samples 2.5 to 60 ms worth of them, as RFC 6716 allows
     * @return bytes written, or a negative libopus error code; never throws on content
     */
    int encode(short[] pcm, int pcmOffset, int samples, byte[] out, int outOffset, int maxBytes);

    /** Frees what it holds; a second close does nothing, any other call after it is an IllegalStateException. */
    @Override
    void close();
}
