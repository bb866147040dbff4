package dev.landline.media.codec;

import dev.landline.media.jitter.Concealment;
import java.util.Arrays;

/**
 * G.711 as a stream of sound, with concealment in the manner of its appendix I. At 16000 Hz, where a peer that agreed to
 * G.722 too sends G.711, the upper half of the band stays empty.
 */
final class G711SoundDecoder implements SoundDecoder {

    private final G711Law law;
    private final Concealment concealment;
    private final Interpolator widening;
    private final short[] narrow;

    G711SoundDecoder(G711Law law, int sampleRate) {
        this.law = law;
        concealment = new Concealment(sampleRate);
        boolean wide = SoundRates.requireWideOrNarrow(sampleRate);
        widening = wide ? new Interpolator(2, SoundRates.LONGEST_NARROW) : null;
        narrow = wide ? new short[SoundRates.LONGEST_NARROW] : null;
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm, int at, int room) {
        int samples;
        if (widening == null) {
            samples = Math.min(length, room);
            G711.decode(law, payload, offset, samples, pcm, at);
        } else {
            int codes = Math.min(Math.min(length, room / 2), SoundRates.LONGEST_NARROW);
            G711.decode(law, payload, offset, codes, narrow, 0);
            widening.run(narrow, 0, codes, pcm, at);
            samples = 2 * codes;
        }
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
