package dev.landline.media.codec;

/** G.722 as a stream of sound, fed at 16000 Hz or, with an empty upper half of the band, at 8000 Hz. */
final class G722SoundEncoder implements SoundEncoder {

    private final G722Encoder encoder = new G722Encoder();
    private final Interpolator widening;
    private final short[] wide;

    G722SoundEncoder(int sampleRate) {
        boolean narrow = !SoundRates.requireWideOrNarrow(sampleRate);
        widening = narrow ? new Interpolator(2, SoundRates.LONGEST_NARROW) : null;
        wide = narrow ? new short[2 * SoundRates.LONGEST_NARROW] : null;
    }

    @Override
    public int encode(short[] pcm, int at, int samples, byte[] out, int outAt, int room) {
        if (widening == null) {
            return encoder.encode(pcm, at, samples, out, outAt);
        }
        widening.run(pcm, at, samples, wide, 0);
        return encoder.encode(wide, 0, 2 * samples, out, outAt);
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}
