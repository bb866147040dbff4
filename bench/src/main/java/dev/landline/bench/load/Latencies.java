package dev.landline.bench.load;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a {@link LatencyLog} held.
 *
 * @param begunNanos when each began
 * @param latencyNanos how long each took
 * @param lost how many never arrived
 * @param dropped how many were not logged
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Latencies(long[] begunNanos, long[] latencyNanos, int lost, long dropped) {

    /** A percentile in milliseconds; not a number without latencies. */
    double percentile(double percent) {
        if (latencyNanos.length == 0) {
            return Double.NaN;
        }
        long[] sorted = latencyNanos.clone();
        Arrays.sort(sorted);
        // A hair less, because 99.9 percent of 2000 is a hair more than 1998 in binary.
        int rank = (int) Math.ceil(percent * sorted.length / 100 - 1e-6) - 1;
        return sorted[Math.max(rank, 0)] / 1e6;
    }

    /** Those that began in a span. */
    Latencies between(long fromNanos, long toNanos) {
        int[] chosen = IntStream.range(0, begunNanos.length)
                .filter(i -> begunNanos[i] >= fromNanos && begunNanos[i] < toNanos)
                .toArray();
        return new Latencies(
                Arrays.stream(chosen).mapToLong(i -> begunNanos[i]).toArray(),
                Arrays.stream(chosen).mapToLong(i -> latencyNanos[i]).toArray(),
                0,
                0);
    }

    /** Both together. */
    Latencies and(Latencies other) {
        return new Latencies(
                join(begunNanos, other.begunNanos),
                join(latencyNanos, other.latencyNanos),
                lost + other.lost,
                dropped + other.dropped);
    }

    private static long[] join(long[] one, long[] other) {
        long[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
