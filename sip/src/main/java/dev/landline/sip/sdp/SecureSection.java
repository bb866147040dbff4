package dev.landline.sip.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The audio section of a trunk's description that is used, and the key for it, as the trunk's {@link SrtpPolicy} says.
 *
 * @param crypto the trunk's suite and key; empty for plain RTP
 */
record SecureSection(MediaSection audio, Optional<CryptoLine> crypto) {

    private static final Set<String> PLAIN = Set.of("RTP/AVP", "RTP/AVPF");
    private static final Set<String> ENCRYPTED = Set.of("RTP/SAVP", "RTP/SAVPF");
    private static final Set<String> DTLS = Set.of("UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF");

    /** Of several live audio sections (a trunk may offer the same sound plain and encrypted) the best that is allowed. */
    static Parsed<SecureSection> ofOffer(SessionDescription offer, SrtpPolicy policy) {
        List<MediaSection> live = live(offer);
        if (live.isEmpty()) {
            return malformed("The trunk offered no audio.");
        }
        return switch (policy) {
            case OFF -> plain(live);
            case OPTIONAL ->
                encrypted(live).<Parsed<SecureSection>>map(Parsed.Ok::new).orElseGet(() -> plain(live));
            case REQUIRED ->
                encrypted(live).<Parsed<SecureSection>>map(Parsed.Ok::new).orElseGet(() -> withoutKey(live));
        };
    }

    /** The answer's live audio section; its key must go with a line of our offer (RFC 4568 section 5.1.3). */
    static Parsed<SecureSection> ofAnswer(SessionDescription answer, SrtpPolicy policy) {
        List<MediaSection> live = live(answer);
        if (live.isEmpty()) {
            return malformed("The trunk refused the audio.");
        }
        return switch (policy) {
            case OFF -> plain(live);
            case OPTIONAL -> {
                Optional<SecureSection> agreed = encrypted(live).filter(SecureSection::answersOurs);
                boolean keysNamed = live.stream().anyMatch(section -> section.has("crypto"));
                yield agreed.isEmpty() && keysNamed
                        ? malformed("The trunk's answer takes none of the SRTP keys that were offered.")
                        : agreed.<Parsed<SecureSection>>map(Parsed.Ok::new).orElseGet(() -> plain(live));
            }
            case REQUIRED ->
                encrypted(live)
                        .filter(SecureSection::answersOurs)
                        .<Parsed<SecureSection>>map(Parsed.Ok::new)
                        .orElseGet(() -> withoutKey(live));
        };
    }

    private boolean answersOurs() {
        return crypto.isPresent() && crypto.get().tag() == crypto.get().suite().tag();
    }

    private static List<MediaSection> live(SessionDescription description) {
        return description.media().stream()
                .filter(section -> section.kind().equals("audio") && section.port() != 0)
                .toList();
    }

    private static boolean is(MediaSection section, Set<String> protocols) {
        return protocols.contains(section.protocol().toUpperCase(Locale.ROOT));
    }

    /** A section with a usable key: one that must be encrypted before one that may be (RFC 8643). */
    private static Optional<SecureSection> encrypted(List<MediaSection> live) {
        return live.stream()
                .filter(section -> is(section, ENCRYPTED))
                .flatMap(section -> withKey(section).stream())
                .findFirst()
                .or(() -> live.stream()
                        .filter(section -> is(section, PLAIN))
                        .flatMap(section -> withKey(section).stream())
                        .findFirst());
    }

    private static Optional<SecureSection> withKey(MediaSection section) {
        return CryptoLine.of(section).stream().findFirst().map(line -> new SecureSection(section, Optional.of(line)));
    }

    private static Parsed<SecureSection> plain(List<MediaSection> live) {
        Optional<MediaSection> plain =
                live.stream().filter(section -> is(section, PLAIN)).findFirst();
        if (plain.isPresent()) {
            return new Parsed.Ok<>(new SecureSection(plain.get(), Optional.empty()));
        }
        boolean encrypted = live.stream().anyMatch(section -> is(section, ENCRYPTED) || is(section, DTLS));
        return malformed(
                encrypted
                        ? "The trunk requires SRTP, which is not enabled for it."
                        : "The trunk's audio is not plain RTP (RTP/AVP).");
    }

    private static Parsed<SecureSection> withoutKey(List<MediaSection> live) {
        if (live.stream().anyMatch(section -> section.has("crypto"))) {
            return malformed("The trunk's SRTP keys cannot be used.");
        }
        return malformed(
                live.stream().anyMatch(section -> is(section, DTLS))
                        ? "The trunk wants SRTP with DTLS; the gateway takes keys in SDP (SDES) from trunks."
                        : "The trunk has no SRTP, which is required for it.");
    }

    private static Parsed<SecureSection> malformed(String reason) {
        return new Parsed.Malformed<>(reason);
    }
}
