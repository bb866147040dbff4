package dev.landline.media.bridge;

import dev.landline.media.codec.G711Law;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What the trunk's SDP said. RTP is accepted only from {@code rtp}'s address and port.
 *
 * @param rtp where to send RTP and the only source accepted
 * @param rtcp where to send RTCP and the only source accepted
 * @param law PCMU or PCMA
 * @param payloadType RTP payload type of the law: 0 or 8 unless the SDP mapped another
 * @param dtmf telephone-event as negotiated; empty when the trunk takes none
 * @param ptimeMillis how much sound one packet toward the trunk carries: 10, 20, 30, 40 or 60
 * @param sends the trunk sends media (not on hold by them)
 * @param receives the trunk wants media
 */
public record TrunkRemote(
        InetSocketAddress rtp,
        InetSocketAddress rtcp,
        G711Law law,
        int payloadType,
        Optional<DtmfFormat> dtmf,
        int ptimeMillis,
        boolean sends,
        boolean receives) {}
