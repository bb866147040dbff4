package dev.landline.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryFitTest {
    private static Measurement measured(int calls, long resident) {
        Latencies none = new Latencies(new long[0], new long[0], 0, 0);
        return new Measurement(calls, 1, 1, 1, 0, none, none, none, 0, 0, 1, 1, resident, 0, 0);
    }

    @Test
    void aLineIsFoundAgain() {
        MemoryFit fit = MemoryFit.of(
                List.of(measured(10, 1000), measured(20, 1300), measured(40, 1900)), Measurement::residentBytes);
        assertEquals(30, fit.perCall(), 1e-9);
        assertEquals(700, fit.atRest(), 1e-9);
    }

    @Test
    void oneNumberOfCallsTellsNothing() {
        MemoryFit fit = MemoryFit.of(List.of(measured(10, 1000), measured(10, 1100)), Measurement::residentBytes);
        assertTrue(Double.isNaN(fit.perCall()));
    }
}
