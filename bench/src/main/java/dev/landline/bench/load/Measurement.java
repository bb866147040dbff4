package dev.landline.bench.load;

/**
 * What was seen of an engine while it carried a number of calls.
 *
 * @param calls how many
 * @param seconds for how long
 * @param sent packets of sound that both peers of all calls sent
 * @param received packets of sound that they got back
 * @param concealed frames that the engine made up, as far as it tells
 * @param towardTrunk latencies from the browser's packet to the trunk's
 * @param towardBrowser the other way
 * @param lateness how late the harness sent
 * @param jitterMillis inter-arrival jitter at the harness, mean over streams
 * @param worstJitterMillis of the worst stream
 * @param engineMillisPerCallSecond CPU of the engine's process
 * @param harnessMillisPerCallSecond CPU of the harness
 * @param residentBytes of the engine's process with these calls
 * @param outsideHeapBytes of them what is not the heap of a Java machine
 * @param liveHeapBytes its live objects after a collection; 0 when it has no heap
 */
record Measurement(
        int calls,
        double seconds,
        long sent,
        long received,
        long concealed,
        Latencies towardTrunk,
        Latencies towardBrowser,
        Latencies lateness,
        double jitterMillis,
        double worstJitterMillis,
        double engineMillisPerCallSecond,
        double harnessMillisPerCallSecond,
        long residentBytes,
        long outsideHeapBytes,
        long liveHeapBytes) {
    static final double MOST_MISSING_PERCENT = 0.5;
    static final double MOST_LATENCY_MILLIS = 40;

    /** Packets that never came back and frames that were made up, in percent of what was sent. */
    double missingPercent() {
        return 100.0 * (Math.max(0, sent - received) + concealed) / sent;
    }

    /** Both directions together. */
    Latencies latency() {
        return towardTrunk.and(towardBrowser);
    }

    /** Whether people on these calls would have been content. */
    boolean isGood() {
        return missingPercent() <= MOST_MISSING_PERCENT
                && latency().percentile(99) <= MOST_LATENCY_MILLIS
                && latency().lost() <= latency().latencyNanos().length / 200;
    }
}
