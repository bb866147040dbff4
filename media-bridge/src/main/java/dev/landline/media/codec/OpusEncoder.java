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

    /**
     * Says how much of what is sent the peer loses, in percent from 0 to 100. Above 0 frames carry FEC, when it was asked
     * for; at 0 they do not, and where {@link OpusEncoderSettings#isCelt} says so they are coded by CELT. May change at any
     * frame: the change itself is not heard.
     */
    void expectLoss(int percent);

    /** Frees what it holds; a second close does nothing, any other call after it is an IllegalStateException. */
    @Override
    void close();
}
