package dev.landline.sip.sdp;

import java.util.List;
import java.util.Optional;

/**
 * A codec as negotiated.
 *
 * @param payloadType RTP payload type, 0 to 127
 */
public record AudioFormat(AudioCodec codec, int payloadType) {

    /** The formats of a section whose codecs are allowed, in the section's order. */
    static List<AudioFormat> of(MediaSection section, List<AudioCodec> allowed) {
        return section.payloadTypes().stream()
                .distinct()
                .flatMap(payloadType -> AudioCodec.of(section, payloadType)
                        .filter(allowed::contains)
                        .map(codec -> new AudioFormat(codec, payloadType))
                        .stream())
                .toList();
    }

    static Optional<AudioFormat> first(List<AudioFormat> formats, AudioCodec codec) {
        return formats.stream().filter(format -> format.codec() == codec).findFirst();
    }
}
