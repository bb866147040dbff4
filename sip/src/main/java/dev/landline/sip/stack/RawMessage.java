package dev.landline.sip.stack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A SIP message cut into start line, header lines and body, before any parser has touched it. Knows no grammar beyond
 * RFC 3261 section 7.3: lines, folding, the colon and the compact names.
 *
 * @param startLine the first line
 * @param headers name (lower case, long form) and value (unfolded, trimmed), in order
 * @param bodyOffset where the body begins in the bytes
 */
record RawMessage(String startLine, List<Header> headers, int bodyOffset) {

    private static final Map<String, String> LONG_NAMES = Map.ofEntries(
            Map.entry("c", "content-type"),
            Map.entry("e", "content-encoding"),
            Map.entry("f", "from"),
            Map.entry("i", "call-id"),
            Map.entry("k", "supported"),
            Map.entry("l", "content-length"),
            Map.entry("m", "contact"),
            Map.entry("r", "refer-to"),
            Map.entry("s", "subject"),
            Map.entry("t", "to"),
            Map.entry("v", "via"));

    record Header(String name, String value) {}

    /** What cutting gave. */
    sealed interface Cut {
        record Whole(RawMessage message) implements Cut {}

        /** No SIP message; nothing in it can be trusted enough to answer. */
        record Garbage() implements Cut {}

        /**
         * The lines can be told apart, but one of them is no header.
         *
         * @param readable the headers that were readable, enough to answer
         */
        record Broken(RawMessage readable, String why) implements Cut {}
    }

    /** Cuts the message. Reads at most {@code maxHeaders} headers; one more makes it broken. */
    static Cut cut(byte[] bytes, int maxHeaders) {
        int head = endOfHead(bytes);
        if (head < 0) {
            return new Cut.Garbage();
        }
        // Header text is UTF-8 by RFC 3261 section 7.3.1; wrong bytes become U+FFFD and cannot forge a separator.
        String text = new String(bytes, 0, head, StandardCharsets.UTF_8);
        String[] lines = text.split("\r\n", -1);
        RawMessage message = new RawMessage(lines[0], new ArrayList<>(), Math.min(bytes.length, head + 4));
        String broken = "";
        for (int i = 1; i < lines.length; i++) {
            String why = message.add(lines[i], maxHeaders);
            if (!why.isEmpty() && broken.isEmpty()) {
                broken = why;
            }
        }
        if (hasControls(text)) {
            broken = "control character in a header";
        }
        return broken.isEmpty() ? new Cut.Whole(message) : new Cut.Broken(message, broken);
    }

    /** Takes one line; returns what is wrong with it, or nothing. */
    private String add(String line, int maxHeaders) {
        if (line.startsWith(" ") || line.startsWith("\t")) {
            if (headers.isEmpty()) {
                return "a folded line before the first header";
            }
            Header last = headers.removeLast();
            headers.add(new Header(last.name(), last.value() + " " + line.strip()));
            return "";
        }
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || !name.chars().allMatch(RawMessage::isTokenCharacter)) {
            return "a line that is no header";
        }
        if (headers.size() == maxHeaders) {
            return "too many header lines";
        }
        headers.add(new Header(
                LONG_NAMES.getOrDefault(name, name), line.substring(colon + 1).strip()));
        return "";
    }

    static boolean isTokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-.!%*_+`'~".indexOf(c) >= 0;
    }

    /** Where the empty line begins; the end of the bytes for a message that ends with its headers. */
    private static int endOfHead(byte[] bytes) {
        for (int i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** NUL, a bare CR or LF and their like: another parser might see other lines than this one. */
    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                i++;
            } else if ((c < ' ' && c != '\t') || c == 127) {
                return true;
            }
        }
        return false;
    }

    boolean isResponse() {
        return startLine.startsWith("SIP/");
    }

    /** The method of a request; empty when the start line has none. */
    String method() {
        int space = startLine.indexOf(' ');
        return space < 0 ? "" : startLine.substring(0, space);
    }

    Optional<String> first(String name) {
        // Asked a dozen times for each message: a stream would cost more than the search.
        for (Header header : headers) {
            if (header.name().equals(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    long count(String name) {
        long count = 0;
        for (Header header : headers) {
            if (header.name().equals(name)) {
                count++;
            }
        }
        return count;
    }
}
