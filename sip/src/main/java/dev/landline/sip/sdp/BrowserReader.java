package dev.landline.sip.sdp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Takes from a browser's description what the media path needs. */
final class BrowserReader {

    private static final Set<String> PROTOCOLS = Set.of("UDP/TLS/RTP/SAVPF", "TCP/TLS/RTP/SAVPF", "RTP/SAVPF");
    private static final Map<String, Integer> HASH_BYTES = Map.of("sha-256", 32, "sha-384", 48, "sha-512", 64);
    private static final int NARROW_CLOCK_RATE = 8_000;
    private static final int MIN_UFRAG = 4;
    private static final int MIN_PASSWORD = 22;
    private static final int MAX_CREDENTIAL = 256;
    private static final int MAX_MID = 64;

    private BrowserReader() {}

    static Parsed<BrowserMedia> offer(SessionDescription description, BrowserTerms terms) {
        Optional<MediaSection> audio = audio(description);
        if (audio.isEmpty()) {
            return malformed("The browser offered no audio.");
        }
        // Without a role the offerer is active (RFC 4145 section 4), which suits us.
        String setup = audio.get().setup().orElse("active");
        if (!setup.equals("actpass") && !setup.equals("active")) {
            return malformed("The browser's offer does not let the gateway be the DTLS server.");
        }
        return read(description, audio.get(), terms);
    }

    static Parsed<BrowserMedia> answer(SessionDescription description, BrowserTerms terms) {
        Optional<MediaSection> audio = audio(description);
        if (audio.isEmpty()) {
            return malformed("The browser refused the audio.");
        }
        if (!audio.get().setup().orElse("").equals("active")) {
            return malformed("The browser's answer does not take the active DTLS role.");
        }
        return read(description, audio.get(), terms);
    }

    private static Optional<MediaSection> audio(SessionDescription description) {
        return description.media().stream()
                .filter(section -> section.kind().equals("audio") && section.port() != 0)
                .findFirst();
    }

    private static Parsed<BrowserMedia> read(SessionDescription description, MediaSection audio, BrowserTerms terms) {
        if (PROTOCOLS.stream().noneMatch(audio.protocol()::equalsIgnoreCase)) {
            return malformed("The browser's audio is not encrypted RTP with feedback (SAVPF).");
        }
        List<AudioFormat> formats = formats(audio, terms.codecs());
        if (formats.isEmpty()) {
            return malformed("The browser and the gateway have no codec in common.");
        }
        boolean ice = isCredential(audio.iceUfrag(), MIN_UFRAG) && isCredential(audio.icePassword(), MIN_PASSWORD);
        if (!ice) {
            return malformed("The browser offered no usable ICE credentials.");
        }
        Optional<MediaSection.Fingerprint> fingerprint =
                audio.fingerprints().stream().filter(BrowserReader::isUsable).findFirst();
        if (fingerprint.isEmpty()) {
            return malformed("The browser offered no usable certificate fingerprint.");
        }
        if (!audio.rtcpMux()) {
            return malformed("The browser offered no rtcp-mux.");
        }
        String mid = audio.mid().orElse("");
        if (mid.length() > MAX_MID || mid.indexOf(' ') >= 0) {
            return malformed("The browser's media identification cannot be used.");
        }
        AudioCodec first = formats.getFirst().codec();
        return new Parsed.Ok<>(new BrowserMedia(
                audio.iceUfrag().orElseThrow(),
                audio.icePassword().orElseThrow(),
                fingerprint.get().hash(),
                fingerprint.get().value(),
                mid,
                formats,
                terms.red() ? red(audio, formats) : OptionalInt.empty(),
                first.isG711() ? AudioCodec.comfortNoise(audio) : OptionalInt.empty(),
                OpusParameters.of(audio, formats),
                event(audio, first.clockRate()).or(() -> event(audio, NARROW_CLOCK_RATE)),
                audio.direction(),
                isBundled(description, mid),
                MediaSlot.of(description, audio)));
    }

    /** The codecs in common, one payload type each, in our order. */
    private static List<AudioFormat> formats(MediaSection audio, List<AudioCodec> wanted) {
        List<AudioFormat> offered = AudioFormat.of(audio, wanted);
        return wanted.stream()
                .flatMap(codec -> AudioFormat.first(offered, codec).stream())
                .toList();
    }

    /** RED whose blocks are all the Opus that we take (RFC 2198 section 5). */
    private static OptionalInt red(MediaSection audio, List<AudioFormat> formats) {
        Optional<String> opus =
                AudioFormat.first(formats, AudioCodec.OPUS).map(format -> Integer.toString(format.payloadType()));
        if (opus.isEmpty()) {
            return OptionalInt.empty();
        }
        return audio.payloadTypes().stream()
                .flatMap(payloadType -> audio.rtpMap(payloadType).stream())
                .filter(map -> map.is("red", AudioCodec.OPUS.clockRate()))
                .filter(map -> isOnly(opus.get(), audio.formatParameters(map.payloadType())))
                .mapToInt(MediaSection.RtpMap::payloadType)
                .findFirst();
    }

    /** A list such as {@code 111/111}. */
    private static boolean isOnly(String payloadType, Map<String, String> parameters) {
        return parameters.size() == 1
                && parameters.keySet().stream()
                        .flatMap(list -> Stream.of(list.split("/", -1)))
                        .allMatch(payloadType::equals);
    }

    /** The first telephone-event with this clock. */
    static Optional<EventFormat> event(MediaSection audio, int clockRate) {
        return audio.payloadTypes().stream()
                .flatMap(payloadType -> audio.rtpMap(payloadType).stream())
                .filter(map -> map.is("telephone-event", clockRate))
                .map(map -> new EventFormat(map.payloadType(), clockRate))
                .findFirst();
    }

    /** The characters of RFC 8839 section 5.4, and four that old browsers used; a colon would break STUN user names. */
    private static boolean isCredential(Optional<String> text, int minLength) {
        return text.isPresent()
                && text.get().length() >= minLength
                && text.get().length() <= MAX_CREDENTIAL
                && text.get()
                        .chars()
                        .allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || "+/-_=#".indexOf(c) >= 0);
    }

    private static boolean isUsable(MediaSection.Fingerprint fingerprint) {
        int bytes = HASH_BYTES.getOrDefault(fingerprint.hash(), 0);
        String value = fingerprint.value();
        if (bytes == 0 || value.length() != bytes * 3 - 1) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            boolean right = i % 3 == 2
                    ? value.charAt(i) == ':'
                    : value.charAt(i) < 128 && Character.digit(value.charAt(i), 16) >= 0;
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBundled(SessionDescription description, String mid) {
        return !mid.isEmpty()
                && description.attributes("group").stream()
                        .map(group -> List.of(group.split(" +")))
                        .anyMatch(group -> group.getFirst().equals("BUNDLE") && group.lastIndexOf(mid) > 0);
    }

    private static Parsed<BrowserMedia> malformed(String reason) {
        return new Parsed.Malformed<>(reason);
    }
}
