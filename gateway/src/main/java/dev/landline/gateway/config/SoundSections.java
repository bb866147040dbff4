package dev.landline.gateway.config;

import dev.landline.media.codec.OpusTuning;
import dev.landline.sip.SipTransport;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.SrtpPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads how sound is coded, toward browsers and toward trunks. */
final class SoundSections {

    private static final Map<String, AudioCodec> CODECS =
            Map.of("pcmu", AudioCodec.PCMU, "pcma", AudioCodec.PCMA, "g722", AudioCodec.G722, "opus", AudioCodec.OPUS);
    private static final Map<String, SrtpPolicy> SRTP =
            Map.of("off", SrtpPolicy.OFF, "optional", SrtpPolicy.OPTIONAL, "required", SrtpPolicy.REQUIRED);
    private static final Map<String, DtmfMode> DTMF = Map.of(
            "auto", DtmfMode.AUTO, "rfc4733", DtmfMode.RFC4733, "info", DtmfMode.INFO, "inband", DtmfMode.INBAND);
    private static final Map<String, Integer> PTIMES = Map.of("10", 10, "20", 20, "30", 30, "40", 40, "60", 60);

    /** Below this libopus at complexity 0 has no room for FEC and leaves it out without a word. */
    private static final int FEC_BITRATE = 32_000;

    private SoundSections() {}

    /** @param otherwise what stands for keys that are absent */
    static OpusTuning opus(Section section, OpusTuning otherwise) {
        int bitrate =
                section.optional("bitrate", ValueParser.integer(6_000, 128_000)).orElse(otherwise.bitrate());
        int complexity =
                section.optional("complexity", ValueParser.integer(0, 10)).orElse(otherwise.complexity());
        boolean fec = section.optional("fec", ValueParser.flag()).orElse(otherwise.fec());
        if (fec && complexity == 0 && bitrate < FEC_BITRATE) {
            section.mistake(
                    "bitrate",
                    "leaves no room for FEC at complexity 0: give at least " + FEC_BITRATE
                            + ", a higher complexity, or fec = false");
        }
        section.refuseUnknown();
        return new OpusTuning(bitrate, complexity, fec);
    }

    static RouteSound route(Section route, OpusTuning standard) {
        OpusTuning opus = opus(route.child("opus"), standard);
        return new RouteSound(
                codecs(route, "browser-codecs").orElse(List.of()),
                opus.equals(standard) ? Optional.empty() : Optional.of(opus));
    }

    static TrunkSound trunk(Section trunk, SipTransport transport) {
        SrtpPolicy srtp = trunk.optional("srtp", ValueParser.choice(SRTP)).orElse(SrtpPolicy.OFF);
        if (srtp != SrtpPolicy.OFF && transport != SipTransport.TLS) {
            trunk.warning(
                    "srtp",
                    "sends its keys over " + transport.name().toLowerCase(Locale.ROOT)
                            + ", where whoever reads the signalling can read the sound too");
        }
        TrunkSound standard = TrunkSound.standard();
        return new TrunkSound(
                codecs(trunk, "codecs").orElse(standard.codecs()),
                srtp,
                trunk.optional("latching", ValueParser.flag()).orElse(standard.latching()),
                trunk.optional("comfort-noise", ValueParser.flag()).orElse(standard.comfortNoise()),
                trunk.optional("dtmf", ValueParser.choice(DTMF)).orElse(standard.dtmf()),
                trunk.optional("ptime", ptime()).orElse(standard.ptimeMillis()),
                codecs(trunk, "browser-codecs").orElse(List.of()),
                trunk.optional("late-offer", ValueParser.flag()).orElse(standard.lateOffer()));
    }

    /** A packet time as people write it, {@code 20ms}, or as SDP does, {@code 20}. */
    private static ValueParser<Integer> ptime() {
        return ValueParser.text().then(text -> {
            String number = text.strip();
            Integer millis = PTIMES.get(
                    number.endsWith("ms")
                            ? number.substring(0, number.length() - 2).strip()
                            : number);
            return millis == null
                    ? Parsed.bad("must be 10ms, 20ms, 30ms, 40ms or 60ms, not '" + number + "'")
                    : Parsed.good(millis);
        });
    }

    private static Optional<List<AudioCodec>> codecs(Section section, String name) {
        Optional<List<AudioCodec>> codecs = section.optional(name, ValueParser.list(ValueParser.choice(CODECS)));
        if (codecs.filter(List::isEmpty).isPresent()) {
            section.mistake(name, "must name at least one of g722, opus, pcma, pcmu");
            return Optional.empty();
        }
        return codecs;
    }
}
