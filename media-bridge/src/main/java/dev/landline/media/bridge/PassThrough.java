package dev.landline.media.bridge;

import dev.landline.media.codec.SoundCodec;
import dev.landline.media.codec.SoundDecoder;
import dev.landline.media.codec.SoundEncoder;
import dev.landline.media.rtp.RtpPacket;

/**
 * One direction between legs that speak the same codec: payloads pass undecoded, under our SSRC and in our numbers. Holes
 * and order are left as they are, because the receiver hides losses better when it sees them; so there is no jitter buffer
 * and no delay. A trunk's stream is kept steady all the same: where nothing comes, silence is sent at each beat.
 */
final class PassThrough implements Direction {
    private static final long MILLI = 1_000_000;

    /** Jitter is not a pause: silence begins when this much more than a packet's time has passed without one. */
    private static final long PATIENCE_NANOS = 60 * MILLI;

    private static final int MOST_PAYLOAD = 1200;

    private final MediaLoop loop;
    private final Leg to;
    private final SoundCodec codec;
    private final long frameNanos;
    private final int frameTicks;
    private final short[] nothing;
    private final RelayedNumbers numbers;
    private final DigitRelay digits;
    private SoundEncoder filler;
    private long beatNanos = Timed.NEVER;
    private long lastNanos;
    private long filledUntilNanos;
    private boolean filling;

    PassThrough(MediaLoop loop, Leg to, SoundShape shape, DigitRelay digits) {
        this.loop = loop;
        this.to = to;
        this.digits = digits;
        codec = shape.heard();
        frameNanos = shape.frameMillis() * MILLI;
        frameTicks = shape.frameMillis() * codec.clockRate() / 1000;
        nothing = new short[shape.frameSamples()];
        numbers = new RelayedNumbers(to.stream, codec.clockRate());
    }

    /** Whether two legs, as they are described now, leave nothing to do but to pass on. */
    static boolean suits(Leg from, Leg to, DigitRelay digits) {
        if (from == null || from.format() == null || to.format() == null) {
            return false;
        }
        boolean sameDigits = from.dtmf() == null
                || to.dtmf() == null
                || from.dtmf().clockRate() == to.dtmf().clockRate();
        return from.codec() == to.codec()
                && sameDigits
                && !from.hasListeners()
                && to.source() == null
                && to.overlay() == null
                && to.comfortNoise() < 0
                && !digits.playsTones();
    }

    @Override
    public void start(long nowNanos) {
        if (beatNanos == Timed.NEVER) {
            beatNanos = nowNanos;
            lastNanos = nowNanos - frameNanos - PATIENCE_NANOS;
        }
    }

    @Override
    public void onSound(Leg from, SoundCodec heard, RtpPacket packet, long nowNanos) {
        int ticks = SoundDecoder.ticks(heard, loop.in, packet.payloadOffset(), packet.payloadLength());
        if (heard != codec || (to.isSteady() && ticks != frameTicks)) {
            // The peer uses another of the agreed codecs, or packets of a length that the trunk did not ask for.
            from.bridge().transcode(to.side, nowNanos);
            return;
        }
        from.meter.passed(packet);
        from.meter.hear(codec, loop.in, packet.payloadOffset(), packet.payloadLength());
        if (!to.canSend() || !to.isListening() || digits.replacesSound()) {
            numbers.pause();
            return;
        }
        start(nowNanos);
        from.heardSound();
        relay(packet, to.format().payloadType(), nowNanos);
    }

    /** Reported here, but passed through like sound. */
    @Override
    public void onTelephoneEvent(Leg from, RtpPacket packet, DtmfFormat format, long nowNanos) {
        digits.onlyReports(from, packet, format, nowNanos);
        DtmfFormat theirs = to.dtmf();
        if (theirs == null || theirs.clockRate() != format.clockRate() || !to.canSend()) {
            loop.counters.count(MediaCounter.DTMF_DROPPED);
        } else {
            relay(packet, theirs.payloadType(), nowNanos);
        }
    }

    /** The other peer may not know it: from here on it is made into sound here. */
    @Override
    public void onComfortNoise(Leg from, RtpPacket packet, long nowNanos) {
        from.bridge().transcode(to.side, nowNanos);
        from.bridge().onComfortNoise(from, packet, nowNanos);
    }

    private void relay(RtpPacket packet, int payloadType, long nowNanos) {
        int length = packet.payloadLength();
        if (filling) {
            filling = false;
            numbers.pause();
        }
        if (!numbers.place(packet, nowNanos) || length > MediaLoop.PACKET_BYTES / 2) {
            loop.counters.count(MediaCounter.JITTER_JUMP);
            return;
        }
        byte[] out = loop.out;
        int header = to.stream.writeRelayedHeader(
                out, 0, payloadType, packet.marker(), numbers.sequence(), numbers.timestamp());
        System.arraycopy(loop.in, packet.payloadOffset(), out, header, length);
        to.stream.countPayload(length);
        to.send(header + length);
        lastNanos = nowNanos;
    }

    @Override
    public void run(long nowNanos) {
        if (nowNanos < beatNanos) {
            return;
        }
        beatNanos = Math.max(beatNanos + frameNanos, nowNanos);
        digits.poll(nowNanos);
        if (!to.canSend()) {
            return;
        }
        if (digits.isBusy() && to.dtmf() != null) {
            pressFor(nowNanos);
        } else if (to.isSteady() && nowNanos - lastNanos > frameNanos + PATIENCE_NANOS) {
            fill(nowNanos);
        }
    }

    /** A digit of call control's is down: its packets take the place of sound. */
    private void pressFor(long nowNanos) {
        moveOn(nowNanos);
        int event = digits.write(to, to.dtmf(), nowNanos);
        if (event > 0) {
            to.send(event);
        }
    }

    private void fill(long nowNanos) {
        moveOn(nowNanos);
        if (filler == null) {
            filler = to.newEncoder(nothing.length * 1000 / (int) (frameNanos / MILLI));
        }
        byte[] out = loop.out;
        int length = filler.encode(nothing, 0, nothing.length, out, RtpPacket.FIXED_HEADER_LENGTH, MOST_PAYLOAD);
        if (length > 0) {
            int header = to.stream.writeHeader(out, 0, to.format().payloadType(), false);
            to.stream.countPayload(length);
            to.send(header + length);
        }
    }

    /** Our own packets stand between relayed ones: the timestamp moves on by the time since the last packet. */
    private void moveOn(long nowNanos) {
        if (!filling) {
            filling = true;
            filledUntilNanos = lastNanos;
        }
        long frames = Math.max(1, (nowNanos - filledUntilNanos + frameNanos / 2) / frameNanos);
        filledUntilNanos += frames * frameNanos;
        to.stream.advance((int) frames * frameTicks);
        numbers.movedOn(nowNanos);
    }

    @Override
    public boolean press(char digit, int millis, long nowNanos) {
        start(nowNanos);
        return digits.press(digit, millis);
    }

    /** A browser's stream needs no beat of ours unless a digit is to be played. */
    @Override
    public long nextDeadlineNanos() {
        return to.isSteady() || digits.isBusy() ? beatNanos : Timed.NEVER;
    }

    @Override
    public long framesConcealed() {
        return 0;
    }

    /** What comes after us counts on a timestamp that no packet has had yet. */
    @Override
    public int targetDelayMicros() {
        return 0;
    }

    @Override
    public long skipped() {
        return 0;
    }

    @Override
    public void close() {
        to.stream.advance(frameTicks);
        if (filler != null) {
            filler.close();
        }
    }
}
