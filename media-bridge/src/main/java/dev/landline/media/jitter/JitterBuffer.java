package dev.landline.media.jitter;

import dev.landline.media.rtp.SequenceNumber;

/**
 * Orders the packets of one direction and decides when each is played. It owns that direction's playout clock; it has no
 * thread, reads no clock, and all its memory is taken at construction. Owned by the media loop.
 *
 * <p><b>Use.</b> Read all sockets first and {@link #put} what came; then, when {@link #nextPlayoutNanos} has passed:
 *
 * <pre>{@code
 * while (jitter.wantsSound()) {
 *     switch (jitter.take(now, frame)) { ... }   // yields exactly frame.durationTicks() of sound
 * }
 * // send frameTicks of sound, then
 * jitter.advance(now);
 * }</pre>
 *
 * <p>Packets may carry more or less sound than a playout frame (10 to 120 ms): {@code take} always hands out whole
 * packets, at the latest moment, and counts what it handed out; the caller decodes each into a queue and sends
 * {@code frameTicks} from it per beat. The queue never holds more than one packet and one frame.
 *
 * <p><b>Delay.</b> Arrival times minus media times give the network's base delay and its spread ({@link ArrivalDelay}).
 * The aim is base + spread + 1 ms, at most {@value #MAX_DELAY_MILLIS} ms above base. Small differences are made up by
 * pushing the clock ({@link PlayoutClock}). A packet that comes after its place was concealed is still played when
 * nothing after it was: what was concealed becomes added delay, so a burst grows the delay at once. When there is a whole
 * packet too much, {@link Playout#MERGE} takes it out again.
 *
 * <p>Arrival times that are stamped while a beat is overdue tell of our own stall, not of the network, and are not
 * measured: overdue beats are played at once and the delay is what it was before.
 */
public final class JitterBuffer {

    /** The most delay that is ever added, in milliseconds. */
    public static final int MAX_DELAY_MILLIS = 120;

    private static final long MILLI = 1_000_000L;
    private static final long MAX_DELAY = MAX_DELAY_MILLIS * MILLI;
    /** A packet earlier than the network ever was by this much is on another time line. */
    private static final long MAX_EARLY = 300 * MILLI;
    /** A beat that is overdue by more than this says that our own loop stood still. */
    private static final long OVERDUE = 5 * MILLI;
    /** More than this is not caught up: the sound is skipped. */
    private static final long MAX_CATCH_UP = 200 * MILLI;

    private static final int MAX_PACKET_MILLIS = 120;
    private static final int MAX_CONCEAL_MILLIS = 120;
    private static final int TAKES_BETWEEN_MERGES = 2;

    private final MediaTime time;
    private final int frameTicks;
    private final long frameNanos;
    private final boolean usesFec;
    private final PacketSlots slots;
    private final ArrivalDelay delay = new ArrivalDelay();
    private final PlayoutClock clock;
    private final LossMemory losses = new LossMemory();
    private final JumpGuard guard = new JumpGuard();
    private final JitterCounters counters = new JitterCounters();

    private boolean anchored;
    private int packetTicks;
    private long lastFrameTicks;

    private boolean playing;
    private long resumeNanos;
    private long playTicks;
    private int aheadTicks;
    private int concealedTicks;
    private int takesSinceMerge;

    /**
     * A buffer for one direction.
     *
     * @param clockRate of the RTP timestamps in Hz
     * @param frameTicks sound per beat, in ticks of that clock: 20 ms are 160 at 8000 Hz and 960 at 48000 Hz
     * @param maxPayload the longest payload kept, in bytes; 64 of them are allocated
     * @param usesFec wait for the packet after a lost one while losses are frequent, because its FEC can restore it
     */
    public JitterBuffer(int clockRate, int frameTicks, int maxPayload, boolean usesFec) {
        time = new MediaTime(clockRate);
        this.frameTicks = frameTicks;
        this.usesFec = usesFec;
        frameNanos = time.nanos(frameTicks);
        slots = new PacketSlots(maxPayload);
        clock = new PlayoutClock(frameNanos);
    }

    /** Starts the beat, so that the outgoing side has a steady pace before anything comes in. Silence until then. */
    public void start(long nowNanos) {
        if (!clock.isStarted()) {
            clock.start(nowNanos);
        }
    }

    /**
     * Gives the buffer a packet. The payload is copied.
     *
     * @param durationTicks how much sound it carries, in ticks: its length for G.711, {@code OpusPacket.ticks} for Opus
     */
    public PutResult put(
            byte[] buffer,
            int payloadOffset,
            int payloadLength,
            int payloadType,
            int sequence,
            int timestamp,
            int durationTicks,
            long arrivalNanos) {
        counters.received++;
        if (payloadLength > slots.maxPayload()
                || durationTicks <= 0
                || durationTicks > time.ticksOfMillis(MAX_PACKET_MILLIS)) {
            counters.overflow++;
            return PutResult.OVERFLOW;
        }
        start(arrivalNanos);
        if (!anchored) {
            anchor(sequence, timestamp);
        }
        PutResult verdict = judge(sequence, timestamp, arrivalNanos);
        if (verdict != PutResult.STORED) {
            return verdict;
        }
        guard.settled();
        long ticks = time.ticks(timestamp);
        boolean first = slots.head() == PacketSlots.NONE;
        slots.store(buffer, payloadOffset, payloadLength, payloadType, sequence, timestamp, ticks, durationTicks);
        slots.setArrival(sequence, arrivalNanos);
        time.moveTo(timestamp);
        packetTicks = durationTicks;
        if (!playing && first) {
            resumeAt(Math.max(arrivalNanos, dueNanos(ticks) + time.misalignedNanos(frameTicks, packetTicks)));
        } else if (playing && ticks < playTicks) {
            // Its place was concealed: it is played next all the same, and what was read of slack is out of date.
            clock.forgetReadings();
        }
        return PutResult.STORED;
    }

    /**
     * A packet of this stream carried something other than sound, such as a telephone-event: its sequence number is not
     * missing.
     */
    public void putSoundless(int sequence) {
        if (anchored) {
            int ahead = slots.ahead(sequence);
            if (ahead > 0 && ahead < PacketSlots.COUNT && !slots.contains(sequence)) {
                slots.reserve(sequence);
            }
        }
    }

    /** When the next frame is due; {@link Long#MAX_VALUE} before {@link #start} or the first packet. */
    public long nextPlayoutNanos() {
        return clock.nextNanos();
    }

    /** Whether the frame of this beat is not filled yet. */
    public boolean wantsSound() {
        return aheadTicks < frameTicks;
    }

    /**
     * Hands out the next stretch of sound.
     *
     * @param into receives the stretch's length and, where there is one, the payload
     */
    public Playout take(JitterFrame into) {
        into.payloadLength = 0;
        if (!playing && !resume()) {
            return silence(into);
        }
        boolean soundless = slots.passSoundless();
        int head = slots.head();
        if (head == PacketSlots.NONE) {
            if (soundless || concealedTicks >= time.ticksOfMillis(MAX_CONCEAL_MILLIS)) {
                playing = false;
                return silence(into);
            }
            return conceal(frameTicks, into);
        }
        long gap = slots.mediaTicks(head) - playTicks;
        if (gap <= 0) {
            return frame(head, into);
        }
        boolean paused = slots.isNext(head);
        if (paused || concealedTicks >= time.ticksOfMillis(MAX_CONCEAL_MILLIS)) {
            playing = false;
            resumeAt(dueNanos(slots.mediaTicks(head)) + time.misalignedNanos(frameTicks, packetTicks));
            return resume() ? take(into) : silence(into);
        }
        int duration = slots.duration(head);
        if (gap > duration) {
            return conceal((int) Math.min(frameTicks, gap - duration), into);
        }
        slots.copyTo(head, into);
        return conceal((int) gap, into);
    }

    /** Moves the clock to the next beat, after the frame of this one was sent. */
    public void advance(long nowNanos) {
        aheadTicks = Math.max(0, aheadTicks - frameTicks);
        clock.advance(targetNanos());
        if (nowNanos - clock.nextNanos() > MAX_CATCH_UP) {
            counters.skipped++;
            clock.skipTo(nowNanos);
            playing = false;
            dropDueBefore(nowNanos - frameNanos);
            resumeNanos = nowNanos;
        }
    }

    /** Forgets the stream, because another SSRC begins. The beat, the counters and what is known of jitter stay. */
    public void reset() {
        counters.resets++;
        slots.begin(0);
        delay.forget();
        clock.forgetReadings();
        anchored = false;
        playing = false;
        guard.settled();
    }

    /** What happened so far. */
    public JitterCounters counters() {
        return counters;
    }

    /** The delay aimed at, above the fastest packet, in microseconds. */
    public int targetDelayMicros() {
        return (int) (targetNanos() / 1000);
    }

    private PutResult judge(int sequence, int timestamp, long arrivalNanos) {
        int ahead = slots.ahead(sequence);
        if (ahead <= -PacketSlots.COUNT || (ahead >= PacketSlots.COUNT && (playing || slots.size() > 0))) {
            return jump(sequence, timestamp, arrivalNanos);
        }
        boolean measurable = !playing || arrivalNanos - clock.nextNanos() <= OVERDUE;
        long ticks = time.ticks(timestamp);
        long packetDelay = arrivalNanos - time.nanos(ticks);
        if (ahead <= 0) {
            boolean seen = slots.wasPlayed(ahead);
            if (!seen && measurable && packetDelay > delay.base()) {
                delay.record(packetDelay, arrivalNanos);
            }
            return late(sequence, timestamp, arrivalNanos, seen ? PutResult.DUPLICATE : PutResult.LATE);
        }
        if (slots.contains(sequence)) {
            counters.duplicate++;
            return PutResult.DUPLICATE;
        }
        if (ticks <= lastFrameTicks) {
            return jump(sequence, timestamp, arrivalNanos);
        }
        if (measurable) {
            if (delay.isKnown(arrivalNanos)) {
                if (packetDelay < delay.base() - MAX_EARLY) {
                    return jump(sequence, timestamp, arrivalNanos);
                }
                if (packetDelay > delay.base() + MAX_DELAY) {
                    delay.record(packetDelay, arrivalNanos);
                    return late(sequence, timestamp, arrivalNanos, PutResult.LATE);
                }
            } else {
                delay.forget();
            }
            delay.record(packetDelay, arrivalNanos);
        }
        if (ahead >= PacketSlots.COUNT) {
            slots.passTo(SequenceNumber.plus(sequence, -1), false);
        }
        return PutResult.STORED;
    }

    /** Believes a jump when two packets in a row say so: one alone may be a stray. */
    private PutResult jump(int sequence, int timestamp, long arrivalNanos) {
        if (guard.believesJump(sequence)) {
            return beginAgain(sequence, timestamp, arrivalNanos);
        }
        counters.jumped++;
        return PutResult.JUMP;
    }

    private PutResult late(int sequence, int timestamp, long arrivalNanos, PutResult verdict) {
        if (guard.believesLate(arrivalNanos)) {
            return beginAgain(sequence, timestamp, arrivalNanos);
        }
        if (verdict == PutResult.DUPLICATE) {
            counters.duplicate++;
        } else {
            counters.late++;
        }
        return verdict;
    }

    private PutResult beginAgain(int sequence, int timestamp, long arrivalNanos) {
        reset();
        anchor(sequence, timestamp);
        delay.record(arrivalNanos - time.nanos(time.ticks(timestamp)), arrivalNanos);
        return PutResult.STORED;
    }

    private void anchor(int sequence, int timestamp) {
        anchored = true;
        time.begin(timestamp);
        // Packets that were overtaken by this first one still find their place.
        slots.begin(SequenceNumber.plus(sequence, -PacketSlots.COUNT / 2));
        lastFrameTicks = Long.MIN_VALUE;
    }

    private void resumeAt(long nanos) {
        resumeNanos = nanos;
        clock.alignTo(nanos);
    }

    private boolean resume() {
        int head = slots.head();
        if (head == PacketSlots.NONE || clock.nextNanos() + frameNanos / 2 < resumeNanos) {
            return false;
        }
        slots.passBefore(head);
        playing = true;
        playTicks = slots.mediaTicks(head);
        concealedTicks = 0;
        takesSinceMerge = 0;
        clock.forgetReadings();
        return true;
    }

    private Playout frame(int head, JitterFrame into) {
        int duration = slots.duration(head);
        long ticks = slots.mediaTicks(head);
        clock.read(clock.nextNanos() - time.nanos(ticks) - delay.base());
        takesSinceMerge++;
        losses.played(slots.ahead(slots.sequence(head)) - 1);
        boolean merge = isTooMuch(time.nanos(duration)) && slots.isFollowedByItsLike(head);
        slots.copyTo(head, into);
        lastFrameTicks = ticks;
        playTicks = ticks + duration;
        concealedTicks = 0;
        slots.passTo(slots.sequence(head), true);
        if (merge) {
            counters.merged++;
            takesSinceMerge = 0;
            clock.shortened(time.nanos(duration));
            return Playout.MERGE;
        }
        aheadTicks += duration;
        return Playout.FRAME;
    }

    private boolean isTooMuch(long durationNanos) {
        return takesSinceMerge >= TAKES_BETWEEN_MERGES
                && clock.hasAllReadings()
                && clock.smallestSlack() - targetNanos() > durationNanos / 10 * 9;
    }

    private Playout conceal(int ticks, JitterFrame into) {
        counters.concealed++;
        into.timestamp = time.timestamp(playTicks);
        into.durationTicks = ticks;
        playTicks += ticks;
        concealedTicks += ticks;
        aheadTicks += ticks;
        return Playout.CONCEAL;
    }

    private Playout silence(JitterFrame into) {
        into.durationTicks = Math.max(0, frameTicks - aheadTicks);
        aheadTicks += into.durationTicks;
        return Playout.SILENCE;
    }

    private void dropDueBefore(long nanos) {
        int head = slots.head();
        while (head != PacketSlots.NONE && dueNanos(slots.mediaTicks(head)) < nanos) {
            counters.late++;
            slots.passTo(slots.sequence(head), false);
            head = slots.head();
        }
    }

    private long dueNanos(long ticks) {
        return time.nanos(ticks) + delay.base() + targetNanos();
    }

    private long targetNanos() {
        long fecWait = usesFec && losses.isLossy() ? time.nanos(packetTicks) : 0;
        return Math.min(delay.margin() + fecWait, MAX_DELAY);
    }
}
