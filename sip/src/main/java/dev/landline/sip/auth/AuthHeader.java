package dev.landline.sip.auth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The value of an Authorization, Proxy-Authorization, WWW-Authenticate or Proxy-Authenticate header: a scheme and a list
 * of parameters (RFC 7235 section 2.1, RFC 3261 section 25.1).
 *
 * @param scheme as written, for example {@code Digest}
 * @param parameters lower-case name to value. The quotes around a value are gone, but backslash escapes inside it are
 *     kept: digests are computed over that text (RFC 7616 section 3.3, {@code unq})
 */
public record AuthHeader(String scheme, Map<String, String> parameters) {

    /** Longer headers, in characters, are refused. */
    public static final int MAX_LENGTH = 4_096;

    /** Headers with more parameters are refused. */
    public static final int MAX_PARAMETERS = 32;

    public AuthHeader {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads a header value; empty when it is malformed, too long, names a parameter twice (two readers could disagree on
     * which one counts) or holds a control character. Never throws.
     */
    public static Optional<AuthHeader> parse(String value) {
        if (value.length() > MAX_LENGTH || value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
            return Optional.empty();
        }
        return new Reader(value.strip()).read();
    }

    /** The value of a parameter; empty when it is absent. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Whether this is a Digest header; scheme names ignore case. */
    public boolean isDigest() {
        return scheme.equalsIgnoreCase("Digest");
    }

    /** Names only: a response or a nonce does not belong into a log. */
    @Override
    public String toString() {
        return "AuthHeader[" + scheme + " " + parameters.keySet() + "]";
    }

    /** One pass over the text; every step moves forward. */
    private static final class Reader {
        private final String text;
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Optional<AuthHeader> read() {
            String scheme = token();
            if (scheme.isEmpty() || (at < text.length() && !skipBlanks())) {
                return Optional.empty();
            }
            // Empty list elements are allowed between commas (RFC 7230 section 7).
            while (at < text.length()) {
                if (text.charAt(at) == ',') {
                    at++;
                    skipBlanks();
                } else if (!parameter()) {
                    return Optional.empty();
                }
            }
            return Optional.of(new AuthHeader(scheme, parameters));
        }

        private boolean parameter() {
            String name = token().toLowerCase(Locale.ROOT);
            skipBlanks();
            if (name.isEmpty() || at == text.length() || text.charAt(at) != '=') {
                return false;
            }
            at++;
            skipBlanks();
            Optional<String> value = at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
            skipBlanks();
            boolean ended = at == text.length() || text.charAt(at) == ',';
            return ended
                    && value.isPresent()
                    && parameters.size() < MAX_PARAMETERS
                    && parameters.putIfAbsent(name, value.get()) == null;
        }

        private Optional<String> quoted() {
            int start = ++at;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            if (at >= text.length()) {
                at = text.length();
                return Optional.empty();
            }
            return Optional.of(text.substring(start, at++));
        }

        /** More than a token: some phones write a URI or base64 without quotes. */
        private Optional<String> bare() {
            int start = at;
            while (at < text.length() && ", \t\"\\".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return start == at ? Optional.empty() : Optional.of(text.substring(start, at));
        }

        private String token() {
            int start = at;
            while (at < text.length() && isTokenCharacter(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        private boolean skipBlanks() {
            int start = at;
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
            return at > start;
        }

        private static boolean isTokenCharacter(char c) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-.!%*_+`'~".indexOf(c) >= 0;
        }
    }
}
