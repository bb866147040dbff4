package dev.landline.sip.sdp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a trunk said about its audio, in an offer or an answer.
 *
 * @param rtp where it wants RTP. The unspecified address (old-style hold) only when {@code direction} does not receive:
 *     nothing may be sent there
 * @param rtcp where it wants RTCP; likewise
 * @param formats the codecs in common, in the trunk's order: the first is the one to use both ways; at least one
 * @param comfortNoise payload type of comfort noise beside G.711 (RFC 3389); empty when it is not negotiated
 * @param opus what its Opus asks for
 * @param dtmf telephone-event at the codec's clock; beside Opus also at 8000 Hz; empty when there is none
 * @param ptimeMillis how much sound one packet toward the trunk carries: 10, 20, 30, 40 or 60
 * @param direction seen from the trunk
 * @param crypto the suite and the key with which the trunk encrypts; empty for plain RTP
 * @param slots all its media sections in order
 */
public record TrunkMedia(
        InetSocketAddress rtp,
        InetSocketAddress rtcp,
        List<AudioFormat> formats,
        OptionalInt comfortNoise,
        OpusParameters opus,
        Optional<EventFormat> dtmf,
        int ptimeMillis,
        Direction direction,
        Optional<CryptoLine> crypto,
        List<MediaSlot> slots) {

    public TrunkMedia {
        formats = List.copyOf(formats);
        slots = List.copyOf(slots);
    }

    /** Plain media of a description with one codec and one audio section. */
    public TrunkMedia(
            InetSocketAddress rtp,
            InetSocketAddress rtcp,
            AudioCodec codec,
            int payloadType,
            Optional<EventFormat> dtmf,
            int ptimeMillis,
            Direction direction) {
        this(
                rtp,
                rtcp,
                List.of(new AudioFormat(codec, payloadType)),
                OptionalInt.empty(),
                OpusParameters.NONE,
                dtmf,
                ptimeMillis,
                direction,
                Optional.empty(),
                List.of(new MediaSlot(
                        "audio", "RTP/AVP", Integer.toString(payloadType), "", true, ExtendedReports.NONE)));
    }

    /** The codec to use both ways. */
    public AudioCodec codec() {
        return formats.getFirst().codec();
    }

    /** RTP payload type of {@link #codec}, 0 to 127. */
    public int payloadType() {
        return formats.getFirst().payloadType();
    }

    /** Whether the trunk put us on hold: it does not want our media. */
    public boolean onHold() {
        return !direction.receives();
    }
}
