package dev.landline.media.jitter;

import dev.landline.media.rtp.SequenceNumber;

/**
 * Orders the packets of one direction and decides when each is played. It owns that direction's playout clock; it has no
 * thread, reads no clock, and takes memory only at construction and for the first packets. Owned by the media loop.
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
    /** More than this is not caught up: the sound is skipped. */
    private static final long MAX_CATCH_UP = 200 * MILLI;

    /** So long a beat waits for a packet that is just late: cheaper than making it up and playing it, too. */
    private static final long PATIENCE = 5 * MILLI;

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
    private final JitterCounters counters = new JitterCounters();
    private final Admission admission;

    private boolean anchored;
    private int packetTicks;

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
     * @param maxPayload the longest payload kept, in bytes; 64 of them are the most that is ever held
     * @param usesFec wait for the packet after a lost one while losses are frequent, because its FEC can restore it
     */
    public JitterBuffer(int clockRate, int frameTicks, int maxPayload, boolean usesFec) {
        time = new MediaTime(clockRate);
        this.frameTicks = frameTicks;
        this.usesFec = usesFec;
        frameNanos = time.nanos(frameTicks);
        slots = new PacketSlots(maxPayload);
        admission = new Admission(slots, time, delay, counters);
        clock = new PlayoutClock(frameNanos);
    }

    /** Starts the beat, so that the outgoing side has a steady pace before anything comes in. Silence until then. */
    public void start(long nowNanos) {
        if (!clock.isStarted()) {
            clock.start(nowNanos);
        }
    }

    /** Gives the buffer a packet that was read the moment it arrived. */
    public PutResult put(
            byte[] buffer,
            int payloadOffset,
            int payloadLength,
            int payloadType,
            int sequence,
            int timestamp,
            int durationTicks,
            long arrivalNanos) {
        return put(
                buffer, payloadOffset, payloadLength, payloadType, sequence, timestamp, durationTicks, arrivalNanos, 0);
    }

    /**
     * Gives the buffer a packet. The payload is copied.
     *
     * @param durationTicks how much sound it carries, in ticks: its length for G.711, {@code OpusPacket.ticks} for Opus
     * @param unreadNanos how much earlier than {@code arrivalNanos} it may have come, because nobody was looking
     */
    public PutResult put(
            byte[] buffer,
            int payloadOffset,
            int payloadLength,
            int payloadType,
            int sequence,
            int timestamp,
            int durationTicks,
            long arrivalNanos,
            long unreadNanos) {
        counters.received++;
        if (!fits(payloadLength, durationTicks)) {
            counters.overflow++;
            return PutResult.OVERFLOW;
        }
        start(arrivalNanos);
        if (!anchored) {
            anchor(sequence, timestamp);
        }
        long overdueNanos = playing ? arrivalNanos - nextPlayoutNanos() : -1;
        PutResult verdict = admission.judge(sequence, timestamp, arrivalNanos, unreadNanos, overdueNanos, playing);
        if (verdict != PutResult.STORED) {
            return verdict;
        }
        if (admission.beginsNewTimeLine()) {
            reset();
            anchor(sequence, timestamp);
            delay.record(arrivalNanos - time.nanos(time.ticks(timestamp)), arrivalNanos);
        }
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
     * Gives the buffer a copy of an earlier packet that came along with a later one (RFC 2198), before that one is put. It
     * is kept only when it fills a hole that is not yet due; a copy says nothing about delay, and is no duplicate.
     *
     * @return whether it was kept
     */
    public boolean putCopy(
            byte[] buffer,
            int payloadOffset,
            int payloadLength,
            int payloadType,
            int sequence,
            int timestamp,
            int durationTicks,
            long arrivalNanos) {
        if (!anchored
                || !fits(payloadLength, durationTicks)
                || !admission.wantsCopy(sequence, timestamp, playing, playTicks)) {
            return false;
        }
        boolean first = slots.head() == PacketSlots.NONE;
        long ticks = time.ticks(timestamp);
        slots.store(buffer, payloadOffset, payloadLength, payloadType, sequence, timestamp, ticks, durationTicks);
        slots.setArrival(sequence, arrivalNanos);
        slots.markCopy(sequence);
        counters.restored++;
        if (!playing && first) {
            resumeAt(Math.max(arrivalNanos, dueNanos(ticks) + time.misalignedNanos(frameTicks, durationTicks)));
        }
        return true;
    }

    private boolean fits(int payloadLength, int durationTicks) {
        return payloadLength <= slots.maxPayload()
                && durationTicks > 0
                && durationTicks <= time.ticksOfMillis(MAX_PACKET_MILLIS);
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

    /**
     * When the next frame is due; {@link Long#MAX_VALUE} before {@link #start} or the first packet. A beat whose packet
     * has not come is due 5 ms later than one whose packet has, so this may change with every packet; beats after it are
     * not delayed. Where losses are frequent nothing is waited for.
     */
    public long nextPlayoutNanos() {
        boolean waits = playing && slots.size() == 0 && concealedTicks == 0 && wantsSound() && !losses.isLossy();
        return waits ? clock.nextNanos() + PATIENCE : clock.nextNanos();
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
        admission.begin();
    }

    /** What happened so far. */
    public JitterCounters counters() {
        return counters;
    }

    /** The delay aimed at, above the fastest packet, in microseconds. */
    public int targetDelayMicros() {
        return (int) (targetNanos() / 1000);
    }

    private void anchor(int sequence, int timestamp) {
        anchored = true;
        time.begin(timestamp);
        // Packets that were overtaken by this first one still find their place.
        slots.begin(SequenceNumber.plus(sequence, -PacketSlots.COUNT / 2));
        admission.begin();
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
        boolean copy = slots.isCopy(head);
        losses.played(slots.ahead(slots.sequence(head)) - 1 + (copy ? 1 : 0));
        boolean merge = isTooMuch(time.nanos(duration)) && slots.isFollowedByItsLike(head);
        slots.copyTo(head, into);
        admission.played(ticks);
        playTicks = ticks + duration;
        concealedTicks = 0;
        // A copy's original may still come: that is late then, not a duplicate.
        slots.passTo(slots.sequence(head), !copy);
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
