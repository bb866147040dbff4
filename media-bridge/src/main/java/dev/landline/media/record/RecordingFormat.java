package dev.landline.media.record;

/** What a recording is written as; both are stereo, the caller left and the callee right. */
public enum RecordingFormat {
    /** 16-bit PCM in a RIFF file: 32 KB a second at 8 kHz. */
    WAV,
    /** Opus in Ogg (RFC 7845), the two voices coded apart: about 8 KB a second. */
    OGG_OPUS
}
