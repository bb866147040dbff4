package dev.landline.media.dtmf;

/**
 * Turns telephone-event packets into key presses (RFC 4733 section 2.5.2). All packets of a press carry the RTP timestamp
 * at which it began: repetitions are told by it. A lost beginning is made up by the first packet that comes, a lost end is
 * inferred when nothing follows or another press begins. A press longer than one packet can state goes on in segments.
 * Owned by the media loop.
 */
public final class TelephoneEventReceiver {

    /** After so long without a packet a press is taken to be over; senders repeat every 20 to 50 ms. */
    public static final long TIMEOUT_NANOS = 150_000_000L;

    private static final int STALE_SECONDS = 2;

    /** Is told of presses on the media loop: must not block. */
    public interface Listener {

        /** A key went down. */
        void pressed(int event);

        /**
         * The key came up.
         *
         * @param durationMillis as the sender measured it
         */
        void released(int event, int durationMillis);
    }

    private final int clockRate;
    private final Listener listener;
    private final TelephoneEvent packet = new TelephoneEvent();

    private boolean pressed;
    private int event;
    private int timestamp;
    private int segmentTicks;
    private long earlierTicks;
    private long lastPacketNanos;
    private boolean ended;
    private int endedTimestamp;
    private long ignored;

    /**
     * A receiver for one stream.
     *
     * @param clockRate of the negotiated telephone-event format in Hz
     */
    public TelephoneEventReceiver(int clockRate, Listener listener) {
        this.clockRate = clockRate;
        this.listener = listener;
    }

    /** Takes one packet's payload. */
    public void receive(byte[] payload, int offset, int length, int rtpTimestamp, boolean marker, long nowNanos) {
        // A late packet of the press that is down shows that the press goes on: we were late, not its sender.
        if (!pressed || rtpTimestamp != timestamp) {
            poll(nowNanos);
        }
        if (!packet.wrap(payload, offset, length)
                || !TelephoneEvent.isKnown(packet.event())
                || isOver(rtpTimestamp)
                || (pressed && rtpTimestamp == timestamp && packet.event() != event)) {
            ignored++;
            return;
        }
        if (pressed && rtpTimestamp != timestamp) {
            if (isNextSegment(marker)) {
                earlierTicks += TelephoneEvent.MAX_DURATION_TICKS;
                timestamp = rtpTimestamp;
                segmentTicks = 0;
            } else {
                release();
            }
        }
        if (!pressed) {
            press(rtpTimestamp);
        }
        segmentTicks = Math.max(segmentTicks, packet.durationTicks());
        lastPacketNanos = nowNanos;
        if (packet.end()) {
            release();
        }
    }

    /** Ends a press whose end was lost; to be called every 20 ms or so. */
    public void poll(long nowNanos) {
        if (pressed && nowNanos - lastPacketNanos > TIMEOUT_NANOS) {
            release();
        }
    }

    /** Another stream begins: a press under way is over, and its timestamps mean nothing any more. */
    public void reset() {
        if (pressed) {
            release();
        }
        ended = false;
    }

    /** Whether a key is down. */
    public boolean isPressed() {
        return pressed;
    }

    /** Packets without effect: repetitions of an end, stragglers, events that are no keys, garbage. */
    public long ignored() {
        return ignored;
    }

    /** Belongs to a press that was reported as over, or to one before it. */
    private boolean isOver(int rtpTimestamp) {
        if (pressed) {
            return isEarlier(rtpTimestamp, timestamp);
        }
        return ended && (rtpTimestamp == endedTimestamp || isEarlier(rtpTimestamp, endedTimestamp));
    }

    /** A timestamp that lies back further belongs to a sender that began anew. */
    private boolean isEarlier(int rtpTimestamp, int other) {
        int ticks = other - rtpTimestamp;
        return ticks > 0 && ticks < clockRate * STALE_SECONDS;
    }

    /** Section 2.5.1.3: the same event goes on without marker once a segment's duration is used up. */
    private boolean isNextSegment(boolean marker) {
        return !marker && packet.event() == event && segmentTicks >= TelephoneEvent.MAX_DURATION_TICKS - clockRate / 10;
    }

    private void press(int rtpTimestamp) {
        pressed = true;
        event = packet.event();
        timestamp = rtpTimestamp;
        segmentTicks = 0;
        earlierTicks = 0;
        listener.pressed(event);
    }

    private void release() {
        pressed = false;
        ended = true;
        endedTimestamp = timestamp;
        listener.released(event, (int) ((earlierTicks + segmentTicks) * 1000 / clockRate));
    }
}
