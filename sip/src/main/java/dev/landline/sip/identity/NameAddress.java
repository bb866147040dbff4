package dev.landline.sip.identity;

import dev.landline.sip.Party;
import dev.landline.sip.SipUri;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An address as headers write it (RFC 3261 section 20.10): {@code "name" <uri>;parameter=value}, or a bare URI whose
 * parameters are the header's.
 *
 * @param parameters names in lower case; a flag has an empty value; values without their quotes
 */
public record NameAddress(Party party, Map<String, String> parameters) {

    /** Longer headers are no addresses of ours. */
    private static final int MAX_LENGTH = 2_048;

    public NameAddress {
        parameters = Map.copyOf(parameters);
    }

    /** Reads a header's value with commas between addresses; whatever is malformed is left out. */
    public static List<NameAddress> readAll(String value) {
        List<NameAddress> addresses = new ArrayList<>();
        if (value.length() <= MAX_LENGTH) {
            split(value, ',').forEach(part -> read(part).ifPresent(addresses::add));
        }
        return addresses;
    }

    /** Reads one address; empty when it is malformed or its URI is none of ours. */
    public static Optional<NameAddress> read(String value) {
        String text = value.strip();
        int open = outsideQuotes(text, '<');
        if (open < 0) {
            int semicolon = text.indexOf(';');
            String uri = semicolon < 0 ? text : text.substring(0, semicolon);
            return address("", uri.strip(), semicolon < 0 ? "" : text.substring(semicolon + 1));
        }
        int close = text.indexOf('>', open);
        if (close < 0) {
            return Optional.empty();
        }
        String behind = text.substring(close + 1).strip();
        if (!behind.isEmpty() && !behind.startsWith(";")) {
            return Optional.empty();
        }
        return address(unquoted(text.substring(0, open).strip()), text.substring(open + 1, close), behind);
    }

    private static Optional<NameAddress> address(String name, String uri, String parameters) {
        return SipUri.parse(uri).map(parsed -> new NameAddress(new Party(name, parsed), parameters(parameters)));
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : split(text, ';')) {
            int equals = parameter.indexOf('=');
            String name = (equals < 0 ? parameter : parameter.substring(0, equals))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                parameters.put(
                        name,
                        equals < 0
                                ? ""
                                : unquoted(parameter.substring(equals + 1).strip()));
            }
        }
        return parameters;
    }

    /** The parts between separators that stand outside quotes and angle brackets. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        boolean inside = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '<' || c == '>')) {
                inside = c == '<';
            } else if (!quoted && !inside && c == separator) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    private static int outsideQuotes(String text, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String unquoted(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return text;
        }
        return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
