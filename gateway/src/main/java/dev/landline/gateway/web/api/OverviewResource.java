package dev.landline.gateway.web.api;

import dev.landline.gateway.activity.LiveCall;
import dev.landline.gateway.store.CallFigures;
import dev.landline.gateway.store.CallFilter;
import dev.landline.gateway.store.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What goes on now, how it has been, and who is there. */
final class OverviewResource {

    /** The longest time that figures are added up over. */
    private static final Duration LONGEST = Duration.ofDays(800);

    /** By the hour up to this length, by the day beyond. */
    private static final Duration HOURLY = Duration.ofDays(7);

    private final ApiParts parts;

    OverviewResource(ApiParts parts) {
        this.parts = parts;
    }

    void routes(ApiServer api, Router router) {
        api.get(router, "/overview", this::overview);
        api.get(router, "/live", this::live);
        api.get(router, "/colleagues", this::colleagues);
    }

    private List<LiveCall> calls(Scope scope) {
        return parts.activity().calls().stream()
                .filter(call -> parts.goesOn(scope, call.id()))
                .toList();
    }

    private Answer live(Asked asked) {
        JsonArray all = new JsonArray();
        calls(asked.scope()).forEach(call -> all.add(LiveJson.call(call)));
        return Answer.of(new JsonObject().put("calls", all));
    }

    private Answer overview(Asked asked) {
        ZoneId zone = zone(asked);
        Instant to = asked.time("to").orElseGet(Instant::now);
        Instant from = asked.time("from")
                .orElseGet(() -> to.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant());
        Duration length = Duration.between(from, to);
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw Asked.bad("from must be before to, and at most " + LONGEST.toDays() + " days");
        }
        CallFilter filter = new CallFilter(
                Optional.of(from),
                Optional.of(to),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                asked.text("person"));
        CallFigures.Totals totals = parts.store().figures().totals(asked.scope(), filter);
        boolean hourly = length.compareTo(HOURLY) <= 0;
        return Answer.of(new JsonObject()
                .put("from", from.toString())
                .put("to", to.toString())
                .put("callsNow", calls(asked.scope()).size())
                .put("total", totals.total())
                .put("inbound", totals.inbound())
                .put("outbound", totals.outbound())
                .put("answered", totals.answered())
                .put("missed", totals.missed())
                .put("averageWaitSeconds", totals.averageWait().toMillis() / 1000.0)
                .put("averageTalkSeconds", totals.averageTalk().toMillis() / 1000.0)
                .put("step", hourly ? "hour" : "day")
                .put(
                        "evolution",
                        evolution(
                                parts.store().figures().quarters(asked.scope(), filter),
                                from,
                                to,
                                zone,
                                hourly ? ChronoUnit.HOURS : ChronoUnit.DAYS)));
    }

    private static ZoneId zone(Asked asked) {
        try {
            return asked.text("zone").map(ZoneId::of).orElse(ZoneId.of("UTC"));
        } catch (DateTimeException _) {
            throw Asked.bad("zone must be a time zone such as Europe/London");
        }
    }

    /** One entry for each hour or day, those without calls too, so that a chart has no gaps. */
    static JsonArray evolution(
            List<CallFigures.Quarter> quarters, Instant from, Instant to, ZoneId zone, ChronoUnit step) {
        Map<Instant, long[]> sums = new TreeMap<>();
        ZonedDateTime begin = from.atZone(zone).truncatedTo(step);
        while (begin.toInstant().isBefore(to)) {
            sums.put(begin.toInstant(), new long[4]);
            begin = begin.plus(1, step);
        }
        for (CallFigures.Quarter quarter : quarters) {
            Instant slot = quarter.begin().atZone(zone).truncatedTo(step).toInstant();
            long[] sum = sums.computeIfAbsent(slot, _ -> new long[4]);
            sum[0] += quarter.total();
            sum[1] += quarter.inbound();
            sum[2] += quarter.answered();
            sum[3] += quarter.missed();
        }
        JsonArray all = new JsonArray();
        sums.forEach((slot, sum) -> all.add(new JsonObject()
                .put("begin", slot.toString())
                .put("total", sum[0])
                .put("inbound", sum[1])
                .put("answered", sum[2])
                .put("missed", sum[3])));
        return all;
    }

    private Answer colleagues(Asked asked) {
        return Answer.of(new JsonObject().put("colleagues", new Colleagues(parts).seenBy(asked.user())));
    }
}
