package dev.landline.gateway.call;

import dev.landline.gateway.config.TrunkSound;
import dev.landline.media.bridge.BrowserLocal;
import dev.landline.media.bridge.BrowserRemote;
import dev.landline.media.bridge.DtmfFormat;
import dev.landline.media.bridge.MediaFormat;
import dev.landline.media.bridge.ReportWishes;
import dev.landline.media.bridge.TrunkRemote;
import dev.landline.media.codec.OpusTuning;
import dev.landline.media.codec.OpusWishes;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.ice.IceCredentials;
import dev.landline.media.ice.IceRemote;
import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.AudioFormat;
import dev.landline.sip.sdp.BrowserMedia;
import dev.landline.sip.sdp.CryptoLine;
import dev.landline.sip.sdp.EventFormat;
import dev.landline.sip.sdp.ExtendedReports;
import dev.landline.sip.sdp.LocalBrowser;
import dev.landline.sip.sdp.LocalTrunk;
import dev.landline.sip.sdp.MasterKey;
import dev.landline.sip.sdp.MediaSlot;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.OpusParameters;
import dev.landline.sip.sdp.ReflexiveAddress;
import dev.landline.sip.sdp.SessionDescription;
import dev.landline.sip.sdp.TrunkMedia;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Translates between what SDP says and what the media bridge needs: the two modules do not know each other. */
final class MediaDescriptions {

    /** What a browser is told that restarts ICE while we cannot make another agent for it. */
    static final CallFailure NO_RESTART = new CallFailure.NoCommonMedia(
            "The browser's connection cannot be set up anew during a call", CallFailure.Blame.CALLER);

    private MediaDescriptions() {}

    static ReportWishes reports(List<MediaSlot> slots) {
        ExtendedReports asked = MediaSlot.reports(slots);
        return new ReportWishes(asked.voipMetrics(), asked.roundTrip());
    }

    /** @param tuning how our Opus is encoded */
    static BrowserRemote browser(BrowserMedia said, OpusTuning tuning) {
        return new BrowserRemote(
                IceRemote.of(said.iceUfrag()),
                said.fingerprintHash(),
                said.fingerprint(),
                formats(said.formats()),
                dtmf(said.dtmf()),
                said.red(),
                said.comfortNoise(),
                wishes(said.opus(), tuning),
                said.direction().sends(),
                said.direction().receives());
    }

    /** @param offerer the description is the browser's offer, not its answer */
    static IceRemote ice(BrowserMedia said, SessionDescription description, boolean offerer) {
        return new IceRemote(said.iceUfrag(), said.icePassword(), OfferAnswer.browserCandidates(description), offerer);
    }

    static LocalBrowser browser(BrowserLocal local, long sessionId, int playbackRate) {
        return new LocalBrowser(
                local.iceUfrag(),
                local.icePassword(),
                local.fingerprint(),
                local.candidates(),
                local.ssrc(),
                local.cname(),
                sessionId,
                local.reflexive().stream()
                        .map(candidate -> new ReflexiveAddress(
                                candidate.address(), candidate.base().orElseThrow()))
                        .toList(),
                local.lite(),
                playbackRate);
    }

    /** Whether a browser restarts ICE by what it says now (RFC 8839 section 4.4.3.1). */
    static boolean restarts(BrowserMedia before, BrowserMedia now) {
        return !before.iceUfrag().equals(now.iceUfrag())
                || !before.icePassword().equals(now.icePassword());
    }

    /** The same end with other ICE credentials. */
    static LocalBrowser renewed(LocalBrowser local, IceCredentials fresh) {
        return new LocalBrowser(
                fresh.ufrag(),
                fresh.password(),
                local.fingerprint(),
                local.candidates(),
                local.ssrc(),
                local.cname(),
                local.sessionId(),
                local.reflexive(),
                local.lite(),
                local.playbackRate());
    }

    /**
     * What a trunk said.
     *
     * @param local our end, with the keys that we encrypt with
     * @param tuning how our Opus is encoded
     * @param before what was used until now: an old-style hold (address 0.0.0.0) keeps its addresses
     */
    static TrunkRemote trunk(
            TrunkMedia said, LocalTrunk local, TrunkSound sound, OpusTuning tuning, Optional<TrunkRemote> before) {
        boolean nowhere = said.rtp().getAddress().isAnyLocalAddress();
        InetSocketAddress rtp = nowhere ? before.map(TrunkRemote::rtp).orElse(said.rtp()) : said.rtp();
        InetSocketAddress rtcp = nowhere ? before.map(TrunkRemote::rtcp).orElse(said.rtcp()) : said.rtcp();
        return new TrunkRemote(
                rtp,
                rtcp,
                formats(said, sound),
                dtmf(said.dtmf()),
                said.comfortNoise(),
                said.ptimeMillis(),
                said.direction().sends(),
                said.direction().receives(),
                keys(said, local),
                sound.latching(),
                // Whatever a trunk asks for: its stream must not pause.
                new OpusWishes(tuning, said.opus().fec(), false));
    }

    /** The trunk's key and ours of the suite that it chose; none where the sound is plain. */
    private static Optional<SrtpKeys> keys(TrunkMedia said, LocalTrunk local) {
        if (said.crypto().isEmpty() || local.keys().isEmpty()) {
            return Optional.empty();
        }
        CryptoLine theirs = said.crypto().get();
        MasterKey ours = local.keys().get().of(theirs.suite());
        SrtpProfile profile = switch (theirs.suite()) {
            case AEAD_AES_128_GCM -> SrtpProfile.AEAD_AES_128_GCM;
            case AES_CM_128_HMAC_SHA1_80 -> SrtpProfile.AES_CM_128_HMAC_SHA1_80;
            case AES_CM_128_HMAC_SHA1_32 -> SrtpProfile.AES_CM_128_HMAC_SHA1_32;
        };
        return Optional.of(new SrtpKeys(
                profile,
                ours.key(),
                ours.salt(),
                theirs.key().key(),
                theirs.key().salt()));
    }

    private static OpusWishes wishes(OpusParameters said, OpusTuning tuning) {
        return new OpusWishes(tuning, said.fec(), said.dtx());
    }

    private static List<MediaFormat> formats(List<AudioFormat> said) {
        return said.stream()
                .map(format -> new MediaFormat(codec(format.codec()), format.payloadType()))
                .toList();
    }

    /** Either law may come at any time once both were offered (RFC 3264 section 5.1), even when the answer names one. */
    private static List<MediaFormat> formats(TrunkMedia said, TrunkSound sound) {
        List<MediaFormat> formats = new ArrayList<>(formats(said.formats()));
        for (AudioCodec codec : sound.codecs()) {
            int payloadType = codec.staticPayloadType().orElse(-1);
            if (payloadType >= 0 && formats.stream().noneMatch(format -> format.payloadType() == payloadType)) {
                formats.add(new MediaFormat(codec(codec), payloadType));
            }
        }
        return formats;
    }

    private static SoundCodec codec(AudioCodec codec) {
        return switch (codec) {
            case PCMU -> SoundCodec.PCMU;
            case PCMA -> SoundCodec.PCMA;
            case G722 -> SoundCodec.G722;
            case OPUS -> SoundCodec.OPUS;
        };
    }

    private static Optional<DtmfFormat> dtmf(Optional<EventFormat> events) {
        return events.map(format -> new DtmfFormat(format.payloadType(), format.clockRate()));
    }
}
