package dev.landline.gateway;

import dev.landline.gateway.admin.Metrics;
import dev.landline.sip.trunk.Liveness;
import dev.landline.sip.trunk.RegistrationState;
import dev.landline.sip.trunk.TrunkTable;
import dev.landline.sip.trunk.TrunkView;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The numbers of each trunk. */
final class TrunkMeters {

    private TrunkMeters() {}

    static void register(Metrics metrics, TrunkTable trunks) {
        trunks.all().forEach(settings -> {
            String name = settings.name();
            gauge(metrics, trunks, name, "landline_trunk_up", "Calls can go there", trunk -> trunk.isUp() ? 1 : 0);
            gauge(metrics, trunks, name, "landline_trunk_calls", "Calls with it now", TrunkView::calls);
            gauge(
                    metrics,
                    trunks,
                    name,
                    "landline_trunk_places_down",
                    "Its places that do not answer OPTIONS",
                    trunk -> trunk.places().stream()
                            .filter(place -> place.liveness() == Liveness.DOWN)
                            .count());
            gauge(
                    metrics,
                    trunks,
                    name,
                    "landline_trunk_places_avoided",
                    "Its places that calls keep away from for now",
                    trunk -> trunk.places().stream()
                            .filter(place -> place.avoidedSeconds() > 0)
                            .count());
            refused(metrics, trunks, name, "full", TrunkView::refusedFull);
            refused(metrics, trunks, name, "too-fast", TrunkView::refusedFast);
            if (settings.upkeep().register().isPresent()) {
                gauge(
                        metrics,
                        trunks,
                        name,
                        "landline_trunk_registered",
                        "We are registered there",
                        trunk -> trunk.registration()
                                        .filter(own -> own.state() == RegistrationState.REGISTERED)
                                        .isPresent()
                                ? 1
                                : 0);
            }
        });
    }

    private static void gauge(
            Metrics metrics,
            TrunkTable trunks,
            String name,
            String metric,
            String help,
            ToLongFunction<TrunkView> value) {
        metrics.gauge(metric, help, Map.of("trunk", name), () -> read(trunks, name, value));
    }

    private static void refused(
            Metrics metrics, TrunkTable trunks, String name, String reason, ToLongFunction<TrunkView> value) {
        metrics.counter(
                "landline_trunk_calls_refused",
                "Calls that its contract allowed no more",
                Map.of("trunk", name, "reason", reason),
                () -> read(trunks, name, value));
    }

    private static long read(TrunkTable trunks, String name, ToLongFunction<TrunkView> value) {
        return trunks.view(name).map(value::applyAsLong).orElse(0L);
    }
}
