package dev.landline.media.codec;

import dev.landline.media.jitter.Concealment;
import java.util.Arrays;

/**
 * G.722 as a stream of sound at 16000 Hz or, brought down, at 8000 Hz, with concealment in the manner of G.711
 * appendix I at that rate. The predictors stand still during a hole: measured, they find back sooner from there than from
 * where the fading repetition would lead them.
 */
final class G722SoundDecoder implements SoundDecoder {

    private final G722Decoder decoder = new G722Decoder();
    private final Concealment concealment;
    private final Decimator narrowing;
    private final short[] wide;

    G722SoundDecoder(int sampleRate) {
        boolean narrow = !SoundRates.requireWideOrNarrow(sampleRate);
        concealment = new Concealment(sampleRate);
        narrowing = narrow ? new Decimator(2, 2 * SoundRates.LONGEST_NARROW) : null;
        wide = narrow ? new short[2 * SoundRates.LONGEST_NARROW] : null;
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm, int at, int room) {
        int samples;
        if (narrowing == null) {
            samples = decoder.decode(payload, offset, Math.min(length, room / 2), pcm, at);
        } else {
            samples = Math.min(Math.min(length, room), SoundRates.LONGEST_NARROW);
            decoder.decode(payload, offset, samples, wide, 0);
            narrowing.run(wide, pcm, at, samples);
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
