package dev.landline.gateway.admin;

import dev.landline.media.bridge.BridgeStats;
import dev.landline.media.quality.AudioVerdict;
import dev.landline.media.quality.LegNumbers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Calls as JSON: for each, where it stands, what its audio is like and, when something is wrong, what to do. */
final class CallListing {

    private CallListing() {}

    static String json(List<ActiveCall> calls) {
        JsonArray all = new JsonArray();
        calls.forEach(call -> all.add(one(call)));
        return all.encodePrettily() + "\n";
    }

    private static JsonObject one(ActiveCall call) {
        JsonObject one = new JsonObject()
                .put("id", call.id())
                .put("state", call.state())
                .put("from", call.from())
                .put("to", call.to())
                .put("seconds", call.seconds());
        call.stats().ifPresent(stats -> sound(one, stats));
        return one;
    }

    private static void sound(JsonObject one, BridgeStats stats) {
        one.put("audio", verdict(stats.verdict()));
        one.put("lasting", stats.lasting().code());
        one.put("caller", leg(stats.a()));
        one.put("callee", leg(stats.b()));
    }

    private static JsonObject verdict(AudioVerdict verdict) {
        JsonObject json = new JsonObject()
                .put("code", verdict.code())
                .put("sentence", verdict.sentence())
                .put("fault", verdict.fault().name().toLowerCase(Locale.ROOT));
        if (!verdict.remedy().isEmpty()) {
            json.put("remedy", verdict.remedy());
        }
        return json;
    }

    private static JsonObject leg(LegNumbers leg) {
        JsonObject json = new JsonObject()
                .put("kind", leg.connection().kind().name().toLowerCase(Locale.ROOT))
                .put("codec", leg.connection().codec())
                .put("srtp", leg.connection().srtpProfile())
                .put("received", leg.received().packets())
                .put("lost", leg.received().lost())
                .put("late", leg.received().late())
                .put("refused", leg.packetsRefused())
                .put("sent", leg.sent().packets())
                .put("concealed", leg.playout().concealed())
                .put("restored", leg.playout().restored())
                .put("jitterMillis", millis(leg.jitterMicros()))
                .put("bufferMillis", millis(leg.playout().delayMicros()))
                .put("roundTripMillis", millis(leg.roundTripMicros()))
                .put("peerLossPercent", tenths(leg.peer().lossPercent()))
                .put("silencePercent", leg.loudness().silencePercent());
        leg.loudness().level().ifPresent(level -> json.put("levelDbov", level));
        if (leg.quality().score() > 0) {
            json.put("mos", tenths(leg.quality().score()))
                    .put("mosWorst", tenths(leg.quality().worst()));
        }
        return json;
    }

    private static double millis(int micros) {
        return tenths(micros / 1000.0);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
