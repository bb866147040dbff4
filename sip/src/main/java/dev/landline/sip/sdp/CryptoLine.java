package dev.landline.sip.sdp;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An {@code a=crypto} line that we can use (RFC 4568 section 9.1): the suite and key with which its writer encrypts what
 * it sends.
 *
 * @param tag number of the line, by which an answer names it; 0 to 999,999,999
 */
public record CryptoLine(int tag, CryptoSuite suite, MasterKey key) {

    private static final int MAX_TAG = 999_999_999;

    /** Lines beyond these are not looked at. */
    private static final int MAX_LINES = 16;

    /** An SRTP key lasts for 2^48 packets at most (RFC 3711 section 9.2). */
    private static final int MAX_LIFETIME_BITS = 48;

    private static final String INLINE = "inline:";

    /** The lines of a section that we can use, in their order; a tag that comes again is not believed. */
    static List<CryptoLine> of(MediaSection section) {
        List<CryptoLine> lines = new ArrayList<>();
        Set<Integer> tags = new HashSet<>();
        section.attributes("crypto").stream()
                .limit(MAX_LINES)
                .flatMap(value -> read(value).stream())
                .filter(line -> tags.add(line.tag()))
                .forEach(lines::add);
        return lines;
    }

    /** Reads what follows {@code a=crypto:}; empty when it asks for anything that we do not do. */
    static Optional<CryptoLine> read(String value) {
        String[] fields = value.split("[ \t]+", -1);
        if (fields.length < 3) {
            return Optional.empty();
        }
        OptionalInt tag = AttributeIndex.number(fields[0], MAX_TAG);
        Optional<CryptoSuite> suite = CryptoSuite.named(fields[1]);
        if (tag.isEmpty() || suite.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 3; i < fields.length; i++) {
            if (!isHarmless(fields[i])) {
                return Optional.empty();
            }
        }
        return key(suite.get(), fields[2]).map(key -> new CryptoLine(tag.getAsInt(), suite.get(), key));
    }

    /**
     * One inline key. Several keys, and a key with an identifier (MKI), would put that identifier into every packet: we
     * do not speak that.
     */
    private static Optional<MasterKey> key(CryptoSuite suite, String parameters) {
        boolean inline = parameters.regionMatches(true, 0, INLINE, 0, INLINE.length());
        if (!inline || parameters.indexOf(';') >= 0) {
            return Optional.empty();
        }
        String[] parts = parameters.substring(INLINE.length()).split("\\|", -1);
        if (parts.length > 2 || (parts.length == 2 && !isLifetime(parts[1]))) {
            return Optional.empty();
        }
        try {
            byte[] keyAndSalt = Base64.getDecoder().decode(parts[0]);
            return keyAndSalt.length == suite.keyBytes() + suite.saltBytes()
                    ? Optional.of(MasterKey.of(suite, keyAndSalt))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** How many packets the key may serve: {@code 2^20} or {@code 1048576}. It is its sender who must keep to it. */
    private static boolean isLifetime(String text) {
        boolean power = text.startsWith("2^");
        String digits = power ? text.substring(2) : text;
        if (digits.isEmpty() || digits.length() > 15 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        long number = Long.parseLong(digits);
        return number > 0 && (power ? number <= MAX_LIFETIME_BITS : number <= 1L << MAX_LIFETIME_BITS);
    }

    /**
     * Session parameters (RFC 4568 section 6.3) that change nothing for us: a hint of the replay window, and extensions
     * marked as optional. All others change what is on the wire, or take protection away.
     */
    private static boolean isHarmless(String parameter) {
        String upper = parameter.toUpperCase(Locale.ROOT);
        return upper.startsWith("-") || upper.startsWith("WSH=");
    }

    /** What follows {@code a=crypto:} when this line is written. */
    String value() {
        return tag + " " + suite + " " + INLINE + key.inline();
    }
}
