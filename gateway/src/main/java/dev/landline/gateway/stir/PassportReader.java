package dev.landline.gateway.stir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads Identity headers. JSON of strangers, so everything has a bound. */
final class PassportReader {

    private static final int MOST_ITEMS = 64;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(5)
                    .maxStringLength(2_048)
                    .maxNumberLength(20)
                    .maxDocumentLength(8_192)
                    .build())
            .build();

    /** What cannot be used, in words. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String sentence) {
            super(sentence);
        }
    }

    private PassportReader() {}

    /**
     * Reads a header's value.
     *
     * @throws Unreadable with a sentence when it is malformed, in compact form, or contradicts its own parameters
     */
    static Passport read(String identity) throws Unreadable {
        int semicolon = identity.indexOf(';');
        String token = (semicolon < 0 ? identity : identity.substring(0, semicolon)).strip();
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || parts[2].isEmpty()) {
            throw new Unreadable("The signature has no three parts");
        }
        if (parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new Unreadable("The signature is in compact form, which leaves out what it signs");
        }
        Map<String, Object> header = object(parts[0]);
        Map<String, Object> claims = object(parts[1]);
        requireBase64(parts[2]);
        Passport passport = new Passport(
                text(header, "alg"),
                text(header, "ppt"),
                text(header, "x5u"),
                Optional.of(text(claims, "attest")).filter(attest -> attest.matches("[ABC]")),
                numbers(claims.get("orig")).stream().findFirst(),
                numbers(claims.get("dest")),
                claims.get("iat") instanceof Long seconds ? seconds : 0,
                token.substring(0, token.lastIndexOf('.')),
                parts[2]);
        compare(identity.substring(semicolon < 0 ? identity.length() : semicolon), passport);
        return passport;
    }

    /** The header's own parameters must say what the token says (RFC 8224 section 4.1.1). */
    private static void compare(String parameters, Passport passport) throws Unreadable {
        for (String parameter : parameters.split(";", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = parameter.substring(equals + 1).strip().replaceAll("^[<\"]|[>\"]$", "");
            String said = switch (name) {
                case "info" -> passport.certificateUrl();
                case "alg" -> passport.algorithm();
                case "ppt" -> passport.extension();
                default -> value;
            };
            if (!said.equals(value)) {
                throw new Unreadable("The header's " + name + " is not what is signed");
            }
        }
    }

    private static void requireBase64(String part) throws Unreadable {
        decoded(part);
    }

    private static byte[] decoded(String part) throws Unreadable {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("The signature is not in base64url");
        }
    }

    private static Map<String, Object> object(String part) throws Unreadable {
        try (JsonParser parser = JSON.createParser(decoded(part))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("What is signed is no JSON object");
            }
            return object(parser);
        } catch (IOException e) {
            throw new Unreadable("What is signed is no JSON");
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException, Unreadable {
        Map<String, Object> members = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (members.size() == MOST_ITEMS || members.put(name, value(parser)) != null) {
                throw new Unreadable("What is signed names something twice, or too much");
            }
        }
        return members;
    }

    private static Object value(JsonParser parser) throws IOException, Unreadable {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
                if (items.size() > MOST_ITEMS) {
                    throw new Unreadable("What is signed has too many items");
                }
            }
            return items;
        }
        if (token == null) {
            throw new Unreadable("What is signed ends too early");
        }
        return token == JsonToken.VALUE_NUMBER_INT ? (Object) parser.getLongValue() : parser.getText();
    }

    private static String text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    /** The {@code tn} of {@code orig} or {@code dest}: one number or a list of them. */
    private static List<String> numbers(Object party) {
        if (!(party instanceof Map<?, ?> members)) {
            return List.of();
        }
        Object numbers = members.get("tn");
        if (numbers instanceof List<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return numbers instanceof String one ? List.of(one) : List.of();
    }
}
