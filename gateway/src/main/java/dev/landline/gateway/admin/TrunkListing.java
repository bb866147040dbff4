package dev.landline.gateway.admin;

import dev.landline.sip.trunk.TrunkView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Trunks as JSON: where each is, whether it is alive, what is registered, and how full it is. */
final class TrunkListing {

    private TrunkListing() {}

    static String json(List<TrunkView> trunks) {
        JsonArray all = new JsonArray();
        trunks.forEach(trunk -> all.add(one(trunk)));
        return all.encodePrettily() + "\n";
    }

    private static JsonObject one(TrunkView trunk) {
        JsonArray places = new JsonArray();
        trunk.places().forEach(place -> places.add(place(place)));
        JsonObject one = new JsonObject()
                .put("name", trunk.name())
                .put("up", trunk.isUp())
                .put("calls", trunk.calls())
                .put("refusedFull", trunk.refusedFull())
                .put("refusedTooFast", trunk.refusedFast())
                .put("places", places);
        trunk.registration()
                .ifPresent(registration -> one.put(
                        "registration",
                        new JsonObject()
                                .put("state", word(registration.state()))
                                .put("expiresInSeconds", registration.expiresInSeconds())
                                .put("last", registration.sentence())));
        return one;
    }

    private static JsonObject place(TrunkView.Place place) {
        JsonObject json = new JsonObject().put("address", place.address()).put("options", word(place.liveness()));
        place.trouble()
                .ifPresent(why -> json.put("avoidedBecause", "it " + why.sentence())
                        .put("avoidedSeconds", place.avoidedSeconds()));
        return json;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
