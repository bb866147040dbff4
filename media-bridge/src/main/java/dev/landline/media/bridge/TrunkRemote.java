package dev.landline.media.bridge;

import dev.landline.media.codec.OpusWishes;
import dev.landline.media.srtp.SrtpKeys;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the trunk's SDP said. RTP is accepted only from {@code rtp}'s address and port, unless latching is allowed.
 *
 * @param rtp where to send RTP and the only source accepted
 * @param rtcp where to send RTCP and the only source accepted
 * @param formats the codecs agreed, at least one: we send the first, each may come (RFC 3264 section 5.1)
 * @param dtmf telephone-event as negotiated; empty when the trunk takes none
 * @param comfortNoise payload type of comfort noise (RFC 3389); empty when not agreed
 * @param ptimeMillis how much sound one packet toward the trunk carries: 10, 20, 30, 40 or 60
 * @param sends the trunk sends media (not on hold by them)
 * @param receives the trunk wants media
 * @param keys SRTP keys of both directions as agreed by SDES (RFC 4568); empty for plain RTP
 * @param latching follow the address that the first packets really come from, for trunks behind NAT
 * @param opus how to encode Opus toward it, if it speaks that
 */
public record TrunkRemote(
        InetSocketAddress rtp,
        InetSocketAddress rtcp,
        List<MediaFormat> formats,
        Optional<DtmfFormat> dtmf,
        OptionalInt comfortNoise,
        int ptimeMillis,
        boolean sends,
        boolean receives,
        Optional<SrtpKeys> keys,
        boolean latching,
        OpusWishes opus) {

    public TrunkRemote {
        formats = List.copyOf(formats);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("a trunk without a codec");
        }
    }

    /** A trunk with plain RTP from the address that it names. */
    public TrunkRemote(
            InetSocketAddress rtp,
            InetSocketAddress rtcp,
            List<MediaFormat> formats,
            Optional<DtmfFormat> dtmf,
            OptionalInt comfortNoise,
            int ptimeMillis,
            boolean sends,
            boolean receives) {
        this(
                rtp,
                rtcp,
                formats,
                dtmf,
                comfortNoise,
                ptimeMillis,
                sends,
                receives,
                Optional.empty(),
                false,
                OpusWishes.USUAL);
    }

    /** A trunk with one codec in packets of 20 ms, both ways, with nothing beside it. */
    public static TrunkRemote of(InetSocketAddress rtp, InetSocketAddress rtcp, MediaFormat format) {
        return new TrunkRemote(rtp, rtcp, List.of(format), Optional.empty(), OptionalInt.empty(), 20, true, true);
    }

    /** The same with telephone-event. */
    public TrunkRemote withDtmf(DtmfFormat events) {
        return new TrunkRemote(
                rtp,
                rtcp,
                formats,
                Optional.of(events),
                comfortNoise,
                ptimeMillis,
                sends,
                receives,
                keys,
                latching,
                opus);
    }

    /** The same with packets of another length. */
    public TrunkRemote withPtime(int millis) {
        return new TrunkRemote(rtp, rtcp, formats, dtmf, comfortNoise, millis, sends, receives, keys, latching, opus);
    }

    /** The same with another direction. */
    public TrunkRemote withDirection(boolean nowSends, boolean nowReceives) {
        return new TrunkRemote(
                rtp, rtcp, formats, dtmf, comfortNoise, ptimeMillis, nowSends, nowReceives, keys, latching, opus);
    }

    /** The same encrypted. */
    public TrunkRemote withKeys(SrtpKeys agreed) {
        return new TrunkRemote(
                rtp,
                rtcp,
                formats,
                dtmf,
                comfortNoise,
                ptimeMillis,
                sends,
                receives,
                Optional.of(agreed),
                latching,
                opus);
    }

    /** The same, followed to where it really sends from. */
    public TrunkRemote withLatching() {
        return new TrunkRemote(rtp, rtcp, formats, dtmf, comfortNoise, ptimeMillis, sends, receives, keys, true, opus);
    }

    /** The same with other codecs. */
    public TrunkRemote withFormats(List<MediaFormat> others) {
        return new TrunkRemote(
                rtp, rtcp, others, dtmf, comfortNoise, ptimeMillis, sends, receives, keys, latching, opus);
    }

    /** The same with comfort noise. */
    public TrunkRemote withComfortNoise(int payloadType) {
        return new TrunkRemote(
                rtp,
                rtcp,
                formats,
                dtmf,
                OptionalInt.of(payloadType),
                ptimeMillis,
                sends,
                receives,
                keys,
                latching,
                opus);
    }
}
