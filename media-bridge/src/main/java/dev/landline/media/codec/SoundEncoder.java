package dev.landline.media.codec;

/** Turns samples into the payloads of one stream. Owned by one thread. */
public sealed interface SoundEncoder extends AutoCloseable
        permits OpusSoundEncoder, G711SoundEncoder, G722SoundEncoder {

    /**
     * An encoder of {@code codec} for samples at {@code sampleRate} Hz, which the codec can do.
     *
     * @param wishes what matters to Opus only
     */
    static SoundEncoder of(SoundCodec codec, OpusEngine opus, int sampleRate, OpusWishes wishes) {
        return switch (codec) {
            case OPUS -> new OpusSoundEncoder(opus, sampleRate, wishes);
            case PCMU -> new G711SoundEncoder(G711Law.PCMU);
            case PCMA -> new G711SoundEncoder(G711Law.PCMA);
            case G722 -> new G722SoundEncoder(sampleRate);
        };
    }

    /**
     * Encodes one packet's worth of sound.
     *
     * @param samples 10 to 60 ms of them
     * @param room most bytes to write
     * @return bytes written; 0 when nothing is to be sent for this stretch (discontinuous transmission)
     */
    int encode(short[] pcm, int at, int samples, byte[] out, int outAt, int room);

    /**
     * Says how much of what is sent the peer loses, in percent from 0 to 100; 0 until something else is said. Only Opus has
     * an answer to it.
     */
    default void expectLoss(int percent) {}

    /** Frees what it holds. */
    @Override
    void close();
}
