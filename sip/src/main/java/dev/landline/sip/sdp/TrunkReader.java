package dev.landline.sip.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Takes from a trunk's description what the media path needs. */
final class TrunkReader {

    private static final Set<String> PLAIN = Set.of("RTP/AVP", "RTP/AVPF");
    private static final Set<String> ENCRYPTED =
            Set.of("RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF");
    private static final List<Integer> PACKET_TIMES_MILLIS = List.of(60, 40, 30, 20, 10);
    private static final int DEFAULT_PACKET_TIME_MILLIS = 20;
    private static final int MAX_PORT = 65_535;

    private TrunkReader() {}

    /** @param refusal what to say when no audio section is live */
    static Parsed<TrunkMedia> read(SessionDescription description, List<AudioCodec> codecs, String refusal) {
        List<MediaSection> live = description.media().stream()
                .filter(section -> section.kind().equals("audio") && section.port() != 0)
                .toList();
        if (live.isEmpty()) {
            return malformed(refusal);
        }
        // A trunk may offer the same audio twice, plain and encrypted.
        Optional<MediaSection> audio = live.stream()
                .filter(section -> PLAIN.contains(section.protocol().toUpperCase(Locale.ROOT)))
                .findFirst();
        if (audio.isEmpty()) {
            boolean encrypted = live.stream()
                    .anyMatch(section -> ENCRYPTED.contains(section.protocol().toUpperCase(Locale.ROOT)));
            return malformed(
                    encrypted
                            ? "The trunk requires SRTP, which is not enabled for it."
                            : "The trunk's audio is not plain RTP (RTP/AVP).");
        }
        return read(description, audio.get(), codecs);
    }

    private static Parsed<TrunkMedia> read(
            SessionDescription description, MediaSection audio, List<AudioCodec> codecs) {
        Optional<CodecChoice> choice = choice(audio, codecs);
        if (choice.isEmpty()) {
            return malformed("The trunk and the gateway have no codec in common.");
        }
        if (audio.connection().isEmpty()) {
            return malformed("The trunk's audio has no readable address.");
        }
        Optional<InetAddress> address =
                audio.connection().filter(connection -> !isGroup(connection)).flatMap(LiteralAddress::parse);
        if (address.isEmpty()) {
            return malformed("The trunk's media address is not a literal unicast address.");
        }
        boolean held = address.get().isAnyLocalAddress();
        if (!held && !LiteralAddress.isUnicast(address.get())) {
            return malformed("The trunk's media address is not one host's address.");
        }
        AudioCodec codec = choice.get().codec();
        return new Parsed.Ok<>(new TrunkMedia(
                new InetSocketAddress(address.get(), audio.port()),
                rtcp(audio, address.get(), held),
                codec,
                choice.get().payloadType(),
                BrowserReader.event(audio, codec.clockRate()),
                packetTimeMillis(audio),
                held ? audio.direction().withoutReceiving() : audio.direction(),
                MediaSlot.of(description, audio)));
    }

    private record CodecChoice(AudioCodec codec, int payloadType) {}

    /** The trunk's order of preference decides. */
    private static Optional<CodecChoice> choice(MediaSection audio, List<AudioCodec> codecs) {
        return audio.payloadTypes().stream()
                .flatMap(payloadType -> AudioCodec.of(audio, payloadType)
                        .filter(codecs::contains)
                        .map(codec -> new CodecChoice(codec, payloadType))
                        .stream())
                .findFirst();
    }

    /** A scope behind a slash belongs to multicast (RFC 8866 section 5.7). */
    private static boolean isGroup(MediaSection.Connection connection) {
        return connection.address().indexOf('/') >= 0;
    }

    /** RFC 3605; what cannot be used there gives way to the media's address and the next port. */
    private static InetSocketAddress rtcp(MediaSection audio, InetAddress mediaAddress, boolean held) {
        int port = audio.rtcpPort().orElse(Math.min(audio.port() + 1, MAX_PORT));
        InetAddress address = held
                ? mediaAddress
                : audio.rtcpConnection()
                        .flatMap(LiteralAddress::parse)
                        .filter(LiteralAddress::isUnicast)
                        .orElse(mediaAddress);
        return new InetSocketAddress(address, port);
    }

    /** The packet time asked for, or the longest we can send that keeps to the trunk's limit. */
    private static int packetTimeMillis(MediaSection audio) {
        int wished = audio.ptimeMillis().orElse(DEFAULT_PACKET_TIME_MILLIS);
        int usual = PACKET_TIMES_MILLIS.contains(wished) ? wished : DEFAULT_PACKET_TIME_MILLIS;
        OptionalInt limit = audio.maxPtimeMillis();
        return PACKET_TIMES_MILLIS.stream()
                .filter(millis -> millis <= usual && millis <= limit.orElse(usual))
                .findFirst()
                .orElse(PACKET_TIMES_MILLIS.getLast());
    }

    private static Parsed<TrunkMedia> malformed(String reason) {
        return new Parsed.Malformed<>(reason);
    }
}
