package dev.landline.media.codec;

/** G.711 as a stream of sound. */
final class G711SoundEncoder implements SoundEncoder {

    private final G711Law law;

    G711SoundEncoder(G711Law law) {
        this.law = law;
    }

    @Override
    public int encode(short[] pcm, int at, int samples, byte[] out, int outAt, int room) {
        G711.encode(law, pcm, at, samples, out, outAt);
        return samples;
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}
