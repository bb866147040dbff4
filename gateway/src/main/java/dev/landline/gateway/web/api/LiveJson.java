package dev.landline.gateway.web.api;

import dev.landline.gateway.activity.LiveCall;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Calls that go on, as JSON. */
final class LiveJson {

    private LiveJson() {}

    static JsonObject call(LiveCall call) {
        return new JsonObject()
                .put("id", call.id())
                .put("state", Asked.word(call.state()))
                .put("direction", Asked.word(call.direction()))
                .put("caller", CallJson.side(call.caller()))
                .put("callee", CallJson.side(call.callee()))
                .put("started", call.started().toString())
                .put("answered", call.answered().map(Object::toString).orElse(null))
                .put("people", new JsonArray(call.people().stream().sorted().toList()));
    }
}
