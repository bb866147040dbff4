package dev.landline.media.dtmf;

import dev.landline.media.rtp.RtpStream;

/**
 * Sends key presses as telephone-event packets (RFC 4733 section 2.5.1): one every 20 ms with the timestamp of the press
 * and a growing duration, the last one three times. Presses that come faster than they can be sent wait in a queue.
 * Owned by the media loop.
 *
 * <p>A press is sent for at least 40 ms, and for at least as long as it is said to have lasted: a press of which only the
 * end was heard still sounds in full.
 */
public final class TelephoneEventSender {

    /** Presses that can wait; more are dropped and counted. */
    public static final int QUEUE_LENGTH = 32;

    /** Bytes of one packet: RTP header and event. */
    public static final int PACKET_LENGTH = 12 + TelephoneEvent.LENGTH;

    private static final int STEP_MILLIS = 20;
    private static final long STEP_NANOS = STEP_MILLIS * 1_000_000L;
    /** The caller's beat may be pushed a little: being early by this much is on time. */
    private static final long TOLERANCE_NANOS = STEP_NANOS / 4;

    private static final int MIN_MILLIS = 40;
    private static final int MAX_MILLIS = 60_000;
    private static final int END_PACKETS = 3;
    private static final int VOLUME = 10;
    private static final int HELD = -1;

    private final int clockRate;
    private final int stepTicks;
    private final int[] events = new int[QUEUE_LENGTH];
    private final int[] durationMillis = new int[QUEUE_LENGTH];
    private int first;
    private int waiting;

    private boolean sending;
    private int timestamp;
    private boolean marker;
    private int segmentTicks;
    private long earlierTicks;
    private long totalTicks;
    private int endsLeft;
    private long nextNanos;
    private long dropped;

    /**
     * A sender for one stream.
     *
     * @param clockRate of the negotiated telephone-event format in Hz; the same as the stream's
     */
    public TelephoneEventSender(int clockRate) {
        this.clockRate = clockRate;
        stepTicks = clockRate / 1000 * STEP_MILLIS;
    }

    /**
     * A key went down. One that is still down is released.
     *
     * @return false when the queue is full: the press is dropped and so will be its release
     */
    public boolean press(int event) {
        release(0);
        if (waiting == QUEUE_LENGTH) {
            dropped++;
            return false;
        }
        int last = (first + waiting) % QUEUE_LENGTH;
        events[last] = event;
        durationMillis[last] = HELD;
        waiting++;
        return true;
    }

    /** The key that went down last came up after so long; does nothing when none is down. */
    public void release(int millis) {
        int last = (first + waiting + QUEUE_LENGTH - 1) % QUEUE_LENGTH;
        if (waiting > 0 && durationMillis[last] == HELD) {
            durationMillis[last] = Math.clamp(millis, MIN_MILLIS, MAX_MILLIS);
        }
    }

    /** Whether a press is being sent, so that no sound should be. */
    public boolean replacesSound() {
        return sending && endsLeft == END_PACKETS;
    }

    /** Whether there is anything to send now or later. */
    public boolean isBusy() {
        return waiting > 0;
    }

    /** Presses dropped because the queue was full. */
    public long dropped() {
        return dropped;
    }

    /**
     * Writes the next packet if its time has come; to be called every beat.
     *
     * @param stream the stream it belongs to; its timestamp goes on during the press as with sound
     * @return bytes written, {@link #PACKET_LENGTH}, or 0 when nothing is due
     */
    public int write(byte[] out, int offset, RtpStream stream, int payloadType, long nowNanos) {
        if (waiting == 0 || nowNanos < nextNanos - TOLERANCE_NANOS) {
            return 0;
        }
        if (!sending) {
            sending = true;
            timestamp = stream.timestamp();
            marker = true;
            segmentTicks = 0;
            earlierTicks = 0;
            totalTicks = 0;
            endsLeft = END_PACKETS;
            nextNanos = nowNanos;
        } else if (segmentTicks == TelephoneEvent.MAX_DURATION_TICKS && endsLeft == END_PACKETS) {
            timestamp += segmentTicks;
            earlierTicks += segmentTicks;
        }
        boolean end = endsLeft < END_PACKETS || grow();
        int event = events[first];
        int header = stream.writeHeader(out, offset, payloadType, marker, timestamp);
        int length = header + TelephoneEvent.write(out, offset + header, event, end, VOLUME, segmentTicks);
        stream.countPayload(TelephoneEvent.LENGTH);
        marker = false;
        nextNanos = Math.max(nextNanos, nowNanos - STEP_NANOS) + STEP_NANOS;
        if (end) {
            endsLeft--;
            if (endsLeft == 0) {
                sending = false;
                first = (first + 1) % QUEUE_LENGTH;
                waiting--;
            }
        }
        return length;
    }

    /** Lets the duration grow by a step; returns whether the press has lasted long enough and ends here. */
    private boolean grow() {
        long until = totalTicks + stepTicks;
        boolean end = false;
        if (durationMillis[first] != HELD) {
            long wanted = (long) durationMillis[first] * clockRate / 1000;
            if (wanted <= until) {
                end = true;
                until = Math.max(totalTicks, wanted);
            }
        }
        totalTicks = until;
        segmentTicks = (int) Math.min(totalTicks - earlierTicks, TelephoneEvent.MAX_DURATION_TICKS);
        return end && segmentTicks == totalTicks - earlierTicks;
    }
}
