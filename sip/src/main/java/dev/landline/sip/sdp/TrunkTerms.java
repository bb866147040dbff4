package dev.landline.sip.sdp;

import java.util.List;

/**
 * What we want toward a trunk.
 *
 * @param codecs allowed codecs in the order our offers name them; at least one
 * @param events negotiate telephone-event (RFC 4733)
 * @param comfortNoise negotiate comfort noise beside G.711 (RFC 3389)
 * @param srtp whether its sound is encrypted
 * @param ptimeMillis how much sound a packet carries unless the trunk asks for another: 10, 20, 30, 40 or 60
 */
public record TrunkTerms(
        List<AudioCodec> codecs, boolean events, boolean comfortNoise, SrtpPolicy srtp, int ptimeMillis) {

    /** @throws IllegalArgumentException without a codec */
    public TrunkTerms {
        codecs = List.copyOf(codecs);
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("A trunk needs at least one codec.");
        }
    }

    /** Plain RTP in packets of 20 ms with telephone events. */
    public static TrunkTerms plain(AudioCodec... codecs) {
        return new TrunkTerms(List.of(codecs), true, false, SrtpPolicy.OFF, 20);
    }
}
