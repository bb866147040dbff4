package dev.landline.sip.sdp;

import java.util.Optional;

/** Codecs for the trunk leg (RFC 3551 section 6). */
public enum AudioCodec {
    PCMU(0, 8_000),
    PCMA(8, 8_000);

    private final int staticPayloadType;
    private final int clockRate;

    AudioCodec(int staticPayloadType, int clockRate) {
        this.staticPayloadType = staticPayloadType;
        this.clockRate = clockRate;
    }

    /** The payload type that needs no rtpmap. */
    public int staticPayloadType() {
        return staticPayloadType;
    }

    /** RTP clock in Hz. */
    public int clockRate() {
        return clockRate;
    }

    /** The name in an rtpmap; compared without case. */
    public String encodingName() {
        return name();
    }

    /** What a payload type means in a media section: its rtpmap, or the static assignment when it has none. */
    static Optional<AudioCodec> of(MediaSection section, int payloadType) {
        Optional<MediaSection.RtpMap> map = section.rtpMap(payloadType);
        for (AudioCodec codec : values()) {
            boolean same = map.isPresent()
                    ? map.get().is(codec.encodingName(), codec.clockRate)
                            && map.get().channels() == 1
                    : codec.staticPayloadType == payloadType;
            if (same) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }
}
