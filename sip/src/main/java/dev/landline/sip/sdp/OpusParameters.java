package dev.landline.sip.sdp;

import java.util.List;
import java.util.Map;

/**
 * What a peer that takes Opus asks of our encoder (RFC 7587 section 6.1).
 *
 * @param fec it uses in-band FEC ({@code useinbandfec=1})
 * @param dtx it asks for discontinuous transmission ({@code usedtx=1})
 */
public record OpusParameters(boolean fec, boolean dtx) {

    /** The defaults of RFC 7587, and what stands for a peer without Opus. */
    public static final OpusParameters NONE = new OpusParameters(false, false);

    static OpusParameters of(MediaSection section, List<AudioFormat> formats) {
        return AudioFormat.first(formats, AudioCodec.OPUS)
                .map(opus -> section.formatParameters(opus.payloadType()))
                .map(OpusParameters::of)
                .orElse(NONE);
    }

    private static OpusParameters of(Map<String, String> parameters) {
        return new OpusParameters("1".equals(parameters.get("useinbandfec")), "1".equals(parameters.get("usedtx")));
    }
}
