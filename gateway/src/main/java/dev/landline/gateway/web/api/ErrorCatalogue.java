package dev.landline.gateway.web.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The one numbered list of all that can go wrong, api/errors.json: failures of calls from 1000, refusals of the API from
 * 2000, troubles of sound from 3000, of the page itself from 4000. Numbers and codes stay as they are for ever; sentences may become better. A call that
 * the other side refused has 1000 and its SIP status.
 */
final class ErrorCatalogue {

    private static final String REFUSED = "refused-";
    private static final JsonArray ALL = read();
    private static final Map<String, Integer> NUMBERS = numbers();

    private ErrorCatalogue() {}

    private static JsonArray read() {
        try (InputStream stream = ErrorCatalogue.class.getResourceAsStream("/api/errors.json")) {
            return new JsonArray(Buffer.buffer(stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < ALL.size(); i++) {
            JsonObject one = ALL.getJsonObject(i);
            numbers.put(key(one.getString("area"), one.getString("code")), one.getInteger("number"));
        }
        return Map.copyOf(numbers);
    }

    private static String key(String area, String code) {
        return area + "/" + code;
    }

    static JsonObject all() {
        return new JsonObject().put("errors", ALL);
    }

    /** The number of a call's failure; 1000 when the list does not have it. */
    static int ofCall(String code) {
        if (code.matches(REFUSED + "[3-6][0-9][0-9]")) {
            return 1000 + Integer.parseInt(code.substring(REFUSED.length()));
        }
        return NUMBERS.getOrDefault(key("call", code), 1000);
    }

    /** The number of a trouble of sound; 3000 when the list does not have it. */
    static int ofSound(String code) {
        return NUMBERS.getOrDefault(key("audio", code), 3000);
    }

    static int ofApi(ApiError error) {
        return NUMBERS.getOrDefault(key("api", error.code()), 2000);
    }
}
