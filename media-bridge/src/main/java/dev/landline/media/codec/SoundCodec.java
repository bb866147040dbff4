package dev.landline.media.codec;

/** How sound is coded on the wire. */
public enum SoundCodec {
    /** RFC 6716 and RFC 7587: counts at 48 kHz whatever it carries. */
    OPUS(48_000, 16_000),
    /** G.711 mu-law (RFC 3551 section 4.5.14). */
    PCMU(8_000, 8_000),
    /** G.711 A-law. */
    PCMA(8_000, 8_000),
    /** 7 kHz within 64 kbit/s. Its clock says 8000 Hz by an old mistake that stands (RFC 3551 section 4.5.2). */
    G722(8_000, 16_000);

    private final int clockRate;
    private final int sampleRate;

    SoundCodec(int clockRate, int sampleRate) {
        this.clockRate = clockRate;
        this.sampleRate = sampleRate;
    }

    /** RTP clock in Hz. */
    public int clockRate() {
        return clockRate;
    }

    /** The highest rate in Hz at which we code it: telephony ends at wideband, so Opus is coded at 16000 at most. */
    public int sampleRate() {
        return sampleRate;
    }
}
