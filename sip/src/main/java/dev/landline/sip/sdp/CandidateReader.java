package dev.landline.sip.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads candidate lines (RFC 8839 section 5.1): component 1 over UDP with a literal address. Names, mDNS ones above all,
 * are left out and never resolved; so is TCP.
 */
final class CandidateReader {
    private static final int MOST = 32;

    /** foundation, component, transport, priority, address, port, "typ", type. */
    private static final int FIELDS = 8;

    private CandidateReader() {}

    /** Those of the first live audio section, in their order, each once. */
    static List<InetSocketAddress> read(SessionDescription description) {
        List<InetSocketAddress> candidates = new ArrayList<>();
        Optional<MediaSection> audio = description.media().stream()
                .filter(section -> section.kind().equals("audio") && section.port() != 0)
                .findFirst();
        if (audio.isEmpty()) {
            return List.of();
        }
        for (String line : audio.get().attributes("candidate")) {
            Optional<InetSocketAddress> candidate = read(line);
            if (candidate.isPresent() && !candidates.contains(candidate.get()) && candidates.size() < MOST) {
                candidates.add(candidate.get());
            }
        }
        return List.copyOf(candidates);
    }

    private static Optional<InetSocketAddress> read(String line) {
        String[] fields = line.trim().split(" +", FIELDS + 1);
        if (fields.length < FIELDS
                || !fields[1].equals("1")
                || !fields[2].toLowerCase(Locale.ROOT).equals("udp")
                || !fields[6].equals("typ")) {
            return Optional.empty();
        }
        int port = AttributeIndex.number(fields[5], 65_535).orElse(0);
        Optional<InetAddress> address = LiteralAddress.parse(fields[4]);
        return port == 0 ? Optional.empty() : address.map(literal -> new InetSocketAddress(literal, port));
    }
}
