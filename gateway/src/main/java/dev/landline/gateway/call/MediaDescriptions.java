package dev.landline.gateway.call;

import dev.landline.media.bridge.BrowserLocal;
import dev.landline.media.bridge.BrowserRemote;
import dev.landline.media.bridge.DtmfFormat;
import dev.landline.media.bridge.MediaFormat;
import dev.landline.media.bridge.TrunkRemote;
import dev.landline.media.codec.OpusTuning;
import dev.landline.media.codec.OpusWishes;
import dev.landline.media.codec.SoundCodec;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.BrowserMedia;
import dev.landline.sip.sdp.EventFormat;
import dev.landline.sip.sdp.LocalBrowser;
import dev.landline.sip.sdp.TrunkMedia;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Translates between what SDP says and what the media bridge needs: the two modules do not know each other. */
final class MediaDescriptions {

    private MediaDescriptions() {}

    static BrowserRemote browser(BrowserMedia said) {
        return new BrowserRemote(
                said.iceUfrag(),
                said.fingerprintHash(),
                said.fingerprint(),
                List.of(new MediaFormat(SoundCodec.OPUS, said.opus())),
                dtmf(said.dtmf()),
                OptionalInt.empty(),
                OptionalInt.empty(),
                new OpusWishes(OpusTuning.USUAL, said.fec(), said.dtx()),
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
        return new TrunkRemote(
                rtp,
                rtcp,
                formats(said),
                dtmf(said.dtmf()),
                OptionalInt.empty(),
                said.ptimeMillis(),
                said.direction().sends(),
                said.direction().receives());
    }

    /** Either law may come at any time once both were offered (RFC 3264 section 5.1). */
    private static List<MediaFormat> formats(TrunkMedia said) {
        List<MediaFormat> formats = new ArrayList<>();
        formats.add(new MediaFormat(codec(said.codec()), said.payloadType()));
        for (AudioCodec codec : AudioCodec.values()) {
            if (codec.staticPayloadType() != said.payloadType()) {
                formats.add(new MediaFormat(codec(codec), codec.staticPayloadType()));
            }
        }
        return formats;
    }

    private static SoundCodec codec(AudioCodec codec) {
        return switch (codec) {
            case PCMU -> SoundCodec.PCMU;
            case PCMA -> SoundCodec.PCMA;
        };
    }

    private static Optional<DtmfFormat> dtmf(Optional<EventFormat> events) {
        return events.map(format -> new DtmfFormat(format.payloadType(), format.clockRate()));
    }
}
