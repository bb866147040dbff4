package dev.landline.media.codec;

import java.util.Arrays;

/** Opus as a stream of sound: its own concealment and forward error correction. */
final class OpusSoundDecoder implements SoundDecoder {

    private final OpusDecoder decoder;

    OpusSoundDecoder(OpusEngine opus, int sampleRate) {
        decoder = opus.newDecoder(sampleRate);
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm, int at, int room) {
        return decoder.decode(payload, offset, length, pcm, at, room);
    }

    @Override
    public int restore(byte[] next, int offset, int length, short[] pcm, int at, int samples) {
        return decoder.decodeFec(next, offset, length, pcm, at, samples);
    }

    @Override
    public int conceal(short[] pcm, int at, int samples) {
        return decoder.conceal(pcm, at, samples);
    }

    @Override
    public void silence(short[] pcm, int at, int samples) {
        Arrays.fill(pcm, at, at + samples, (short) 0);
    }

    @Override
    public void close() {
        decoder.close();
    }
}
