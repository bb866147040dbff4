package dev.landline.sip.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Offers and answers for both legs (RFC 3264). Toward browsers: Opus over DTLS-SRTP on one port, we are ICE-lite and the
 * DTLS server. Toward trunks: G.711 over plain RTP. Pure functions: the same arguments give the same bytes.
 */
public final class OfferAnswer {

    private static final int OPUS = 111;
    private static final EventFormat WIDE_EVENTS = new EventFormat(110, 48_000);
    private static final EventFormat NARROW_EVENTS = new EventFormat(126, 8_000);
    private static final EventFormat TRUNK_EVENTS = new EventFormat(101, 8_000);
    private static final String OFFERED_MID = "0";

    private OfferAnswer() {}

    /**
     * Reads a browser's offer: Opus, ICE, a fingerprint, rtcp-mux and SAVPF are required, and that we may be the DTLS
     * server. The first live audio section is taken.
     */
    public static Parsed<BrowserMedia> readBrowserOffer(SessionDescription offer) {
        return BrowserReader.offer(offer);
    }

    /** Reads a browser's answer to {@link #browserOffer}: the same, and it must take the active DTLS role. */
    public static Parsed<BrowserMedia> readBrowserAnswer(SessionDescription answer) {
        return BrowserReader.answer(answer);
    }

    /** The first answer to a browser; the same text serves 183 and 200. */
    public static String browserAnswer(BrowserMedia offer, LocalBrowser local) {
        return browserAnswer(offer, local, 1);
    }

    /**
     * An answer to a browser: payload types as offered, one telephone-event, the direction seen from here, every other
     * section refused.
     *
     * @param version goes up when an answer differs from the one before, as it does when the browser holds the call
     */
    public static String browserAnswer(BrowserMedia offer, LocalBrowser local, long version) {
        InetSocketAddress main = local.candidates().getFirst();
        DescriptionWriter out = new DescriptionWriter()
                .origin(local.sessionId(), version, main.getAddress())
                .line("t=0 0")
                .line("a=ice-lite");
        if (offer.bundled()) {
            out.line("a=group:BUNDLE " + offer.mid());
        }
        for (MediaSlot slot : offer.slots()) {
            if (slot.taken()) {
                browserAudio(
                        out,
                        main,
                        slot.protocol(),
                        offer.opus(),
                        offer.dtmf().stream().toList(),
                        offer.mid());
                out.direction(offer.direction().reversed()).browserTransport(local, "passive");
            } else {
                out.refused(slot);
            }
        }
        return out.toString();
    }

    /**
     * Our offer to a browser. It names telephone-event at both clocks because Firefox knows only 8000 Hz; a browser that
     * keeps both uses the one at the codec's clock (RFC 4733 section 2.1).
     */
    public static String browserOffer(LocalBrowser local) {
        InetSocketAddress main = local.candidates().getFirst();
        DescriptionWriter out = new DescriptionWriter()
                .origin(local.sessionId(), 1, main.getAddress())
                .line("t=0 0")
                .line("a=ice-lite")
                .line("a=group:BUNDLE " + OFFERED_MID);
        browserAudio(out, main, "UDP/TLS/RTP/SAVPF", OPUS, List.of(WIDE_EVENTS, NARROW_EVENTS), OFFERED_MID);
        return out.direction(Direction.SENDRECV)
                .browserTransport(local, "actpass")
                .toString();
    }

    private static void browserAudio(
            DescriptionWriter out,
            InetSocketAddress main,
            String protocol,
            int opus,
            List<EventFormat> events,
            String mid) {
        List<Integer> payloadTypes = new ArrayList<>();
        payloadTypes.add(opus);
        events.forEach(event -> payloadTypes.add(event.payloadType()));
        out.audio(main.getPort(), protocol, payloadTypes)
                .connection(main.getAddress())
                .identification(mid)
                .opus(opus);
        events.forEach(out::event);
        out.ptime(DescriptionWriter.DEFAULT_PACKET_TIME_MILLIS);
    }

    /**
     * Our offer to a trunk, under 1,000 bytes so that an INVITE fits a datagram.
     *
     * @param codecs in order of preference; at least one
     * @param events offer telephone-event (RFC 4733)
     */
    public static String trunkOffer(LocalTrunk local, List<AudioCodec> codecs, boolean events) {
        Optional<EventFormat> dtmf = events ? Optional.of(TRUNK_EVENTS) : Optional.empty();
        List<Integer> payloadTypes = new ArrayList<>();
        codecs.forEach(codec -> payloadTypes.add(codec.staticPayloadType()));
        dtmf.ifPresent(event -> payloadTypes.add(event.payloadType()));
        DescriptionWriter out = trunkSession(local).audio(local.rtp().getPort(), "RTP/AVP", payloadTypes);
        codecs.forEach(codec -> out.codec(codec, codec.staticPayloadType()));
        return out.events(dtmf)
                .ptime(DescriptionWriter.DEFAULT_PACKET_TIME_MILLIS)
                .direction(Direction.SENDRECV)
                .toString();
    }

    /**
     * Reads a trunk's answer to {@link #trunkOffer}; of several codecs the trunk's first counts.
     *
     * @param offered the codecs of our offer
     */
    public static Parsed<TrunkMedia> readTrunkAnswer(SessionDescription answer, List<AudioCodec> offered) {
        return TrunkReader.read(answer, offered, "The trunk refused the audio.");
    }

    /**
     * Reads a trunk's offer: the first live plain RTP audio section, and in it the first codec that we allow. An
     * unspecified address is a hold (RFC 3264 section 8.4); names, groups and broadcast addresses are refused.
     */
    public static Parsed<TrunkMedia> readTrunkOffer(SessionDescription offer, List<AudioCodec> allowed) {
        return TrunkReader.read(offer, allowed, "The trunk offered no audio.");
    }

    /** An answer to a trunk: its payload types, the direction seen from here, every other section refused. */
    public static String trunkAnswer(TrunkMedia offer, LocalTrunk local) {
        DescriptionWriter out = trunkSession(local);
        for (MediaSlot slot : offer.slots()) {
            if (slot.taken()) {
                List<Integer> payloadTypes = new ArrayList<>();
                payloadTypes.add(offer.payloadType());
                offer.dtmf().ifPresent(event -> payloadTypes.add(event.payloadType()));
                out.audio(local.rtp().getPort(), slot.protocol(), payloadTypes)
                        .identification(slot.mid())
                        .codec(offer.codec(), offer.payloadType())
                        .events(offer.dtmf())
                        .ptime(offer.ptimeMillis())
                        .direction(offer.direction().reversed());
            } else {
                out.refused(slot);
            }
        }
        return out.toString();
    }

    private static DescriptionWriter trunkSession(LocalTrunk local) {
        InetAddress address = local.rtp().getAddress();
        return new DescriptionWriter()
                .origin(local.sessionId(), local.version(), address)
                .connection(address)
                .line("t=0 0");
    }
}
