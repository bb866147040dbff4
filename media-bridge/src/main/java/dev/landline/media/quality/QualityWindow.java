package dev.landline.media.quality;

/**
 * How good a peer's sound is now: the E-model over the last {@value #SECONDS} seconds, and the worst so far. Fed once a
 * second with totals; owned by the media loop.
 */
public final class QualityWindow {
    /** Long enough that one lost packet is not a bad call, short enough to be now. */
    public static final int SECONDS = 5;

    private final long[] received = new long[SECONDS + 1];
    private final long[] missing = new long[SECONDS + 1];
    private final long[] runs = new long[SECONDS + 1];
    private final long[] late = new long[SECONDS + 1];
    private int seconds;
    private double rating;
    private double score;
    private double listening;
    private double worst;
    private double lossPercent;
    private double latePercent;

    /**
     * A second is over.
     *
     * @param stream the totals of the stream
     * @param lateTotal packets so far that came too late
     * @param delayMillis mouth to ear
     * @param expected whether the peer should be sending now: then nothing at all is the worst there is
     */
    public void second(BurstGapMeter stream, long lateTotal, double delayMillis, Impairment codec, boolean expected) {
        seconds++;
        int now = seconds % received.length;
        int then = seconds < SECONDS ? 0 : (seconds - SECONDS) % received.length;
        received[now] = stream.packetsReceived();
        missing[now] = stream.packetsMissing();
        runs[now] = stream.runsMissing();
        late[now] = lateTotal;
        long came = received[now] - received[then];
        long gone = missing[now] - missing[then];
        long all = came + gone;
        if (stream.packetsReceived() == 0 || (all == 0 && !expected)) {
            lossPercent = 0;
            latePercent = 0;
            return;
        }
        lossPercent = all == 0 ? 100 : 100.0 * gone / all;
        latePercent = all == 0 ? 0 : Math.min(100, 100.0 * (late[now] - late[then]) / all);
        long runsNow = runs[now] - runs[then];
        // The mean run of loss over that of random loss at the same rate, which is 1 / (1 - p).
        double burstRatio = runsNow == 0 || gone == 0 ? 1 : (double) gone / runsNow * (1 - lossPercent / 100);
        rating = EModel.rating(delayMillis, lossPercent, burstRatio, codec);
        score = EModel.meanOpinion(rating);
        listening = EModel.meanOpinion(EModel.rating(0, lossPercent, burstRatio, codec));
        worst = worst == 0 ? score : Math.min(worst, score);
    }

    /** The numbers as they stand. */
    public LegNumbers.Quality now() {
        return new LegNumbers.Quality(rating, score, listening, worst, lossPercent, latePercent);
    }
}
