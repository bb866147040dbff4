package dev.landline.media.jitter;

import java.util.ArrayList;
import java.util.List;

/** Plays what a {@link LossyNetwork} delivers, beat by beat in virtual time, and notes what was heard. */
final class Listener {

    /**
     * One stretch of sound.
     *
     * @param index of the packet in the order of sending; -1 when there was none
     * @param delayNanos from sending to playing
     */
    record Heard(long nanos, Playout kind, int index, int ticks, int followingPayload, long delayNanos) {}

    final List<Heard> heard = new ArrayList<>();
    final List<Long> beats = new ArrayList<>();
    final List<PutResult> puts = new ArrayList<>();
    final JitterBuffer jitter;
    private final int frameTicks;
    private long ownStallFrom = Long.MAX_VALUE;
    private long ownStallUntil = Long.MAX_VALUE;
    private long busyUntil;
    private long turn;
    private boolean copies;

    Listener(int clockRate) {
        frameTicks = clockRate / 50;
        jitter = new JitterBuffer(clockRate, frameTicks, 200, clockRate == 48_000);
    }

    /** Our process stands still for a while: packets that arrive are read at its end. */
    Listener standStill(long fromMillis, long millis) {
        ownStallFrom = fromMillis * LossyNetwork.MILLI;
        ownStallUntil = (fromMillis + millis) * LossyNetwork.MILLI;
        return this;
    }

    /** For a while after that the process is so busy that it looks at its sockets and its clock only now and then. */
    Listener busyAfterwards(long millis, long turnMillis) {
        busyUntil = ownStallUntil + millis * LossyNetwork.MILLI;
        turn = turnMillis * LossyNetwork.MILLI;
        return this;
    }

    /** Every packet carries a copy of the one before it. */
    Listener withCopies() {
        copies = true;
        return this;
    }

    Listener play(LossyNetwork network, long untilMillis) {
        JitterFrame frame = new JitterFrame(200);
        byte[] payload = new byte[12];
        long[] sentNanos = new long[65_536];
        int queued = 0;
        List<LossyNetwork.Packet> arrivals = network.arrivals();
        int next = 0;
        while (true) {
            long arrival = next < arrivals.size() ? awake(arrivals.get(next).arrivalNanos()) : Long.MAX_VALUE;
            long beat = jitter.nextPlayoutNanos() == Long.MAX_VALUE ? Long.MAX_VALUE : awake(jitter.nextPlayoutNanos());
            long now = Math.min(arrival, beat);
            if (now >= untilMillis * LossyNetwork.MILLI) {
                return this;
            }
            if (arrival <= beat) {
                LossyNetwork.Packet packet = arrivals.get(next++);
                sentNanos[packet.index()] = packet.sentNanos();
                if (copies && packet.index() > 0) {
                    sentNanos[packet.index() - 1] = packet.sentNanos() - 20 * LossyNetwork.MILLI;
                    name(payload, packet.index() - 1);
                    int sequence = packet.sequence() - 1 & 0xFFFF;
                    int timestamp = packet.timestamp() - packet.ticks();
                    jitter.putCopy(payload, 4, 8, 0, sequence, timestamp, packet.ticks(), now);
                }
                name(payload, packet.index());
                int sequence = packet.sequence();
                int timestamp = packet.timestamp();
                puts.add(jitter.put(payload, 4, 8, 0, sequence, timestamp, packet.ticks(), now, unread(now)));
                continue;
            }
            beats.add(now);
            while (jitter.wantsSound()) {
                Playout kind = jitter.take(frame);
                int index = -1;
                if (kind == Playout.FRAME || kind == Playout.MERGE) {
                    index = (frame.payload()[0] & 0xFF) << 8 | (frame.payload()[1] & 0xFF);
                }
                heard.add(new Heard(
                        now,
                        kind,
                        index,
                        frame.durationTicks(),
                        kind == Playout.CONCEAL ? frame.payloadLength() : 0,
                        index < 0 ? 0 : now - sentNanos[index]));
                queued += kind == Playout.MERGE ? 0 : frame.durationTicks();
            }
            queued -= frameTicks;
            if (queued < 0) {
                throw new AssertionError("A beat was short of sound");
            }
            jitter.advance(now);
        }
    }

    long count(Playout kind) {
        return heard.stream().filter(h -> h.kind() == kind).count();
    }

    long countBetween(Playout kind, long fromMillis, long untilMillis) {
        return between(fromMillis, untilMillis).stream()
                .filter(h -> h.kind() == kind)
                .count();
    }

    List<Heard> between(long fromMillis, long untilMillis) {
        return heard.stream()
                .filter(h ->
                        h.nanos() >= fromMillis * LossyNetwork.MILLI && h.nanos() < untilMillis * LossyNetwork.MILLI)
                .toList();
    }

    /** The largest time from sending to playing among the packets of a while, in milliseconds. */
    double largestDelayMillis(long fromMillis, long untilMillis) {
        return between(fromMillis, untilMillis).stream()
                        .filter(h -> h.index() >= 0)
                        .mapToLong(Heard::delayNanos)
                        .max()
                        .orElseThrow()
                / (double) LossyNetwork.MILLI;
    }

    private static void name(byte[] payload, int index) {
        payload[4] = (byte) (index >>> 8);
        payload[5] = (byte) index;
    }

    /** When the process, which may stand still or be busy, gets round to what is due at a time. */
    private long awake(long nanos) {
        long awake = nanos >= ownStallFrom && nanos < ownStallUntil ? ownStallUntil : nanos;
        if (awake >= ownStallUntil && awake < busyUntil) {
            awake = ownStallUntil + Math.ceilDiv(awake - ownStallUntil, turn) * turn;
        }
        return awake;
    }

    /** How long packets that are read now may have been lying there. */
    private long unread(long now) {
        if (now == ownStallUntil) {
            return ownStallUntil - ownStallFrom;
        }
        return now > ownStallUntil && now <= busyUntil + turn ? turn : 0;
    }
}
