package dev.landline.media.codec;

import dev.landline.media.jitter.Concealment;
import java.util.Arrays;

/**
 * A codec that knows nothing of loss: what is missing is made up from what was heard before it, in the manner of G.711
 * appendix I.
 */
abstract sealed class ConcealingDecoder implements SoundDecoder permits G711SoundDecoder, G722SoundDecoder {

    private final Concealment concealment;

    /** @param sampleRate of what is written, in Hz */
    ConcealingDecoder(int sampleRate) {
        concealment = new Concealment(sampleRate);
    }

    /** As {@link #decode}, without a thought for later losses. */
    abstract int write(byte[] payload, int offset, int length, short[] pcm, int at, int room);

    @Override
    public final int decode(byte[] payload, int offset, int length, short[] pcm, int at, int room) {
        int samples = write(payload, offset, length, pcm, at, room);
        concealment.good(pcm, at, samples);
        return samples;
    }

    /** The codec has no forward error correction. */
    @Override
    public final int restore(byte[] next, int offset, int length, short[] pcm, int at, int samples) {
        return conceal(pcm, at, samples);
    }

    @Override
    public final int conceal(short[] pcm, int at, int samples) {
        concealment.conceal(pcm, at, samples);
        return samples;
    }

    @Override
    public final void silence(short[] pcm, int at, int samples) {
        Arrays.fill(pcm, at, at + samples, (short) 0);
        concealment.good(pcm, at, samples);
    }

    @Override
    public final void close() {
        // Nothing outside the heap.
    }
}
