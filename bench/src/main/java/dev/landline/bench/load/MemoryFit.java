package dev.landline.bench.load;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The straight line, by least squares, through some memory over the number of calls.
 *
 * @param perCall bytes that one more call takes
 * @param atRest bytes without calls
 */
record MemoryFit(double perCall, double atRest) {

    /** Not a number when all were measured at one number of calls. */
    static MemoryFit of(List<Measurement> measurements, ToDoubleFunction<Measurement> bytes) {
        double meanCalls =
                measurements.stream().mapToInt(Measurement::calls).average().orElse(0);
        double meanBytes = measurements.stream().mapToDouble(bytes).average().orElse(0);
        double together = 0;
        double square = 0;
        for (Measurement m : measurements) {
            together += (m.calls() - meanCalls) * (bytes.applyAsDouble(m) - meanBytes);
            square += (m.calls() - meanCalls) * (m.calls() - meanCalls);
        }
        double perCall = together / square;
        return new MemoryFit(perCall, meanBytes - perCall * meanCalls);
    }
}
