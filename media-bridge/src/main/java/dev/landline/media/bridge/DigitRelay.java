package dev.landline.media.bridge;

import dev.landline.media.dtmf.DigitTones;
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
    private DigitTones tones;
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

    /** Keys that a leg presses as tones in its sound: to be told by a detector. */
    TelephoneEventReceiver.Listener heardAsTones(Leg leg) {
        return new TelephoneEventReceiver.Listener() {
            @Override
            public void pressed(int event) {
                reportsOnly = false;
                DigitRelay.this.pressed(event);
            }

            @Override
            public void released(int event, int durationMillis) {
                from = leg;
                DigitRelay.this.released(event, durationMillis);
            }
        };
    }

    @Override
    public void pressed(int event) {
        if (!reportsOnly && (sender != null || tones != null) && !down(event)) {
            loop.counters.count(MediaCounter.DTMF_DROPPED);
        }
    }

    private boolean down(int event) {
        return sender != null ? sender.press(event) : tones != null && tones.press(event);
    }

    private void up(int durationMillis) {
        if (sender != null) {
            sender.release(durationMillis);
        } else if (tones != null) {
            tones.release(durationMillis);
        }
    }

    @Override
    public void released(int event, int durationMillis) {
        if (!reportsOnly) {
            up(durationMillis);
        }
        from.bridge().report(new MediaEvent.Digit(from.side, TelephoneEvent.digit(event), durationMillis));
    }

    /**
     * How digits are played to the other leg, as far as is known. A change drops what waits.
     *
     * @param events telephone-event as agreed, or null
     * @param asTones as tones in the sound, when there are no events
     */
    void playToward(DtmfFormat events, boolean asTones) {
        if (events != null && (sender == null || sendClockRate != events.clockRate())) {
            sendClockRate = events.clockRate();
            sender = new TelephoneEventSender(sendClockRate);
            tones = null;
        } else if (events == null && asTones && tones == null) {
            tones = new DigitTones();
            sender = null;
        } else if (events == null && !asTones) {
            tones = null;
            sender = null;
        }
    }

    /** Whether digits are played as tones in the sound, so that it must be encoded here. */
    boolean playsTones() {
        return tones != null;
    }

    /**
     * Writes the next samples of a digit in place of other sound.
     *
     * @return false when no digit sounds: nothing is written
     */
    boolean readTones(short[] pcm, int samples, int sampleRate) {
        if (tones == null || !tones.isBusy()) {
            return false;
        }
        tones.read(pcm, 0, samples, sampleRate);
        return true;
    }

    /** Queues a digit of call control's; false when it is no digit, nobody takes digits, or too many wait. */
    boolean press(char digit, int millis) {
        int event = TelephoneEvent.event(digit);
        if (event < 0 || !down(event)) {
            return false;
        }
        up(millis);
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
