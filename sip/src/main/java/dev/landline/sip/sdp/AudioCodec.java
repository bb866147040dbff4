package dev.landline.sip.sdp;

import java.util.Optional;
import java.util.OptionalInt;

/** Codecs that both legs know, with their names and clocks in RTP (RFC 3551 section 6, RFC 7587 section 4). */
public enum AudioCodec {
    PCMU("PCMU", 0, 8_000, 1),
    PCMA("PCMA", 8, 8_000, 1),
    /** Sound at 16 kHz, but its RTP clock is 8000 Hz: an old mistake that is now the standard (RFC 3551 section 4.5.2). */
    G722("G722", 9, 8_000, 1),
    OPUS("opus", -1, 48_000, 2);

    /** RFC 3551 section 6: CN at 8000 Hz. */
    private static final int STATIC_COMFORT_NOISE = 13;

    private static final int COMFORT_NOISE_CLOCK_RATE = 8_000;

    private final String encodingName;
    private final int staticPayloadType;
    private final int clockRate;
    private final int channels;

    AudioCodec(String encodingName, int staticPayloadType, int clockRate, int channels) {
        this.encodingName = encodingName;
        this.staticPayloadType = staticPayloadType;
        this.clockRate = clockRate;
        this.channels = channels;
    }

    /** The payload type that needs no rtpmap; empty for Opus. */
    public OptionalInt staticPayloadType() {
        return staticPayloadType < 0 ? OptionalInt.empty() : OptionalInt.of(staticPayloadType);
    }

    /** RTP clock in Hz. */
    public int clockRate() {
        return clockRate;
    }

    /** The name in an rtpmap; compared without case. */
    public String encodingName() {
        return encodingName;
    }

    /** What an rtpmap says after the payload type. */
    String mapping() {
        return encodingName + "/" + clockRate + (channels == 1 ? "" : "/" + channels);
    }

    boolean isG711() {
        return this == PCMU || this == PCMA;
    }

    /** What a payload type means in a media section: its rtpmap, or the static assignment when it has none. */
    static Optional<AudioCodec> of(MediaSection section, int payloadType) {
        Optional<MediaSection.RtpMap> map = section.rtpMap(payloadType);
        for (AudioCodec codec : values()) {
            // Opus in mono is written as stereo; some leave the channels out (RFC 7587 section 7).
            boolean same = map.isPresent()
                    ? map.get().is(codec.encodingName, codec.clockRate)
                            && map.get().channels() <= codec.channels
                    : codec.staticPayloadType == payloadType;
            if (same) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    /** The payload type that a section gives to comfort noise beside G.711 (RFC 3389). */
    static OptionalInt comfortNoise(MediaSection section) {
        return section.payloadTypes().stream()
                .filter(type -> section.rtpMap(type)
                        .map(map -> map.is("CN", COMFORT_NOISE_CLOCK_RATE) && map.channels() == 1)
                        .orElse(type == STATIC_COMFORT_NOISE))
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
