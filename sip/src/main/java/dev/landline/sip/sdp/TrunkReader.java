package dev.landline.sip.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes from a trunk's description what the media path needs. */
final class TrunkReader {

    private static final List<Integer> PACKET_TIMES_MILLIS = List.of(60, 40, 30, 20, 10);

    /** Opus has no frame of 30 ms (RFC 6716 section 2.1.4). */
    private static final List<Integer> OPUS_PACKET_TIMES_MILLIS = List.of(60, 40, 20, 10);

    private static final int NARROW_CLOCK_RATE = 8_000;
    private static final int MAX_PORT = 65_535;

    private TrunkReader() {}

    static Parsed<TrunkMedia> offer(SessionDescription offer, TrunkTerms terms) {
        return read(offer, SecureSection.ofOffer(offer, terms.srtp()), terms);
    }

    static Parsed<TrunkMedia> answer(SessionDescription answer, TrunkTerms terms) {
        return read(answer, SecureSection.ofAnswer(answer, terms.srtp()), terms);
    }

    private static Parsed<TrunkMedia> read(
            SessionDescription description, Parsed<SecureSection> section, TrunkTerms terms) {
        return switch (section) {
            case Parsed.Malformed<SecureSection>(String reason) -> malformed(reason);
            case Parsed.Ok<SecureSection>(SecureSection chosen) -> read(description, chosen, terms);
        };
    }

    private static Parsed<TrunkMedia> read(SessionDescription description, SecureSection section, TrunkTerms terms) {
        MediaSection audio = section.audio();
        // The trunk's order of preference decides.
        List<AudioFormat> formats = AudioFormat.of(audio, terms.codecs());
        if (formats.isEmpty()) {
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
        AudioCodec codec = formats.getFirst().codec();
        return new Parsed.Ok<>(new TrunkMedia(
                new InetSocketAddress(address.get(), audio.port()),
                rtcp(audio, address.get(), held),
                formats,
                terms.comfortNoise() && codec.isG711() ? AudioCodec.comfortNoise(audio) : OptionalInt.empty(),
                OpusParameters.of(audio, formats),
                terms.events() ? events(audio, codec) : Optional.empty(),
                packetTimeMillis(audio, codec, terms.ptimeMillis()),
                held ? audio.direction().withoutReceiving() : audio.direction(),
                section.crypto(),
                MediaSlot.of(description, audio)));
    }

    /** At the codec's clock (RFC 4733 section 2.1); many that speak Opus still name their events at 8000 Hz. */
    private static Optional<EventFormat> events(MediaSection audio, AudioCodec codec) {
        return BrowserReader.event(audio, codec.clockRate()).or(() -> BrowserReader.event(audio, NARROW_CLOCK_RATE));
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
    private static int packetTimeMillis(MediaSection audio, AudioCodec codec, int otherwise) {
        List<Integer> possible = codec == AudioCodec.OPUS ? OPUS_PACKET_TIMES_MILLIS : PACKET_TIMES_MILLIS;
        int wished = audio.ptimeMillis().orElse(otherwise);
        int usual = PACKET_TIMES_MILLIS.contains(wished) ? wished : otherwise;
        OptionalInt limit = audio.maxPtimeMillis();
        return possible.stream()
                .filter(millis -> millis <= usual && millis <= limit.orElse(usual))
                .findFirst()
                .orElse(possible.getLast());
    }

    private static Parsed<TrunkMedia> malformed(String reason) {
        return new Parsed.Malformed<>(reason);
    }
}
