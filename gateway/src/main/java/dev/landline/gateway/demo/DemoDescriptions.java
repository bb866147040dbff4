package dev.landline.gateway.demo;

import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.LocalTrunk;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.Parsed;
import dev.landline.sip.sdp.SessionDescription;
import dev.landline.sip.sdp.TrunkMedia;
import dev.landline.sip.sdp.TrunkTerms;
import java.util.Optional;

/** The demo PSTN's SDP: G.711 in both laws with telephone events, the caller's order of codecs. Pure functions. */
final class DemoDescriptions {

    private static final TrunkTerms TERMS = TrunkTerms.plain(AudioCodec.PCMU, AudioCodec.PCMA);

    private DemoDescriptions() {}

    /** What an offer asks for; empty when it cannot be read or has nothing for us. */
    static Optional<TrunkMedia> readOffer(String sdp) {
        return read(sdp).flatMap(offer -> usable(OfferAnswer.readTrunkOffer(offer, TERMS)));
    }

    /** What the answer to {@link #offer} says; empty when it cannot be read or has nothing for us. */
    static Optional<TrunkMedia> readAnswer(String sdp) {
        return read(sdp).flatMap(answer -> usable(OfferAnswer.readTrunkAnswer(answer, TERMS)));
    }

    static String offer(LocalTrunk local) {
        return OfferAnswer.trunkOffer(local, TERMS);
    }

    static String answer(TrunkMedia offer, LocalTrunk local) {
        return OfferAnswer.trunkAnswer(offer, local);
    }

    private static Optional<SessionDescription> read(String sdp) {
        return usable(SessionDescription.parse(sdp));
    }

    private static <T> Optional<T> usable(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Ok<T>(T value) -> Optional.of(value);
            case Parsed.Malformed<T> _ -> Optional.empty();
        };
    }
}
