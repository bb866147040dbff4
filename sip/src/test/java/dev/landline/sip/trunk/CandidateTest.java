package dev.landline.sip.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandidateTest {

    private static Candidate candidate(int last, int priority, int weight) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + last), 5060);
        return new Candidate(new TrunkPlace(address, SipTransport.UDP, "h"), priority, weight);
    }

    @Test
    void lowerPrioritiesComeFirstWhateverTheirWeight() {
        List<Candidate> all = List.of(candidate(3, 30, 100), candidate(1, 10, 0), candidate(2, 20, 50));
        List<TrunkPlace> order = Candidate.draw(all, most -> most - 1);
        assertEquals(List.of(all.get(1).place(), all.get(2).place(), all.get(0).place()), order);
    }

    @Test
    void withinOnePriorityTheFirstIsDrawnInProportionToTheWeights() {
        List<Candidate> all = List.of(candidate(1, 10, 30), candidate(2, 10, 10));
        Random random = new Random(1);
        int heavy = 0;
        for (int i = 0; i < 10_000; i++) {
            List<TrunkPlace> order = Candidate.draw(all, random::nextInt);
            assertEquals(2, order.size());
            heavy += order.getFirst().equals(all.getFirst().place()) ? 1 : 0;
        }
        assertTrue(heavy > 7_200 && heavy < 7_900, "heavy came first " + heavy + " times");
    }

    @Test
    void weightZeroHasASmallChance() {
        List<Candidate> all = List.of(candidate(1, 10, 100), candidate(2, 10, 0));
        assertEquals(all.get(1).place(), Candidate.draw(all, most -> 0).getFirst());
        assertEquals(all.get(0).place(), Candidate.draw(all, most -> most - 1).getFirst());
    }

    @Test
    void networksHoldTheAddressesThatShareTheirBits() {
        SourceNetwork network = SourceNetwork.parse("192.0.2.64/26").orElseThrow();
        assertTrue(network.contains(InetAddress.ofLiteral("192.0.2.64")));
        assertTrue(network.contains(InetAddress.ofLiteral("192.0.2.127")));
        assertFalse(network.contains(InetAddress.ofLiteral("192.0.2.128")));
        assertFalse(network.contains(InetAddress.ofLiteral("::ffff:0:0")));
        assertTrue(
                SourceNetwork.parse("2001:db8::/33").orElseThrow().contains(InetAddress.ofLiteral("2001:db8:7fff::1")));
        assertFalse(
                SourceNetwork.parse("2001:db8::/33").orElseThrow().contains(InetAddress.ofLiteral("2001:db8:8000::1")));
        assertTrue(SourceNetwork.parse("0.0.0.0/0").orElseThrow().contains(InetAddress.ofLiteral("8.8.8.8")));
        assertEquals("192.0.2.1", SourceNetwork.parse("192.0.2.1").orElseThrow().toString());
        for (String bad :
                List.of("192.0.2.1/33", "192.0.2.1/", "192.0.2.1/-1", "carrier.test", "2001:db8::/129", "/8")) {
            assertTrue(SourceNetwork.parse(bad).isEmpty(), bad);
        }
    }
}
