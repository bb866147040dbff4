package dev.landline.gateway.config;

import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.SrtpPolicy;
import dev.landline.sip.sdp.TrunkTerms;
import java.util.List;

/**
 * How sound goes to and from a trunk.
 *
 * @param codecs in order of preference; at least one
 * @param srtp whether it is encrypted
 * @param latching follow the address its sound really comes from
 * @param comfortNoise send comfort noise instead of silence
 * @param dtmf how digits go to it
 * @param ptimeMillis how much sound a packet carries unless the trunk asks for another
 * @param browserCodecs toward a browser in its calls, in order of preference; empty is the usual order
 * @param lateOffer it is called without an offer and describes the sound first
 */
public record TrunkSound(
        List<AudioCodec> codecs,
        SrtpPolicy srtp,
        boolean latching,
        boolean comfortNoise,
        DtmfMode dtmf,
        int ptimeMillis,
        List<AudioCodec> browserCodecs,
        boolean lateOffer) {

    public TrunkSound {
        codecs = List.copyOf(codecs);
        browserCodecs = List.copyOf(browserCodecs);
    }

    /** As a trunk is that states nothing. */
    public static TrunkSound standard() {
        return of(AudioCodec.PCMU, AudioCodec.PCMA);
    }

    /** The same with other codecs. */
    public static TrunkSound of(AudioCodec... codecs) {
        return new TrunkSound(List.of(codecs), SrtpPolicy.OFF, false, false, DtmfMode.AUTO, 20, List.of(), false);
    }

    /** What is negotiated with it. */
    public TrunkTerms terms() {
        boolean events = switch (dtmf) {
            case AUTO, RFC4733 -> true;
            case INFO, INBAND -> false;
        };
        return new TrunkTerms(codecs, events, comfortNoise, srtp, ptimeMillis);
    }
}
