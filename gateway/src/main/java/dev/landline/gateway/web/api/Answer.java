package dev.landline.gateway.web.api;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** What a resource answers. */
sealed interface Answer {

    /** 200 with an object. */
    record Json(int status, JsonObject body) implements Answer {}

    /** 204. */
    record Done() implements Answer {}

    /** A text to be kept as a file. */
    record Download(String type, String name, String text) implements Answer {}

    /** A file on disk, of which the client may ask for a part. */
    record Sound(Path file, String type, String name) implements Answer {}

    static Answer of(JsonObject body) {
        return new Json(200, body);
    }

    static Answer created(JsonObject body) {
        return new Json(201, body);
    }
}
