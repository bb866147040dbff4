package dev.landline.media.jitter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** A network in virtual time: delays, loses, doubles and holds back packets, the same way for the same seed. */
final class LossyNetwork {

    /** One packet on its way. Times in nanoseconds of the receiver's clock. */
    record Packet(int index, int sequence, int timestamp, int ticks, long sentNanos, long arrivalNanos) {}

    static final long MILLI = 1_000_000L;

    private final Random random;
    private final List<Packet> arrivals = new ArrayList<>();
    private int clockRate = 8000;
    private int packetMillis = 20;
    private int firstSequence = 1000;
    private int firstTimestamp = 50_000;
    private double driftPpm;
    private long baseDelay = 30 * MILLI;
    private long jitter;
    private double loss;
    private double duplicates;
    private double spikes;
    private long spikeDelay;
    private long stallFrom = Long.MAX_VALUE;
    private long stallUntil = Long.MAX_VALUE;

    private int index;
    private int sequence;
    private int timestamp;
    private long mediaMillis;
    private boolean begun;

    LossyNetwork(long seed) {
        random = new Random(seed);
    }

    LossyNetwork clock(int rate, int millisPerPacket) {
        clockRate = rate;
        packetMillis = millisPerPacket;
        return this;
    }

    LossyNetwork startingAt(int sequenceNumber, int rtpTimestamp) {
        firstSequence = sequenceNumber;
        firstTimestamp = rtpTimestamp;
        return this;
    }

    /** The sender's clock runs faster by this many parts in a million. */
    LossyNetwork drift(double ppm) {
        driftPpm = ppm;
        return this;
    }

    /** Each packet takes up to this much longer, evenly distributed. */
    LossyNetwork jitter(long millis) {
        jitter = millis * MILLI;
        return this;
    }

    LossyNetwork loss(double share) {
        loss = share;
        return this;
    }

    LossyNetwork duplicates(double share) {
        duplicates = share;
        return this;
    }

    /** Some packets take so much longer that others overtake them. */
    LossyNetwork spikes(double share, long millis) {
        spikes = share;
        spikeDelay = millis * MILLI;
        return this;
    }

    /** Packets that would arrive in this time all arrive at its end. */
    LossyNetwork stall(long fromMillis, long millis) {
        stallFrom = fromMillis * MILLI;
        stallUntil = (fromMillis + millis) * MILLI;
        return this;
    }

    /** Sends sound for so long. */
    LossyNetwork send(long millis) {
        begin();
        long until = mediaMillis + millis;
        while (mediaMillis < until) {
            sendOne(packetMillis);
        }
        return this;
    }

    /** Sends one packet with this much sound. */
    LossyNetwork sendOne(int millis) {
        begin();
        int ticks = clockRate / 1000 * millis;
        long sent = Math.round(mediaMillis * MILLI / (1 + driftPpm / 1e6));
        if (random.nextDouble() >= loss) {
            transmit(ticks, sent);
            if (random.nextDouble() < duplicates) {
                transmit(ticks, sent);
            }
        }
        index++;
        sequence = sequence + 1 & 0xFFFF;
        timestamp += ticks;
        mediaMillis += millis;
        return this;
    }

    /** The sender is silent: time passes on its RTP clock, no sequence number is used. */
    LossyNetwork pause(long millis) {
        mediaMillis += millis;
        timestamp += (int) (clockRate / 1000 * millis);
        return this;
    }

    /** The sender's numbers jump without a pause. */
    LossyNetwork jump(int sequences, int ticks) {
        begin();
        sequence = sequence + sequences & 0xFFFF;
        timestamp += ticks;
        return this;
    }

    /** A longer or shorter way from now on. */
    LossyNetwork base(long millis) {
        baseDelay = millis * MILLI;
        return this;
    }

    /** Everything sent, in order of arrival. */
    List<Packet> arrivals() {
        List<Packet> sorted = new ArrayList<>(arrivals);
        sorted.sort(Comparator.comparingLong(Packet::arrivalNanos));
        return sorted;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            sequence = firstSequence;
            timestamp = firstTimestamp;
        }
    }

    private void transmit(int ticks, long sent) {
        long way = baseDelay + (jitter == 0 ? 0 : random.nextLong(jitter));
        if (random.nextDouble() < spikes) {
            way += spikeDelay;
        }
        long arrival = sent + way;
        if (arrival >= stallFrom && arrival < stallUntil) {
            arrival = stallUntil;
        }
        arrivals.add(new Packet(index, sequence, timestamp, ticks, sent, arrival));
    }
}
