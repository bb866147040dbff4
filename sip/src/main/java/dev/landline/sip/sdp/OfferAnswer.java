package dev.landline.sip.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Offers and answers for both legs (RFC 3264). Toward browsers: DTLS-SRTP on one port, we are ICE-lite and the DTLS
 * server. Toward trunks: plain RTP, or SRTP with keys in the SDP. Pure functions: the same arguments give the same bytes.
 */
public final class OfferAnswer {

    private static final int OPUS = 111;
    private static final int RED = 63;
    private static final int COMFORT_NOISE = 13;
    private static final EventFormat WIDE_EVENTS = new EventFormat(110, 48_000);
    private static final EventFormat NARROW_EVENTS = new EventFormat(126, 8_000);
    private static final EventFormat TRUNK_EVENTS = new EventFormat(101, 8_000);
    private static final String OFFERED_MID = "0";

    private OfferAnswer() {}

    /**
     * Reads a browser's offer: a common codec, ICE, a fingerprint, rtcp-mux and SAVPF are required, and that we may be
     * the DTLS server. The first live audio section is taken.
     */
    public static Parsed<BrowserMedia> readBrowserOffer(SessionDescription offer, BrowserTerms terms) {
        return BrowserReader.offer(offer, terms);
    }

    /** Reads a browser's answer to {@link #browserOffer}: the same, and it must take the active DTLS role. */
    public static Parsed<BrowserMedia> readBrowserAnswer(SessionDescription answer, BrowserTerms terms) {
        return BrowserReader.answer(answer, terms);
    }

    /** The browser's UDP candidates with literal addresses, for a gateway that checks them itself. */
    public static List<InetSocketAddress> browserCandidates(SessionDescription description) {
        return CandidateReader.read(description);
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
                .iceLite(local);
        if (offer.bundled()) {
            out.line("a=group:BUNDLE " + offer.mid());
        }
        FormatList formats = FormatList.of(
                offer.formats(),
                offer.red(),
                offer.comfortNoise(),
                offer.dtmf().stream().toList(),
                local.playbackRate());
        for (MediaSlot slot : offer.slots()) {
            if (slot.taken()) {
                browserAudio(out, main, slot.protocol(), formats, offer.mid());
                out.reports(slot.reports())
                        .direction(offer.direction().reversed())
                        .browserTransport(local, "passive");
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
    public static String browserOffer(LocalBrowser local, BrowserTerms terms) {
        InetSocketAddress main = local.candidates().getFirst();
        DescriptionWriter out = new DescriptionWriter()
                .origin(local.sessionId(), 1, main.getAddress())
                .line("t=0 0")
                .iceLite(local)
                .line("a=group:BUNDLE " + OFFERED_MID);
        boolean opus = terms.codecs().contains(AudioCodec.OPUS);
        FormatList formats = FormatList.of(
                offered(terms.codecs()),
                terms.red() && opus ? OptionalInt.of(RED) : OptionalInt.empty(),
                terms.codecs().getFirst().isG711() ? OptionalInt.of(COMFORT_NOISE) : OptionalInt.empty(),
                opus ? List.of(WIDE_EVENTS, NARROW_EVENTS) : List.of(NARROW_EVENTS),
                local.playbackRate());
        browserAudio(out, main, "UDP/TLS/RTP/SAVPF", formats, OFFERED_MID);
        return out.direction(Direction.SENDRECV)
                .browserTransport(local, "actpass")
                .toString();
    }

    private static List<AudioFormat> offered(List<AudioCodec> codecs) {
        return codecs.stream()
                .map(codec -> new AudioFormat(codec, codec.staticPayloadType().orElse(OPUS)))
                .toList();
    }

    private static void browserAudio(
            DescriptionWriter out, InetSocketAddress main, String protocol, FormatList formats, String mid) {
        out.audio(main.getPort(), protocol, formats.payloadTypes())
                .connection(main.getAddress())
                .identification(mid);
        formats.write(out);
        out.ptime(DescriptionWriter.DEFAULT_PACKET_TIME_MILLIS);
    }

    /**
     * Our offer to a trunk, under 1,000 bytes so that an INVITE fits a datagram. Without keys of our own it is plain,
     * whatever the terms say. Telephone-event stands there at each clock that a codec has.
     */
    public static String trunkOffer(LocalTrunk local, TrunkTerms terms) {
        boolean opus = terms.codecs().contains(AudioCodec.OPUS);
        boolean narrow = terms.codecs().stream().anyMatch(codec -> codec != AudioCodec.OPUS);
        List<EventFormat> events = new ArrayList<>();
        if (terms.events() && narrow) {
            events.add(TRUNK_EVENTS);
        }
        if (terms.events() && opus) {
            events.add(WIDE_EVENTS);
        }
        boolean g711 = terms.codecs().stream().anyMatch(AudioCodec::isG711);
        FormatList formats = FormatList.of(
                offered(terms.codecs()),
                OptionalInt.empty(),
                terms.comfortNoise() && g711 ? OptionalInt.of(COMFORT_NOISE) : OptionalInt.empty(),
                events,
                LocalBrowser.FULL_BAND);
        Optional<LocalKeys> keys = terms.srtp() == SrtpPolicy.OFF ? Optional.empty() : local.keys();
        String protocol = keys.isPresent() && terms.srtp() == SrtpPolicy.REQUIRED ? "RTP/SAVP" : "RTP/AVP";
        DescriptionWriter out = trunkSession(local).audio(local.rtp().getPort(), protocol, formats.payloadTypes());
        keys.ifPresent(ours -> ours.offered().forEach(out::crypto));
        formats.write(out);
        return out.ptime(terms.ptimeMillis())
                .maxPtime()
                .direction(Direction.SENDRECV)
                .toString();
    }

    /**
     * Our offer inside a call, to a trunk that asks for one: what was agreed, and nothing else, so that there is nothing
     * for it to change by its answer (RFC 3261 section 14.2 lets that come as late as the ACK).
     *
     * @param agreed what the trunk said last
     */
    public static String trunkOffer(LocalTrunk local, TrunkMedia agreed) {
        return trunkAudio(
                local, agreed, agreed.crypto().map(theirs -> theirs.suite().tag()), Direction.SENDRECV);
    }

    /**
     * Reads a trunk's answer to {@link #trunkOffer}; of several codecs the trunk's first counts.
     *
     * @param terms those of our offer
     */
    public static Parsed<TrunkMedia> readTrunkAnswer(SessionDescription answer, TrunkTerms terms) {
        return TrunkReader.answer(answer, terms);
    }

    /**
     * Reads a trunk's offer: the audio section that its SRTP policy allows, and in it the first codec that we allow. An
     * unspecified address is a hold (RFC 3264 section 8.4); names, groups and broadcast addresses are refused.
     */
    public static Parsed<TrunkMedia> readTrunkOffer(SessionDescription offer, TrunkTerms terms) {
        return TrunkReader.offer(offer, terms);
    }

    /**
     * An answer to a trunk: one codec with its payload type as offered, our key when the trunk gave one, the direction
     * seen from here, every other section refused.
     */
    public static String trunkAnswer(TrunkMedia offer, LocalTrunk local) {
        return trunkAudio(
                local,
                offer,
                offer.crypto().map(CryptoLine::tag),
                offer.direction().reversed());
    }

    private static String trunkAudio(
            LocalTrunk local, TrunkMedia offer, Optional<Integer> cryptoTag, Direction direction) {
        DescriptionWriter out = trunkSession(local);
        FormatList formats = FormatList.of(
                offer.formats().subList(0, 1),
                OptionalInt.empty(),
                offer.comfortNoise(),
                offer.dtmf().stream().toList(),
                LocalBrowser.FULL_BAND);
        for (MediaSlot slot : offer.slots()) {
            if (slot.taken()) {
                out.audio(local.rtp().getPort(), slot.protocol(), formats.payloadTypes())
                        .identification(slot.mid());
                cryptoTag.ifPresent(
                        tag -> out.crypto(ours(tag, offer.crypto().orElseThrow().suite(), local)));
                formats.write(out);
                out.ptime(offer.ptimeMillis()).reports(slot.reports()).direction(direction);
            } else {
                out.refused(slot);
            }
        }
        return out.toString();
    }

    /** A tag and suite with our key (RFC 4568 section 5.1.2). */
    private static CryptoLine ours(int tag, CryptoSuite suite, LocalTrunk local) {
        LocalKeys ours = local.keys()
                .orElseThrow(() -> new IllegalArgumentException("An answer to encrypted sound needs keys of our own."));
        return new CryptoLine(tag, suite, ours.of(suite));
    }

    private static DescriptionWriter trunkSession(LocalTrunk local) {
        InetAddress address = local.rtp().getAddress();
        return new DescriptionWriter()
                .origin(local.sessionId(), local.version(), address)
                .connection(address)
                .line("t=0 0");
    }
}
