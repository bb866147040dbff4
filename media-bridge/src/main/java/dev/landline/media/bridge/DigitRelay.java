package dev.landline.media.bridge;

import dev.landline.media.dtmf.TelephoneEvent;
import dev.landline.media.dtmf.TelephoneEventReceiver;
import dev.landline.media.dtmf.TelephoneEventSender;
import dev.landline.media.rtp.RtpPacket;

/**
 * The digits of one direction (RFC 4733): heard as presses, reported, and played anew toward the other leg at its own
 * clock, paced by its beat, the end three times. While a digit is down its packets take the place of sound; the sound's
 * own timestamps go on beneath. Owned by the media loop.
 */
final class DigitRelay implements TelephoneEventReceiver.Listener {
    private final MediaLoop loop;
    private TelephoneEventReceiver receiver;
    private TelephoneEventSender sender;
    private int receiveClockRate;
    private int sendClockRate;
    private int ssrc;
    private Leg from;
    private boolean reportsOnly;

    DigitRelay(MediaLoop loop) {
        this.loop = loop;
    }

    /** A telephone-event came from a leg; the packet stands in {@code loop.in}. */
    void onPacket(Leg leg, RtpPacket packet, DtmfFormat format, long nowNanos) {
        reportsOnly = false;
        receive(leg, packet, format, nowNanos);
    }

    /** The same for a packet that is passed on as it is: it is only reported. */
    void onlyReports(Leg leg, RtpPacket packet, DtmfFormat format, long nowNanos) {
        reportsOnly = true;
        receive(leg, packet, format, nowNanos);
    }

    private void receive(Leg leg, RtpPacket packet, DtmfFormat format, long nowNanos) {
        from = leg;
        if (receiver == null || receiveClockRate != format.clockRate()) {
            receiveClockRate = format.clockRate();
            receiver = new TelephoneEventReceiver(receiveClockRate, this);
        } else if (packet.ssrc() != ssrc) {
            receiver.reset();
        }
        ssrc = packet.ssrc();
        long ignored = receiver.ignored();
        receiver.receive(
                loop.in, packet.payloadOffset(), packet.payloadLength(), packet.timestamp(), packet.marker(), nowNanos);
        if (receiver.ignored() != ignored && !isRepetition(packet)) {
            loop.counters.count(MediaCounter.DTMF_DROPPED);
        }
    }

    /** The end of an event comes three times: what repeats it is not garbage. */
    private boolean isRepetition(RtpPacket packet) {
        return packet.payloadLength() >= TelephoneEvent.LENGTH
                && TelephoneEvent.isKnown(loop.in[packet.payloadOffset()] & 0xff);
    }

    @Override
    public void pressed(int event) {
        if (sender != null && !reportsOnly && !sender.press(event)) {
            loop.counters.count(MediaCounter.DTMF_DROPPED);
        }
    }

    @Override
    public void released(int event, int durationMillis) {
        if (sender != null && !reportsOnly) {
            sender.release(durationMillis);
        }
        from.bridge().report(new MediaEvent.Digit(from.side, TelephoneEvent.digit(event), durationMillis));
    }

    /** The other leg's format is known: digits can be played there. A change of clock drops what waits. */
    void playAt(int clockRate) {
        if (sender == null || sendClockRate != clockRate) {
            sendClockRate = clockRate;
            sender = new TelephoneEventSender(clockRate);
        }
    }

    /** Queues a digit of call control's; false when it is no digit, nobody takes digits, or too many wait. */
    boolean press(char digit, int millis) {
        int event = TelephoneEvent.event(digit);
        if (event < 0 || sender == null || !sender.press(event)) {
            return false;
        }
        sender.release(millis);
        return true;
    }

    /** At every beat: ends a press whose end was lost on the way. */
    void poll(long nowNanos) {
        if (receiver != null) {
            receiver.poll(nowNanos);
        }
    }

    /**
     * Writes the next event packet to the start of {@code loop.out} when one is due.
     *
     * @return its length, or 0
     */
    int write(Leg to, DtmfFormat format, long nowNanos) {
        return sender == null || !sender.isBusy()
                ? 0
                : sender.write(loop.out, 0, to.stream, format.payloadType(), nowNanos);
    }

    /** Whether a digit is being played or waits. */
    boolean isBusy() {
        return sender != null && sender.isBusy();
    }

    /** Whether a digit is down, so that no sound should be sent. */
    boolean replacesSound() {
        return sender != null && sender.replacesSound();
    }
}
