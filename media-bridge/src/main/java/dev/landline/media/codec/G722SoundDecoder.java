package dev.landline.media.codec;

/**
 * G.722 as a stream of sound at 16000 Hz or, brought down, at 8000 Hz, with concealment in the manner of G.711
 * appendix I at that rate. The predictors stand still during a hole: measured, they find back sooner from there than from
 * where the fading repetition would lead them.
 */
final class G722SoundDecoder extends ConcealingDecoder {

    private final G722Decoder decoder = new G722Decoder();
    private final Decimator narrowing;
    private final short[] wide;

    G722SoundDecoder(int sampleRate) {
        super(sampleRate);
        boolean narrow = !SoundRates.requireWideOrNarrow(sampleRate);
        narrowing = narrow ? new Decimator(2, 2 * SoundRates.LONGEST_NARROW) : null;
        wide = narrow ? new short[2 * SoundRates.LONGEST_NARROW] : null;
    }

    @Override
    int write(byte[] payload, int offset, int length, short[] pcm, int at, int room) {
        int samples;
        if (narrowing == null) {
            samples = decoder.decode(payload, offset, Math.min(length, room / 2), pcm, at);
        } else {
            samples = Math.min(Math.min(length, room), SoundRates.LONGEST_NARROW);
            decoder.decode(payload, offset, samples, wide, 0);
            narrowing.run(wide, pcm, at, samples);
        }
        return samples;
    }
}
