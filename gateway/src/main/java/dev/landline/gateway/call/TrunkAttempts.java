package dev.landline.gateway.call;

import dev.landline.gateway.route.Destination.TrunkHop;
import dev.landline.sip.trunk.TrunkPlace;
import dev.landline.sip.trunk.WeightedDraw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which one call tries trunks and their places: the dial plan's trunks in turn, equals by chance in proportion
 * to their weights, those that take no calls now behind the others, and of each trunk its places.
 */
final class TrunkAttempts {

    /** Each may take seconds of the caller's patience. */
    static final int MOST = 6;

    private final TrunkWays ways;

    /** One try. */
    record Way(TrunkHop hop, TrunkPlace place) {}

    TrunkAttempts(TrunkWays ways) {
        this.ways = ways;
    }

    List<Way> of(List<TrunkHop> hops) {
        List<TrunkHop> order = new ArrayList<>();
        List<TrunkHop> equals = new ArrayList<>();
        for (TrunkHop hop : hops) {
            if (!hop.alternative()) {
                drawInto(order, equals);
            }
            equals.add(hop);
        }
        drawInto(order, equals);
        // The sort is stable: among trunks that stand equally well the dial plan's order holds.
        order.sort(Comparator.comparingInt(hop -> ways.rank(hop.trunk())));
        return order.stream()
                .flatMap(hop -> ways.places(hop.trunk()).stream().map(place -> new Way(hop, place)))
                .limit(MOST)
                .toList();
    }

    private void drawInto(List<TrunkHop> order, List<TrunkHop> equals) {
        while (!equals.isEmpty()) {
            int[] weights = equals.stream().mapToInt(TrunkHop::weight).toArray();
            order.add(equals.remove(WeightedDraw.index(weights, ways::chance)));
        }
    }
}
