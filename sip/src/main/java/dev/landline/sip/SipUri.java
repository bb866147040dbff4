package dev.landline.sip;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A sip:, sips: or tel: URI (RFC 3261 section 19.1, RFC 3966). The user is kept unescaped; parameters keep their order
 * and have lower-case names. URI headers ({@code ?...}) are dropped: nothing here acts on them.
 *
 * @param scheme {@code sip}, {@code sips} or {@code tel}
 * @param user the user or the number; empty when there is none
 * @param host host name or literal address (IPv6 in brackets); empty for tel:
 * @param port 1 to 65535, or 0 when none is written
 * @param parameters name to value; a flag has an empty value
 */
public record SipUri(String scheme, String user, String host, int port, Map<String, String> parameters) {

    private static final int MAX_LENGTH = 512;
    private static final String UNESCAPED = "-_.!~*'()&=+$,;?/";

    public SipUri {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A sip: URI without port or parameters. */
    public static SipUri of(String user, String host) {
        return new SipUri("sip", user, host, 0, Map.of());
    }

    /** Reads a URI; empty when it is none of ours, longer than 512 characters or malformed. */
    public static Optional<SipUri> parse(String text) {
        if (text.length() > MAX_LENGTH || text.chars().anyMatch(c -> c <= ' ' || c == '<' || c == '>' || c == '"')) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        return switch (scheme) {
            case "sip", "sips" -> parseSip(scheme, rest);
            case "tel" -> parseTel(rest);
            default -> Optional.empty();
        };
    }

    private static Optional<SipUri> parseTel(String rest) {
        int semicolon = rest.indexOf(';');
        Optional<String> number = unescape(semicolon < 0 ? rest : rest.substring(0, semicolon));
        if (number.filter(text -> !text.isEmpty()).isEmpty()) {
            return Optional.empty();
        }
        return parameters(semicolon < 0 ? "" : rest.substring(semicolon + 1))
                .map(parameters -> new SipUri("tel", number.get(), "", 0, parameters));
    }

    private static Optional<SipUri> parseSip(String scheme, String rest) {
        int at = rest.lastIndexOf('@');
        String user = "";
        if (at >= 0) {
            String userInfo = rest.substring(0, at);
            int password = userInfo.indexOf(':');
            Optional<String> decoded = unescape(password < 0 ? userInfo : userInfo.substring(0, password));
            if (decoded.isEmpty() || decoded.get().isEmpty()) {
                return Optional.empty();
            }
            user = decoded.get();
        }
        String hostPart = rest.substring(at + 1);
        int headers = hostPart.indexOf('?');
        if (headers >= 0) {
            hostPart = hostPart.substring(0, headers);
        }
        int semicolon = hostPart.indexOf(';');
        Optional<Map<String, String>> parameters = parameters(semicolon < 0 ? "" : hostPart.substring(semicolon + 1));
        String hostPort = semicolon < 0 ? hostPart : hostPart.substring(0, semicolon);
        int bracket = hostPort.lastIndexOf(']');
        int colon = hostPort.indexOf(':', Math.max(bracket, 0));
        String host = (colon < 0 ? hostPort : hostPort.substring(0, colon)).toLowerCase(Locale.ROOT);
        OptionalInt port = colon < 0 ? OptionalInt.of(0) : port(hostPort.substring(colon + 1));
        if (host.isEmpty() || !validHost(host) || port.isEmpty() || parameters.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SipUri(scheme, user, host, port.getAsInt(), parameters.get()));
    }

    private static boolean validHost(String host) {
        if (host.startsWith("[")) {
            return host.endsWith("]") && isIpv6(host.substring(1, host.length() - 1));
        }
        return host.chars()
                .allMatch(c -> (Character.isLetterOrDigit(c) && c < 128) || c == '-' || c == '.' || c == '_');
    }

    private static boolean isIpv6(String text) {
        if (text.indexOf(':') < 0 || !text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.')) {
            return false;
        }
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static OptionalInt port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
    }

    private static Optional<Map<String, String>> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : text.split(";", -1)) {
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            Optional<String> value = unescape(equals < 0 ? "" : parameter.substring(equals + 1));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            parameters.put(
                    (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT), value.get());
        }
        return Optional.of(parameters);
    }

    /** Undoes %hh; empty when an escape is broken or hides a control character. */
    private static Optional<String> unescape(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.of(text);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte next = bytes[i];
            if (next == '%') {
                if (i + 2 >= bytes.length) {
                    return Optional.empty();
                }
                int high = Character.digit(bytes[i + 1], 16);
                int low = Character.digit(bytes[i + 2], 16);
                if (high < 0 || low < 0 || high * 16 + low < ' ' || high * 16 + low == 127) {
                    return Optional.empty();
                }
                next = (byte) (high * 16 + low);
                i += 2;
            }
            out[length++] = next;
        }
        return Optional.of(new String(out, 0, length, StandardCharsets.UTF_8));
    }

    private static String escape(String text, String alsoAllowed) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (plain || alsoAllowed.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
                out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }

    /** The value of a parameter; empty when it is absent. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The same URI with one more parameter. */
    public SipUri with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new SipUri(scheme, user, host, port, more);
    }

    /** The URI as it is written on the wire, escaped. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(scheme).append(':');
        if (scheme.equals("tel")) {
            out.append(escape(user, "-.()+*#"));
        } else {
            if (!user.isEmpty()) {
                out.append(escape(user, UNESCAPED)).append('@');
            }
            out.append(host);
            if (port != 0) {
                out.append(':').append(port);
            }
        }
        parameters.forEach((name, value) -> {
            out.append(';').append(name);
            if (!value.isEmpty()) {
                out.append('=').append(escape(value, "-_.!~*'()[]/:&+$"));
            }
        });
        return out.toString();
    }
}
