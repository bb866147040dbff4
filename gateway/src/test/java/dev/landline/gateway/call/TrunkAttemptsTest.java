package dev.landline.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.gateway.config.RouteSound;
import dev.landline.gateway.route.Destination.TrunkHop;
import dev.landline.sip.SipTransport;
import dev.landline.sip.trunk.TrunkPlace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrunkAttemptsTest {

    private final Map<String, List<TrunkPlace>> places = new HashMap<>();
    private final Map<String, Integer> ranks = new HashMap<>();
    private int chance;

    private final TrunkAttempts attempts = new TrunkAttempts(new TrunkWays() {
        @Override
        public List<TrunkPlace> places(String trunk) {
            return places.getOrDefault(trunk, List.of());
        }

        @Override
        public int rank(String trunk) {
            return ranks.getOrDefault(trunk, 0);
        }

        @Override
        public int chance(int below) {
            return Math.min(chance, below - 1);
        }
    });

    private void at(String trunk, int... ports) {
        places.put(
                trunk,
                IntStream.of(ports)
                        .mapToObj(port -> new TrunkPlace(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SipTransport.UDP, trunk))
                        .toList());
    }

    private List<Integer> ports(TrunkHop... hops) {
        return attempts.of(List.of(hops)).stream()
                .map(way -> way.place().address().getPort())
                .toList();
    }

    private static TrunkHop hop(String trunk) {
        return new TrunkHop(trunk, "1");
    }

    private static TrunkHop equal(String trunk, int weight) {
        return new TrunkHop(trunk, "1", RouteSound.NONE, weight, true);
    }

    @Test
    void placesOfATrunkComeBeforeTheNextTrunk() {
        at("a", 1, 2);
        at("b", 3);
        assertEquals(List.of(1, 2, 3), ports(hop("a"), hop("b")));
    }

    @Test
    void aTrunkThatTakesNoCallsNowIsTriedLastAndOneThatIsNowhereNotAtAll() {
        at("a", 1);
        at("b", 2);
        ranks.put("a", 2);
        assertEquals(List.of(2, 1), ports(hop("a"), hop("nowhere"), hop("b")));
    }

    @Test
    void equalsShareTheCallsByTheirWeights() {
        at("a", 1);
        at("b", 2);
        at("last", 3);
        chance = 1;
        assertEquals(List.of(1, 2, 3), ports(hop("a"), equal("b", 3), hop("last")));
        chance = 2;
        assertEquals(List.of(2, 1, 3), ports(hop("a"), equal("b", 3), hop("last")));
    }

    @Test
    void noMoreThanSixAreTried() {
        at("a", 1, 2, 3, 4);
        at("b", 5, 6, 7);
        assertEquals(List.of(1, 2, 3, 4, 5, 6), ports(hop("a"), hop("b")));
    }
}
