package dev.landline.media.bridge;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the trunk's SDP said. RTP is accepted only from {@code rtp}'s address and port.
 *
 * @param rtp where to send RTP and the only source accepted
 * @param rtcp where to send RTCP and the only source accepted
 * @param formats the codecs agreed, at least one: we send the first, each may come (RFC 3264 section 5.1)
 * @param dtmf telephone-event as negotiated; empty when the trunk takes none
 * @param comfortNoise payload type of comfort noise (RFC 3389); empty when not agreed
 * @param ptimeMillis how much sound one packet toward the trunk carries: 10, 20, 30, 40 or 60
 * @param sends the trunk sends media (not on hold by them)
 * @param receives the trunk wants media
 */
public record TrunkRemote(
        InetSocketAddress rtp,
        InetSocketAddress rtcp,
        List<MediaFormat> formats,
        Optional<DtmfFormat> dtmf,
        OptionalInt comfortNoise,
        int ptimeMillis,
        boolean sends,
        boolean receives) {

    public TrunkRemote {
        formats = List.copyOf(formats);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("a trunk without a codec");
        }
    }

    /** A trunk with one codec in packets of 20 ms, both ways, with nothing beside it. */
    public static TrunkRemote of(InetSocketAddress rtp, InetSocketAddress rtcp, MediaFormat format) {
        return new TrunkRemote(rtp, rtcp, List.of(format), Optional.empty(), OptionalInt.empty(), 20, true, true);
    }

    /** The same with telephone-event. */
    public TrunkRemote withDtmf(DtmfFormat events) {
        return new TrunkRemote(rtp, rtcp, formats, Optional.of(events), comfortNoise, ptimeMillis, sends, receives);
    }

    /** The same with packets of another length. */
    public TrunkRemote withPtime(int millis) {
        return new TrunkRemote(rtp, rtcp, formats, dtmf, comfortNoise, millis, sends, receives);
    }

    /** The same with another direction. */
    public TrunkRemote withDirection(boolean nowSends, boolean nowReceives) {
        return new TrunkRemote(rtp, rtcp, formats, dtmf, comfortNoise, ptimeMillis, nowSends, nowReceives);
    }
}
