package dev.landline.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long MILLI = 1_000_000;
    private static final long TENTH = 100 * MILLI;

    private final LatencyLog log = new LatencyLog();

    @Test
    void percentilesAreValuesThatOccurred() {
        for (int i = 1; i <= 2000; i++) {
            log.add(0, i * MILLI);
        }
        Latencies latencies = log.snapshot();
        assertEquals(1000, latencies.percentile(50));
        assertEquals(1980, latencies.percentile(99));
        assertEquals(1998, latencies.percentile(99.9));
        assertEquals(2000, latencies.percentile(100));
    }

    @Test
    void nothingHasNoPercentile() {
        assertTrue(Double.isNaN(log.snapshot().percentile(50)));
    }

    @Test
    void aMarkerThatIsNotHeardBeforeTheNextIsLost() {
        MarkerWatch watch = new MarkerWatch(log);
        watch.sent(0);
        watch.sent(500 * MILLI);
        watch.heard(503 * MILLI);
        assertEquals(1, log.snapshot().lost());
        assertEquals(3, log.snapshot().percentile(50));
    }

    @Test
    void recoveryIsTheEndOfTheLastSlowTenth() {
        log.add(0, 20 * MILLI);
        log.add(TENTH, 3 * MILLI);
        log.add(2 * TENTH, 7 * MILLI);
        log.add(3 * TENTH, 3 * MILLI);
        log.add(-5 * TENTH, 4 * MILLI);
        Stall stall = new Stall(-TENTH, 0, log.snapshot());
        assertEquals(4, stall.medianBeforeMillis());
        assertEquals(0.3, stall.secondsUntilBelow(5, 50, 10), 1e-9);
        assertEquals(0.1, stall.secondsUntilBelow(10, 50, 10), 1e-9);
        assertEquals(0, stall.secondsUntilBelow(30, 50, 10), 1e-9);
    }
}
