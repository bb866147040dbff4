package dev.landline.media.codec;

/** Opus by libopus, called through java.lang.foreign. Thread-safe; what it makes is not. */
public final class OpusNative implements OpusEngine {

    private final Libopus libopus;
    private final String origin;
    private final CodecCount count = new CodecCount();

    OpusNative(Libopus libopus, String origin) {
        this.libopus = libopus;
        this.origin = origin;
    }

    @Override
    public OpusEncoder newEncoder(OpusEncoderSettings settings) {
        return new OpusNativeEncoder(libopus, settings, count);
    }

    @Override
    public OpusDecoder newDecoder(int sampleRate) {
        return new OpusNativeDecoder(libopus, OpusPacket.requireSampleRate(sampleRate), count);
    }

    @Override
    public int openCodecs() {
        return count.open();
    }

    @Override
    public void warmUp() {
        OpusWarmUp.run(this, 25);
    }

    @Override
    public String description() {
        return libopus.version() + " (" + origin + ")";
    }
}
