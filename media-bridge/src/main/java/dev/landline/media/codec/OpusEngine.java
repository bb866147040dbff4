package dev.landline.media.codec;

/** A source of Opus encoders and decoders: libopus or Concentus. Thread-safe; what it makes is not. */
public sealed interface OpusEngine permits OpusNative, OpusConcentus {

    /** A new mono encoder. The caller owns it and closes it. */
    OpusEncoder newEncoder(OpusEncoderSettings settings);

    /**
     * A new mono decoder. The caller owns it and closes it.
     *
     * @param sampleRate 8000, 12000, 16000, 24000 or 48000 Hz
     */
    OpusDecoder newDecoder(int sampleRate);

    /**
     * Runs every mode that calls use, so that the first call does not wait for the JIT. Takes up to a second or two with
     * Concentus; to be called before ports open.
     */
    void warmUp();

    /** Encoders and decoders that were made and are not closed yet. */
    int openCodecs();

    /** What runs, in words, for the log: for example {@code libopus 1.5.2 (bundled)}. */
    String description();
}
