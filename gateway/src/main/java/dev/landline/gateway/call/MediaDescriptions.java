package dev.landline.gateway.call;

import dev.landline.media.bridge.BrowserLocal;
import dev.landline.media.bridge.BrowserRemote;
import dev.landline.media.bridge.DtmfFormat;
import dev.landline.media.bridge.TrunkRemote;
import dev.landline.media.codec.G711Law;
import dev.landline.sip.sdp.BrowserMedia;
import dev.landline.sip.sdp.EventFormat;
import dev.landline.sip.sdp.LocalBrowser;
import dev.landline.sip.sdp.TrunkMedia;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Translates between what SDP says and what the media bridge needs: the two modules do not know each other. */
final class MediaDescriptions {

    private MediaDescriptions() {}

    static BrowserRemote browser(BrowserMedia said) {
        return new BrowserRemote(
                said.iceUfrag(),
                said.fingerprintHash(),
                said.fingerprint(),
                said.opus(),
                dtmf(said.dtmf()),
                said.fec(),
                said.dtx(),
                said.direction().sends(),
                said.direction().receives());
    }

    static LocalBrowser browser(BrowserLocal local, long sessionId) {
        return new LocalBrowser(
                local.iceUfrag(),
                local.icePassword(),
                local.fingerprint(),
                local.candidates(),
                local.ssrc(),
                local.cname(),
                sessionId);
    }

    /** @param before what was used until now: an old-style hold (address 0.0.0.0) keeps its addresses */
    static TrunkRemote trunk(TrunkMedia said, Optional<TrunkRemote> before) {
        boolean nowhere = said.rtp().getAddress().isAnyLocalAddress();
        InetSocketAddress rtp = nowhere ? before.map(TrunkRemote::rtp).orElse(said.rtp()) : said.rtp();
        InetSocketAddress rtcp = nowhere ? before.map(TrunkRemote::rtcp).orElse(said.rtcp()) : said.rtcp();
        G711Law law = switch (said.codec()) {
            case PCMU -> G711Law.PCMU;
            case PCMA -> G711Law.PCMA;
        };
        return new TrunkRemote(
                rtp,
                rtcp,
                law,
                said.payloadType(),
                dtmf(said.dtmf()),
                said.ptimeMillis(),
                said.direction().sends(),
                said.direction().receives());
    }

    private static Optional<DtmfFormat> dtmf(Optional<EventFormat> events) {
        return events.map(format -> new DtmfFormat(format.payloadType(), format.clockRate()));
    }
}
