package dev.landline.sip.sdp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a trunk said about its audio, in an offer or an answer.
 *
 * @param rtp where it wants RTP. The unspecified address (old-style hold) only when {@code direction} does not receive:
 *     nothing may be sent there
 * @param rtcp where it wants RTCP; likewise
 * @param codec the codec to use both ways
 * @param payloadType RTP payload type of the codec, 0 to 127
 * @param dtmf telephone-event at the codec's clock; empty when the trunk has none
 * @param ptimeMillis how much sound one packet toward the trunk carries: 10, 20, 30, 40 or 60
 * @param direction seen from the trunk
 * @param slots all its media sections in order
 */
public record TrunkMedia(
        InetSocketAddress rtp,
        InetSocketAddress rtcp,
        AudioCodec codec,
        int payloadType,
        Optional<EventFormat> dtmf,
        int ptimeMillis,
        Direction direction,
        List<MediaSlot> slots) {

    public TrunkMedia {
        slots = List.copyOf(slots);
    }

    /** Media of a description with one audio section. */
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
                codec,
                payloadType,
                dtmf,
                ptimeMillis,
                direction,
                List.of(new MediaSlot("audio", "RTP/AVP", Integer.toString(payloadType), "", true)));
    }

    /** Whether the trunk put us on hold: it does not want our media. */
    public boolean onHold() {
        return !direction.receives();
    }
}
