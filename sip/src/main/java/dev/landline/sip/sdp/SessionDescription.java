package dev.landline.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session description (RFC 8866) that keeps every line, known or not, in its order. Immutable.
 *
 * <p>Reading is lenient about what the calls here do not need (a missing s= or t=, unknown line types, a bare LF) and
 * strict about size and control characters. It is one pass: the work grows with the length of the text.
 */
public final class SessionDescription {

    /** Longer descriptions, in characters, are refused. */
    public static final int MAX_LENGTH = 32_768;

    /** Descriptions with more lines are refused. */
    public static final int MAX_LINES = 1_000;

    /** Longer lines, in characters, are refused; candidate and fmtp lines are the long ones. */
    public static final int MAX_LINE_LENGTH = 2_048;

    /** Descriptions with more media sections are refused. */
    public static final int MAX_MEDIA_SECTIONS = 16;

    private final List<String> lines;
    private final Origin origin;
    private final AttributeIndex attributes;
    private final List<MediaSection> media;

    /**
     * Who made the description (RFC 8866 section 5.2). Identifiers stay text: peers use all 64 bits and more.
     *
     * @param version goes up with every change
     */
    public record Origin(String user, String sessionId, String version, String addressType, String address) {}

    private SessionDescription(List<String> lines, Origin origin, AttributeIndex attributes, List<MediaSection> media) {
        this.lines = List.copyOf(lines);
        this.origin = origin;
        this.attributes = attributes;
        this.media = List.copyOf(media);
    }

    /** Reads a description. Never throws. */
    public static Parsed<SessionDescription> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return malformed("The session description is longer than 32 KB.");
        }
        List<String> lines = new ArrayList<>();
        Optional<String> problem = split(text, lines);
        if (problem.isPresent()) {
            return malformed(problem.get());
        }
        if (lines.isEmpty() || !lines.getFirst().strip().equals("v=0")) {
            return malformed("The session description does not start with v=0.");
        }
        int sessionEnd = nextMedia(lines, 1);
        List<String> session = lines.subList(0, sessionEnd);
        Optional<Origin> origin = first(session, "o=").flatMap(SessionDescription::origin);
        if (origin.isEmpty()) {
            return malformed("The session description has no usable o= line.");
        }
        AttributeIndex attributes = AttributeIndex.of(session);
        Optional<MediaSection.Connection> connection = first(session, "c=").flatMap(MediaSection.Connection::ofLine);
        List<MediaSection> media = new ArrayList<>();
        for (int start = sessionEnd; start < lines.size(); ) {
            int end = nextMedia(lines, start + 1);
            if (media.size() == MAX_MEDIA_SECTIONS) {
                return malformed("The session description has more than 16 media sections.");
            }
            Optional<MediaSection> section = MediaSection.of(lines.subList(start, end), attributes, connection);
            if (section.isEmpty()) {
                return malformed("A media line of the session description cannot be read.");
            }
            media.add(section.get());
            start = end;
        }
        return new Parsed.Ok<>(new SessionDescription(lines, origin.get(), attributes, media));
    }

    /** Fills {@code lines}; the problem when there is one. */
    private static Optional<String> split(String text, List<String> lines) {
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            int contentEnd = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
            if (contentEnd == start && onlyLineEndsFrom(text, start)) {
                return Optional.empty();
            }
            if (lines.size() == MAX_LINES) {
                return Optional.of("The session description has more than 1,000 lines.");
            }
            if (contentEnd - start > MAX_LINE_LENGTH) {
                return Optional.of("A line of the session description is longer than 2,048 characters.");
            }
            String line = text.substring(start, contentEnd);
            if (line.length() < 2 || line.charAt(1) != '=' || !isLetter(line.charAt(0))) {
                return Optional.of("A line of the session description is not of the form x=value.");
            }
            if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
                return Optional.of("The session description holds a control character.");
            }
            lines.add(line);
            start = end + 1;
        }
        return Optional.empty();
    }

    /** Some senders end with an empty line or two. */
    private static boolean onlyLineEndsFrom(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) != '\r' && text.charAt(i) != '\n') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static int nextMedia(List<String> lines, int from) {
        int next = from;
        while (next < lines.size() && !lines.get(next).startsWith("m=")) {
            next++;
        }
        return next;
    }

    private static Optional<String> first(List<String> lines, String type) {
        return lines.stream().filter(line -> line.startsWith(type)).findFirst();
    }

    private static Optional<Origin> origin(String line) {
        String[] fields = line.substring(2).strip().split(" +", 7);
        return fields.length == 6
                ? Optional.of(new Origin(fields[0], fields[1], fields[2], fields[4], fields[5]))
                : Optional.empty();
    }

    private static Parsed<SessionDescription> malformed(String reason) {
        return new Parsed.Malformed<>(reason);
    }

    /** Every line as read, without line ends. */
    public List<String> lines() {
        return lines;
    }

    public Origin origin() {
        return origin;
    }

    /** The media sections in order; at most 16. */
    public List<MediaSection> media() {
        return media;
    }

    /** Whether an attribute stands at session level, with or without a value. */
    public boolean has(String attribute) {
        return attributes.has(attribute);
    }

    /** The values of a session-level attribute, in order; an attribute without value has an empty one. */
    public List<String> attributes(String name) {
        return attributes.all(name);
    }

    /** The description as read, every line ended by CRLF. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (String line : lines) {
            out.append(line).append("\r\n");
        }
        return out.toString();
    }
}
