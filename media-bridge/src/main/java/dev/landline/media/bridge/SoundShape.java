package dev.landline.media.bridge;

import dev.landline.media.codec.SoundCodec;

/**
 * How a direction handles sound.
 *
 * @param heard the codec that comes in
 * @param sampleRate of the samples in between, in Hz: the lower of what the two codecs carry
 * @param frameMillis how much sound a packet toward the other leg carries
 */
record SoundShape(SoundCodec heard, int sampleRate, int frameMillis) {

    /** What suits two legs, either of which may not have described itself yet. */
    static SoundShape between(Leg from, Leg to) {
        SoundCodec heard = from == null ? SoundCodec.OPUS : from.codec();
        int sampleRate = Math.min(heard.sampleRate(), to.codec().sampleRate());
        return new SoundShape(heard, sampleRate, to.ptimeMillis());
    }

    int frameSamples() {
        return frameMillis * sampleRate / 1000;
    }
}
