package dev.landline.media.codec;

/**
 * G.711 as a stream of sound, with concealment in the manner of its appendix I. At 16000 Hz, where a peer that agreed to
 * G.722 too sends G.711, the upper half of the band stays empty.
 */
final class G711SoundDecoder extends ConcealingDecoder {

    private final G711Law law;
    private final Interpolator widening;
    private final short[] narrow;

    G711SoundDecoder(G711Law law, int sampleRate) {
        super(sampleRate);
        this.law = law;
        boolean wide = SoundRates.requireWideOrNarrow(sampleRate);
        widening = wide ? new Interpolator(2, SoundRates.LONGEST_NARROW) : null;
        narrow = wide ? new short[SoundRates.LONGEST_NARROW] : null;
    }

    @Override
    int write(byte[] payload, int offset, int length, short[] pcm, int at, int room) {
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
        return samples;
    }
}
