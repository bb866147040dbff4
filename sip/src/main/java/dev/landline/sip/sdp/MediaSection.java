package dev.landline.sip.sdp;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One media description: an {@code m=} line and what follows it, with typed views that fall back to the session level
 * where the attribute's definition says so. Immutable. A view is empty when the attribute is absent or cannot be read.
 */
public final class MediaSection {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PAYLOAD_TYPE = 127;
    private static final int MAX_CLOCK_RATE = 1_000_000;
    private static final int MAX_CHANNELS = 255;
    private static final int MAX_PACKET_TIME_MILLIS = 1_000;

    private final List<String> lines;
    private final String kind;
    private final int port;
    private final String protocol;
    private final List<String> formats;
    private final AttributeIndex attributes;
    private final AttributeIndex sessionAttributes;
    private final Optional<Connection> connection;
    private final Map<Integer, RtpMap> rtpMaps;
    private final Map<Integer, Map<String, String>> formatParameters;

    /**
     * A dynamic payload type (RFC 8866 section 6.6).
     *
     * @param encoding name as written; compared without case
     * @param clockRate in Hz
     * @param channels 1 unless another number is written
     */
    public record RtpMap(int payloadType, String encoding, int clockRate, int channels) {

        /** Whether this is that codec at that clock. */
        public boolean is(String otherEncoding, int otherClockRate) {
            return encoding.equalsIgnoreCase(otherEncoding) && clockRate == otherClockRate;
        }
    }

    /**
     * A certificate fingerprint (RFC 8122 section 5).
     *
     * @param hash hash function in lower case
     * @param value upper-case hex with colons, as far as the peer wrote such
     */
    public record Fingerprint(String hash, String value) {}

    /**
     * A {@code c=} line (RFC 8866 section 5.7).
     *
     * @param addressType {@code IP4} or {@code IP6} as written
     * @param address as written: not necessarily a literal address
     */
    public record Connection(String addressType, String address) {

        static Optional<Connection> ofLine(String line) {
            String[] fields = line.substring(2).strip().split(" +", 4);
            return fields.length == 3 && fields[0].equalsIgnoreCase("IN")
                    ? Optional.of(new Connection(fields[1], fields[2]))
                    : Optional.empty();
        }
    }

    private MediaSection(
            List<String> lines,
            MediaLine mediaLine,
            AttributeIndex sessionAttributes,
            Optional<Connection> sessionConnection) {
        this.lines = List.copyOf(lines);
        kind = mediaLine.kind();
        port = mediaLine.port();
        protocol = mediaLine.protocol();
        formats = mediaLine.formats();
        attributes = AttributeIndex.of(lines);
        this.sessionAttributes = sessionAttributes;
        connection = lines.stream()
                .filter(line -> line.startsWith("c="))
                .findFirst()
                .map(Connection::ofLine)
                .orElse(sessionConnection);
        rtpMaps = readRtpMaps(attributes.all("rtpmap"));
        formatParameters = readFormatParameters(attributes.all("fmtp"));
    }

    /** @param lines the section's lines, the first of which is its m= line; empty when that is malformed */
    static Optional<MediaSection> of(
            List<String> lines, AttributeIndex sessionAttributes, Optional<Connection> sessionConnection) {
        return MediaLine.of(lines.getFirst())
                .map(mediaLine -> new MediaSection(lines, mediaLine, sessionAttributes, sessionConnection));
    }

    private record MediaLine(String kind, int port, String protocol, List<String> formats) {

        static Optional<MediaLine> of(String line) {
            String[] fields = line.substring(2).strip().split(" +", 4);
            if (fields.length < 3 || fields[0].isEmpty()) {
                return Optional.empty();
            }
            int slash = fields[1].indexOf('/');
            OptionalInt port = AttributeIndex.number(slash < 0 ? fields[1] : fields[1].substring(0, slash), MAX_PORT);
            List<String> formats = fields.length == 4 ? List.of(fields[3].split(" +")) : List.of();
            // A refused section may have lost its formats; a live one cannot.
            if (port.isEmpty() || (formats.isEmpty() && port.getAsInt() != 0)) {
                return Optional.empty();
            }
            return Optional.of(new MediaLine(fields[0].toLowerCase(Locale.ROOT), port.getAsInt(), fields[2], formats));
        }
    }

    private static Map<Integer, RtpMap> readRtpMaps(List<String> values) {
        Map<Integer, RtpMap> maps = new HashMap<>();
        for (String value : values) {
            OptionalInt payloadType = AttributeIndex.number(value, MAX_PAYLOAD_TYPE);
            int blank = value.indexOf(' ');
            if (payloadType.isEmpty() || blank < 0) {
                continue;
            }
            String[] fields = value.substring(blank).strip().split("/", 4);
            OptionalInt clockRate =
                    fields.length < 2 ? OptionalInt.empty() : AttributeIndex.number(fields[1], MAX_CLOCK_RATE);
            OptionalInt channels =
                    fields.length < 3 ? OptionalInt.of(1) : AttributeIndex.number(fields[2], MAX_CHANNELS);
            if (clockRate.isPresent() && channels.isPresent()) {
                int type = payloadType.getAsInt();
                maps.putIfAbsent(type, new RtpMap(type, fields[0], clockRate.getAsInt(), channels.getAsInt()));
            }
        }
        return Map.copyOf(maps);
    }

    private static Map<Integer, Map<String, String>> readFormatParameters(List<String> values) {
        Map<Integer, Map<String, String>> all = new HashMap<>();
        for (String value : values) {
            OptionalInt payloadType = AttributeIndex.number(value, MAX_PAYLOAD_TYPE);
            int blank = value.indexOf(' ');
            if (payloadType.isEmpty() || blank < 0) {
                continue;
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String parameter : value.substring(blank).split(";", -1)) {
                int equals = parameter.indexOf('=');
                String name = (equals < 0 ? parameter : parameter.substring(0, equals)).strip();
                if (!name.isEmpty()) {
                    parameters.putIfAbsent(
                            name.toLowerCase(Locale.ROOT),
                            equals < 0 ? "" : parameter.substring(equals + 1).strip());
                }
            }
            all.putIfAbsent(payloadType.getAsInt(), Collections.unmodifiableMap(parameters));
        }
        return Map.copyOf(all);
    }

    /** The lines as read, without line ends, the m= line first. */
    public List<String> lines() {
        return lines;
    }

    /** {@code audio}, {@code video}, {@code application}, {@code image} ... in lower case. */
    public String kind() {
        return kind;
    }

    /** 0 to 65535; 0 refuses the section (or bundles it, with {@code a=bundle-only}). */
    public int port() {
        return port;
    }

    /** The transport protocol as written; compared without case. */
    public String protocol() {
        return protocol;
    }

    /** The formats in order of preference; payload types for RTP. */
    public List<String> formats() {
        return formats;
    }

    /** The payload types among the formats, 0 to 127, in order. */
    public List<Integer> payloadTypes() {
        return formats.stream()
                .flatMapToInt(format -> AttributeIndex.number(format, MAX_PAYLOAD_TYPE).stream())
                .boxed()
                .toList();
    }

    /** What a payload type was mapped to; the first mapping counts. */
    public Optional<RtpMap> rtpMap(int payloadType) {
        return Optional.ofNullable(rtpMaps.get(payloadType));
    }

    /** The parameters of a payload type, names in lower case; a bare text such as {@code 0-16} is a name without value. */
    public Map<String, String> formatParameters(int payloadType) {
        return formatParameters.getOrDefault(payloadType, Map.of());
    }

    /** This section's direction, else the session's, else sendrecv (RFC 8866 section 6.7). */
    public Direction direction() {
        return attributes.direction().or(sessionAttributes::direction).orElse(Direction.SENDRECV);
    }

    /** All fingerprints of this section, else of the session. */
    public List<Fingerprint> fingerprints() {
        AttributeIndex level = attributes.has("fingerprint") ? attributes : sessionAttributes;
        return level.all("fingerprint").stream()
                .map(value -> value.split(" +", 2))
                .filter(fields -> fields.length == 2)
                .map(fields -> new Fingerprint(fields[0].toLowerCase(Locale.ROOT), fields[1].toUpperCase(Locale.ROOT)))
                .toList();
    }

    /** The DTLS role in lower case, of this section or the session (RFC 8842 section 5). */
    public Optional<String> setup() {
        return inherited("setup").map(role -> role.toLowerCase(Locale.ROOT));
    }

    /** The ICE user fragment of this section or the session. */
    public Optional<String> iceUfrag() {
        return inherited("ice-ufrag");
    }

    /** The ICE password of this section or the session. */
    public Optional<String> icePassword() {
        return inherited("ice-pwd");
    }

    /** The section's identification (RFC 5888). */
    public Optional<String> mid() {
        return attributes.first("mid");
    }

    /** Whether RTP and RTCP may share the port (RFC 5761). */
    public boolean rtcpMux() {
        return attributes.has("rtcp-mux");
    }

    /** The RTCP port that {@code a=rtcp} names, 1 to 65535 (RFC 3605). */
    public OptionalInt rtcpPort() {
        return attributes
                .first("rtcp")
                .map(value -> AttributeIndex.number(value, MAX_PORT))
                .filter(port -> port.orElse(0) > 0)
                .orElse(OptionalInt.empty());
    }

    /** The address that {@code a=rtcp} names beside its port. */
    public Optional<Connection> rtcpConnection() {
        return attributes
                .first("rtcp")
                .filter(value -> value.indexOf(' ') > 0)
                .flatMap(value -> Connection.ofLine("c=" + value.substring(value.indexOf(' '))));
    }

    /** How much sound a packet to this side should carry, in ms; a fraction is cut off. */
    public OptionalInt ptimeMillis() {
        return packetTime("ptime");
    }

    /** How much sound a packet to this side may carry at most, in ms; a fraction is cut off. */
    public OptionalInt maxPtimeMillis() {
        return packetTime("maxptime");
    }

    /** Where media goes: this section's c= line, else the session's. Empty also when this section's is malformed. */
    public Optional<Connection> connection() {
        return connection;
    }

    /** How many candidates are listed; none of them is used. */
    public int candidates() {
        return attributes.all("candidate").size();
    }

    /** Whether an attribute stands in this section, with or without a value. */
    public boolean has(String attribute) {
        return attributes.has(attribute);
    }

    /** The values of an attribute of this section, in order; an attribute without value has an empty one. */
    public List<String> attributes(String name) {
        return attributes.all(name);
    }

    private OptionalInt packetTime(String name) {
        return attributes
                .first(name)
                .map(value -> value.indexOf('.') < 0 ? value : value.substring(0, value.indexOf('.')))
                .map(value -> AttributeIndex.number(value, MAX_PACKET_TIME_MILLIS))
                .filter(millis -> millis.orElse(0) > 0)
                .orElse(OptionalInt.empty());
    }

    private Optional<String> inherited(String name) {
        return attributes.first(name).or(() -> sessionAttributes.first(name));
    }
}
