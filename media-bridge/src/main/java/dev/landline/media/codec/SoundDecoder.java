package dev.landline.media.codec;

/**
 * Turns the payloads of one stream into samples, and makes up those that are missing. Every stretch of the stream passes
 * through one of its methods, in order. Owned by one thread.
 */
public sealed interface SoundDecoder extends AutoCloseable permits OpusSoundDecoder, ConcealingDecoder {

    /** A decoder of {@code codec} that writes at {@code sampleRate} Hz: 8000 or 16000. */
    static SoundDecoder of(SoundCodec codec, OpusEngine opus, int sampleRate) {
        return switch (codec) {
            case OPUS -> new OpusSoundDecoder(opus, sampleRate);
            case PCMU -> new G711SoundDecoder(G711Law.PCMU, sampleRate);
            case PCMA -> new G711SoundDecoder(G711Law.PCMA, sampleRate);
            case G722 -> new G722SoundDecoder(sampleRate);
        };
    }

    /**
     * How much sound a payload carries.
     *
     * @return ticks of the codec's RTP clock; 0 when it is no valid payload
     */
    static int ticks(SoundCodec codec, byte[] payload, int offset, int length) {
        return switch (codec) {
            case OPUS -> OpusPacket.ticks(payload, offset, length, SoundCodec.OPUS.clockRate());
            case PCMU, PCMA, G722 -> length;
        };
    }

    /**
     * Decodes one payload.
     *
     * @param room most samples to write
     * @return samples written, or fewer than none for garbage
     */
    int decode(byte[] payload, int offset, int length, short[] pcm, int at, int room);

    /**
     * Restores what was lost right before a payload that came, from that payload's forward error correction; made up
     * where it has none.
     *
     * @param samples how many were lost
     * @return samples written
     */
    int restore(byte[] next, int offset, int length, short[] pcm, int at, int samples);

    /** Makes up lost sound; returns samples written. */
    int conceal(short[] pcm, int at, int samples);

    /** Nothing is said: writes silence. */
    void silence(short[] pcm, int at, int samples);

    /** Frees what it holds. */
    @Override
    void close();
}
