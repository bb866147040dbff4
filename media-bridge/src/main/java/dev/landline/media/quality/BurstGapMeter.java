package dev.landline.media.quality;

/**
 * Divides a stream into bursts, in which packets are missing close together, and gaps between them, in which at most
 * single ones are (RFC 3611 section 4.7.2 and its appendix A.2). A packet is missing when it was lost or came too late;
 * one that FEC or RED restored is not. Everything is read as if the stream ended here. Owned by the media loop.
 */
public final class BurstGapMeter {
    /** That many packets in a row must come for a burst to be over: the value that RFC 3611 recommends. */
    public static final int GMIN = 16;

    private long received;
    private long missing;
    private long runs;

    /** Packets that came since the last one that did not. */
    private long goodRun;

    /** Missing packets since {@value #GMIN} in a row came last. */
    private long lossesTogether;

    private long gapReceived;
    private long gapMissing;
    private long bursts;
    private long burstReceivedPairs;
    private long burstReceivedRuns;
    private long burstMissingPairs;

    /** The next packet was there in time. */
    public void received() {
        received++;
        goodRun++;
    }

    /** The next packets were not. */
    public void missing(int packets) {
        for (int i = 0; i < packets; i++) {
            missing();
        }
    }

    private void missing() {
        missing++;
        if (goodRun > 0 || missing == 1) {
            runs++;
        }
        if (lossesTogether == 0 || goodRun >= GMIN) {
            // A call begins in a gap, however soon its first packet is lost.
            settle();
            gapReceived += goodRun;
            lossesTogether = 1;
        } else {
            lossesTogether++;
            if (goodRun == 0) {
                burstMissingPairs++;
            } else {
                burstReceivedRuns++;
                burstReceivedPairs += goodRun - 1;
            }
        }
        goodRun = 0;
    }

    /** Only now it is known what the losses before were: one alone belongs to the gap. */
    private void settle() {
        if (lossesTogether == 1) {
            gapMissing++;
        } else if (lossesTogether > 1) {
            bursts++;
        }
    }

    /** Packets that came in time. */
    public long packetsReceived() {
        return received;
    }

    /** Packets that did not. */
    public long packetsMissing() {
        return missing;
    }

    /** Runs of missing packets: one after another is one run. */
    public long runsMissing() {
        return runs;
    }

    /** Share of packets missing within bursts, in 1/256; 0 when there was no burst. */
    public int burstDensity() {
        long all = burstsSoFar();
        if (all == 0) {
            return 0;
        }
        long fromReceived = burstReceivedPairs + burstReceivedRuns;
        double toMissing = fromReceived < 1 ? 1 : 1 - (double) burstReceivedPairs / fromReceived;
        double toReceived = (double) burstReceivedRuns / (all + burstReceivedRuns + burstMissingPairs);
        return (int) Math.min(255, 256 * toMissing / (toMissing + toReceived));
    }

    /** Share of packets missing within gaps, in 1/256. */
    public int gapDensity() {
        long lost = gapMissing + (lossesTogether == 1 ? 1 : 0);
        long all = gapReceived + goodRun + lost;
        return all == 0 ? 0 : (int) Math.min(255, 256 * lost / all);
    }

    /**
     * Mean length of the bursts.
     *
     * @param packetMillis how much sound a packet carries
     * @return milliseconds, at most 65535; 0 when there was no burst
     */
    public int burstMillis(int packetMillis) {
        long all = burstsSoFar();
        long packets = burstReceivedPairs + 2 * burstReceivedRuns + burstMissingPairs + all;
        return all == 0 ? 0 : millis(packets, all, packetMillis);
    }

    /** Mean length of the gaps, likewise; the whole stream when there was no burst. */
    public int gapMillis(int packetMillis) {
        long all = burstsSoFar();
        long packets = gapReceived + goodRun + gapMissing + (lossesTogether == 1 ? 1 : 0);
        // Each burst borders on two gaps, one before and one after it.
        return millis(packets + all, all == 0 ? 1 : all, packetMillis);
    }

    private long burstsSoFar() {
        return bursts + (lossesTogether > 1 ? 1 : 0);
    }

    private static int millis(long packets, long over, int packetMillis) {
        return (int) Math.min(0xFFFF, packets * packetMillis / over);
    }
}
