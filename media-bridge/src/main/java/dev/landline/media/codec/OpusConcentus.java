package dev.landline.media.codec;

/** Opus in pure Java by Concentus: slower, and it allocates in every frame. Thread-safe; what it makes is not. */
public final class OpusConcentus implements OpusEngine {
    private final CodecCount count = new CodecCount();

    /** Public so that a test or a tool can have it without a search; {@link OpusEngines} is the usual way. */
    public OpusConcentus() {}

    @Override
    public OpusEncoder newEncoder(OpusEncoderSettings settings) {
        return new OpusConcentusEncoder(settings, count);
    }

    @Override
    public OpusDecoder newDecoder(int sampleRate) {
        return new OpusConcentusDecoder(OpusPacket.requireSampleRate(sampleRate), count);
    }

    @Override
    public int openCodecs() {
        return count.open();
    }

    @Override
    public void warmUp() {
        OpusWarmUp.run(this, 50);
    }

    @Override
    public String description() {
        return "Concentus (pure Java)";
    }
}
