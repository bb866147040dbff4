package dev.landline.media.bridge;

import dev.landline.media.sound.SoundSource;
import java.util.Arrays;

/** Nothing, without end. */
enum Silence implements SoundSource {
    INSTANCE;

    @Override
    public int read(short[] pcm, int offset, int samples, int sampleRate) {
        Arrays.fill(pcm, offset, offset + samples, (short) 0);
        return samples;
    }
}
