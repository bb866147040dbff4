package dev.landline.media.jitter;

import dev.landline.media.rtp.SequenceNumber;

/** Judges which packets belong to the time line and are in time, and measures how late they come. */
final class Admission {

    private static final long MILLI = 1_000_000L;
    private static final long MAX_DELAY = JitterBuffer.MAX_DELAY_MILLIS * MILLI;
    /** A packet earlier than the network ever was by this much is on another time line. */
    private static final long MAX_EARLY = 300 * MILLI;
    /** A beat that is overdue by more than this says that our own loop stood still. */
    private static final long OVERDUE = 5 * MILLI;

    private final PacketSlots slots;
    private final MediaTime time;
    private final ArrivalDelay delay;
    private final JitterCounters counters;
    private final JumpGuard guard = new JumpGuard();
    private long lastPlayedTicks;
    private boolean newTimeLine;

    Admission(PacketSlots slots, MediaTime time, ArrivalDelay delay, JitterCounters counters) {
        this.slots = slots;
        this.time = time;
        this.delay = delay;
        this.counters = counters;
    }

    /** A time line begins with the next packet, or nothing is known of it yet. */
    void begin() {
        lastPlayedTicks = Long.MIN_VALUE;
        guard.settled();
    }

    /** The packet that begins at {@code ticks} is played: whatever begins earlier comes too late. */
    void played(long ticks) {
        lastPlayedTicks = ticks;
    }

    /** Whether the packet just judged begins a new time line: all before it is to be forgotten, and it to be kept. */
    boolean beginsNewTimeLine() {
        return newTimeLine;
    }

    /**
     * Judges a packet by its numbers and its arrival.
     *
     * @param unreadNanos how much earlier it may have arrived
     * @param overdueNanos how long a beat has been waiting for its turn; negative while none is, or nothing is played
     * @return STORED when it is to be kept
     */
    PutResult judge(
            int sequence, int timestamp, long arrivalNanos, long unreadNanos, long overdueNanos, boolean playing) {
        newTimeLine = false;
        int ahead = slots.ahead(sequence);
        if (ahead <= -PacketSlots.COUNT || (ahead >= PacketSlots.COUNT && (playing || slots.size() > 0))) {
            return jump(sequence);
        }
        boolean measurable = overdueNanos <= OVERDUE;
        long unread = Math.max(unreadNanos, overdueNanos);
        long ticks = time.ticks(timestamp);
        long packetDelay = arrivalNanos - time.nanos(ticks);
        if (ahead <= 0) {
            boolean seen = slots.wasPlayed(ahead);
            if (!seen && measurable && packetDelay > delay.base()) {
                delay.record(packetDelay, arrivalNanos, unread);
            }
            return late(arrivalNanos, seen ? PutResult.DUPLICATE : PutResult.LATE);
        }
        if (slots.contains(sequence) && !slots.holdsCopy(sequence)) {
            counters.duplicate++;
            return PutResult.DUPLICATE;
        }
        if (ticks <= lastPlayedTicks) {
            return jump(sequence);
        }
        if (measurable) {
            if (!delay.isKnown(arrivalNanos)) {
                delay.forget();
            } else if (packetDelay < delay.base() - MAX_EARLY) {
                return jump(sequence);
            } else if (packetDelay - unread > delay.base() + MAX_DELAY) {
                delay.record(packetDelay, arrivalNanos, unread);
                return late(arrivalNanos, PutResult.LATE);
            }
            delay.record(packetDelay, arrivalNanos, unread);
        }
        if (ahead >= PacketSlots.COUNT) {
            slots.passTo(SequenceNumber.plus(sequence, -1), false);
        }
        guard.settled();
        return PutResult.STORED;
    }

    /** Whether a copy of an earlier packet, sent along with a later one, is of use: it must be missing and not yet due. */
    boolean wantsCopy(int sequence, int timestamp, boolean playing, long dueTicks) {
        int ahead = slots.ahead(sequence);
        long ticks = time.ticks(timestamp);
        return ahead > 0
                && ahead < PacketSlots.COUNT
                && !slots.contains(sequence)
                && ticks > lastPlayedTicks
                && (!playing || ticks >= dueTicks);
    }

    /** Believes a jump when two packets in a row say so: one alone may be a stray. */
    private PutResult jump(int sequence) {
        if (guard.believesJump(sequence)) {
            newTimeLine = true;
            return PutResult.STORED;
        }
        counters.jumped++;
        return PutResult.JUMP;
    }

    private PutResult late(long arrivalNanos, PutResult verdict) {
        if (guard.believesLate(arrivalNanos)) {
            newTimeLine = true;
            return PutResult.STORED;
        }
        if (verdict == PutResult.DUPLICATE) {
            counters.duplicate++;
        } else {
            counters.late++;
        }
        return verdict;
    }
}
