package dev.landline.gateway.web.api;

import dev.landline.media.bridge.BridgeStats;
import dev.landline.media.quality.AudioVerdict;
import dev.landline.media.quality.LegNumbers;
import io.vertx.core.json.JsonObject;

/** How a call sounds now, as JSON: totals since it began, from whose differences a page draws its graphs. */
final class SoundJson {

    private SoundJson() {}

    static JsonObject sound(String call, BridgeStats stats) {
        return new JsonObject()
                .put("call", call)
                .put("audio", verdict(stats.verdict()))
                .put("caller", leg(stats.a()))
                .put("callee", leg(stats.b()));
    }

    private static JsonObject verdict(AudioVerdict verdict) {
        return new JsonObject()
                .put("code", verdict.code())
                .put("number", ErrorCatalogue.ofSound(verdict.code()))
                .put("message", verdict.sentence())
                .put("remedy", verdict.remedy())
                .put("end", verdict.end().map(Asked::word).orElse(null))
                .put("fault", Asked.word(verdict.fault()))
                .put("trouble", verdict.isTrouble());
    }

    private static JsonObject leg(LegNumbers leg) {
        return new JsonObject()
                .put("kind", Asked.word(leg.connection().kind()))
                .put("codec", leg.connection().codec())
                .put("encrypted", !leg.connection().srtpProfile().isEmpty())
                .put("received", leg.received().packets())
                .put("receivedBytes", leg.received().bytes())
                .put("lost", leg.received().lost())
                .put("late", leg.received().late())
                .put("sent", leg.sent().packets())
                .put("sentBytes", leg.sent().bytes())
                .put("peerLossPercent", tenths(leg.peer().lossPercent()))
                .put("jitterMillis", tenths(leg.jitterMicros() / 1000.0))
                .put("bufferMillis", tenths(leg.playout().delayMicros() / 1000.0))
                .put("roundTripMillis", tenths(leg.roundTripMicros() / 1000.0))
                .put(
                        "levelDbov",
                        leg.loudness().level().isPresent()
                                ? leg.loudness().level().getAsInt()
                                : null)
                .put("mos", tenths(leg.quality().score()));
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
