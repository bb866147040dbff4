package dev.landline.media.rtp;

/**
 * What a receiver report says about one peer's stream: RFC 3550 appendices A.1 (sequence), A.3 (loss) and A.8 (jitter).
 * A new SSRC starts afresh; the totals over all SSRCs stay readable. There is no probation: packets come here after
 * their source address or SRTP tag was checked. Owned by the media loop.
 */
public final class ReceptionStatistics {

    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;
    private static final int NO_SEQUENCE = -1;

    private int clockRate;

    private boolean started;
    private int ssrc;
    private int baseSequence;
    private int highestSequence;
    private int cycles;
    private int suspectSequence;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private long receivedEarlier;
    private long lostEarlier;
    private long reordered;
    private boolean transitKnown;
    private int transit;
    private int scaledJitter;
    private int lastSenderReport;
    private long lastSenderReportNanos;

    /**
     * @param clockRate of the stream's timestamps in Hz
     */
    public ReceptionStatistics(int clockRate) {
        this.clockRate = clockRate;
    }

    /** From now on timestamps count at another rate in Hz: a codec with another clock was agreed. */
    public void useClock(int rate) {
        if (rate != clockRate) {
            clockRate = rate;
            transitKnown = false;
            scaledJitter = 0;
        }
    }

    /** Counts a packet of sound. */
    public void received(int packetSsrc, int sequence, int timestamp, long arrivalNanos) {
        if (count(packetSsrc, sequence)) {
            int arrival = (int) (arrivalNanos / 1_000_000_000L * clockRate
                    + arrivalNanos % 1_000_000_000L * clockRate / 1_000_000_000L);
            int newTransit = arrival - timestamp;
            if (transitKnown) {
                int difference = Math.abs(newTransit - transit);
                scaledJitter += difference - ((scaledJitter + 8) >> 4);
            }
            transit = newTransit;
            transitKnown = true;
        }
    }

    /** Counts a packet whose timestamp is not when it was sent, such as a telephone-event: it says nothing of jitter. */
    public void receivedUntimed(int packetSsrc, int sequence) {
        count(packetSsrc, sequence);
    }

    /** Remembers the peer's sender report, for LSR and DLSR of our next report. */
    public void senderReport(int reportSsrc, long ntp, long arrivalNanos) {
        if (started && reportSsrc == ssrc) {
            lastSenderReport = NtpTime.middle(ntp);
            lastSenderReportNanos = arrivalNanos;
        }
    }

    /** Whether any packet has come. */
    public boolean started() {
        return started;
    }

    /** The stream's current SSRC. */
    public int ssrc() {
        return ssrc;
    }

    /** Highest sequence number with the count of its wraps in the upper 16 bits. */
    public int extendedHighestSequence() {
        return cycles + highestSequence;
    }

    /** Packets received of all SSRCs, duplicates included. */
    public long received() {
        return receivedEarlier + received;
    }

    /** Packets that never came, of all SSRCs; duplicates make it smaller, even negative. */
    public long lost() {
        return lostEarlier + lostOfThisSource();
    }

    /** Packets that came after one with a higher number, of all SSRCs; late duplicates are among them. */
    public long reordered() {
        return reordered;
    }

    /** Interarrival jitter in ticks of the stream's clock (RFC 3550 section 6.4.1). */
    public int jitterTicks() {
        return scaledJitter >> 4;
    }

    /** Interarrival jitter in microseconds. */
    public int jitterMicros() {
        return (int) ((long) jitterTicks() * 1_000_000 / clockRate);
    }

    /** Writes this stream's report block of 24 bytes and begins the next interval for the fraction lost. */
    void writeBlock(byte[] out, int offset, long nowNanos) {
        long lost = Math.clamp(lostOfThisSource(), -0x800000, 0x7FFFFF);
        Bytes.put32(out, offset, ssrc);
        Bytes.put32(out, offset + 4, fractionLost() << 24 | ((int) lost & 0xFFFFFF));
        Bytes.put32(out, offset + 8, extendedHighestSequence());
        Bytes.put32(out, offset + 12, jitterTicks());
        Bytes.put32(out, offset + 16, lastSenderReport);
        int delay = lastSenderReport == 0 ? 0 : NtpTime.shortUnits(Math.max(0, nowNanos - lastSenderReportNanos));
        Bytes.put32(out, offset + 20, delay);
    }

    /** Of 256 packets expected since the last call, how many did not come. */
    private int fractionLost() {
        long expectedNow = expectedOfThisSource();
        long expectedSince = expectedNow - expectedBefore;
        long lostSince = expectedSince - (received - receivedBefore);
        expectedBefore = expectedNow;
        receivedBefore = received;
        return expectedSince <= 0 || lostSince <= 0 ? 0 : (int) Math.min(255, (lostSince << 8) / expectedSince);
    }

    private long expectedOfThisSource() {
        return started ? (extendedHighestSequence() & 0xFFFFFFFFL) - baseSequence + 1 : 0;
    }

    private long lostOfThisSource() {
        return expectedOfThisSource() - received;
    }

    /** Returns false for a packet whose sequence number cannot be placed (appendix A.1). */
    private boolean count(int packetSsrc, int sequence) {
        if (!started || packetSsrc != ssrc) {
            startSource(packetSsrc, sequence);
        } else {
            int ahead = SequenceNumber.plus(sequence, -highestSequence);
            if (ahead < MAX_DROPOUT) {
                if (sequence < highestSequence) {
                    cycles += 0x10000;
                }
                highestSequence = sequence;
            } else if (ahead <= 0x10000 - MAX_MISORDER) {
                if (sequence != suspectSequence) {
                    suspectSequence = SequenceNumber.plus(sequence, 1);
                    return false;
                }
                startSource(packetSsrc, sequence);
            } else {
                reordered++;
            }
        }
        suspectSequence = NO_SEQUENCE;
        received++;
        return true;
    }

    private void startSource(int newSsrc, int sequence) {
        lostEarlier += lostOfThisSource();
        receivedEarlier += received;
        if (!started || newSsrc != ssrc) {
            lastSenderReport = 0;
        }
        started = true;
        ssrc = newSsrc;
        baseSequence = sequence;
        highestSequence = sequence;
        cycles = 0;
        suspectSequence = NO_SEQUENCE;
        received = 0;
        expectedBefore = 0;
        receivedBefore = 0;
        transitKnown = false;
        scaledJitter = 0;
    }
}
