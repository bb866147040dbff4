package dev.landline.gateway.web.api;

import dev.landline.gateway.store.Scope;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request, apart from its connection, for a resource that works on a thread of its own.
 *
 * @param session who asks
 * @param supervisor whether they may see everybody's
 * @param address where from
 * @param path the named parts of the path
 * @param query the parameters behind the question mark
 * @param body empty when there is none
 */
record Asked(
        Session session,
        boolean supervisor,
        String address,
        Map<String, String> path,
        MultiMap query,
        MultiMap headers,
        Buffer body) {

    private static final int TEXT_MAX = 256;

    String user() {
        return session.user();
    }

    /** The calls that may be seen; a supervisor who asks for {@code scope=own} sees only their own. */
    Scope scope() {
        return supervisor && !"own".equals(query.get("scope")) ? new Scope.Everybody() : new Scope.Of(user());
    }

    String part(String name) {
        String value = path.get(name);
        if (value == null || value.length() > TEXT_MAX) {
            throw new Refused(ApiError.NOT_FOUND);
        }
        return value;
    }

    long number(String name) {
        try {
            return Long.parseLong(part(name));
        } catch (NumberFormatException _) {
            throw new Refused(ApiError.NOT_FOUND);
        }
    }

    Optional<String> text(String name) {
        Optional<String> value = Optional.ofNullable(query.get(name)).filter(text -> !text.isBlank());
        if (value.filter(text -> text.length() > TEXT_MAX).isPresent()) {
            throw bad(name + " is too long");
        }
        return value;
    }

    int integer(String name, int from, int to, int otherwise) {
        return text(name)
                .map(text -> {
                    try {
                        int value = Integer.parseInt(text);
                        if (value >= from && value <= to) {
                            return value;
                        }
                    } catch (NumberFormatException _) {
                        // Said below.
                    }
                    throw bad(name + " must be a whole number from " + from + " to " + to);
                })
                .orElse(otherwise);
    }

    Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException _) {
                throw bad(name + " must be a time such as 2026-03-01T09:00:00Z");
            }
        });
    }

    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return text(name)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(value -> word(value).equals(text))
                        .findFirst()
                        .orElseThrow(() -> bad(name + " must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Asked::word)
                                        .collect(Collectors.joining(", ")))));
    }

    /** A constant as JSON and queries spell it. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The body as an object. */
    JsonObject json() {
        String type = Optional.ofNullable(headers.get("Content-Type")).orElse("");
        if (!type.matches("(?i)application/json\\s*(;.*)?")) {
            throw new Refused(ApiError.BAD_TYPE);
        }
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException _) {
            throw bad("The body must be a JSON object");
        }
    }

    /** A text of the body. */
    static Optional<String> text(JsonObject json, String name, int most) {
        Object value = json.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw bad(name + " must be text");
        }
        if (text.length() > most) {
            throw new Refused(ApiError.TOO_LARGE, name + " has more than " + most + " characters");
        }
        return Optional.of(text);
    }

    static Refused bad(String sentence) {
        return new Refused(ApiError.BAD_REQUEST, sentence);
    }
}
