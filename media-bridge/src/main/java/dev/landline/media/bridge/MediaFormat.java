package dev.landline.media.bridge;

import dev.landline.media.codec.SoundCodec;

/**
 * A codec as negotiated.
 *
 * @param payloadType RTP payload type, 0 to 127
 */
public record MediaFormat(SoundCodec codec, int payloadType) {

    public MediaFormat {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("an RTP payload type is 0 to 127, not " + payloadType);
        }
    }
}
