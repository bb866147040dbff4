package dev.landline.media.codec;

import dev.landline.media.jitter.Concealment;
import java.util.Arrays;

/** G.711 as a stream of sound, with concealment in the manner of its appendix I. */
final class G711SoundDecoder implements SoundDecoder {

    private final G711Law law;
    private final Concealment concealment = new Concealment();

    G711SoundDecoder(G711Law law) {
        this.law = law;
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm, int at, int room) {
        int samples = Math.min(length, room);
        G711.decode(law, payload, offset, samples, pcm, at);
        concealment.good(pcm, at, samples);
        return samples;
    }

    /** The codec has no forward error correction. */
    @Override
    public int restore(byte[] next, int offset, int length, short[] pcm, int at, int samples) {
        return conceal(pcm, at, samples);
    }

    @Override
    public int conceal(short[] pcm, int at, int samples) {
        concealment.conceal(pcm, at, samples);
        return samples;
    }

    @Override
    public void silence(short[] pcm, int at, int samples) {
        Arrays.fill(pcm, at, at + samples, (short) 0);
        concealment.good(pcm, at, samples);
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}
