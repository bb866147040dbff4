package dev.landline.media.bridge;

import dev.landline.media.rtp.RtpPacket;

/**
 * Browser to browser: Opus passes through undecoded, under our SSRC and in our numbers. Holes and order are left as they
 * are, because the receiving browser hides losses better when it sees them; so no jitter buffer and no delay.
 */
final class BrowserToBrowser implements Direction {
    private final MediaLoop loop;
    private final BrowserLeg to;
    private final RelayedNumbers numbers;
    private final DigitRelay digits;

    BrowserToBrowser(MediaLoop loop, BrowserLeg to) {
        this.loop = loop;
        this.to = to;
        this.numbers = new RelayedNumbers(to.stream);
        this.digits = new DigitRelay(loop);
    }

    @Override
    public void onSound(Leg from, RtpPacket packet, long nowNanos) {
        if (!to.canSend()) {
            numbers.pause();
            return;
        }
        from.heardSound();
        relay(packet, to.remote().opusPayloadType(), nowNanos);
    }

    /** Reported here, but passed through like sound: two browsers speak of digits at one clock. */
    @Override
    public void onTelephoneEvent(Leg from, RtpPacket packet, DtmfFormat format, long nowNanos) {
        digits.onPacket(from, packet, format, nowNanos);
        DtmfFormat theirs = to.remote() == null ? null : to.remote().dtmf().orElse(null);
        if (theirs == null || theirs.clockRate() != format.clockRate() || !to.canSend()) {
            loop.counters.count(MediaCounter.DTMF_DROPPED);
        } else {
            relay(packet, theirs.payloadType(), nowNanos);
        }
    }

    private void relay(RtpPacket packet, int payloadType, long nowNanos) {
        int length = packet.payloadLength();
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
    }

    @Override
    public void run(long nowNanos) {
        // Packets go out as they come in.
    }

    @Override
    public boolean press(char digit, int millis, long nowNanos) {
        return false;
    }

    @Override
    public long nextDeadlineNanos() {
        return Timed.NEVER;
    }

    @Override
    public long framesConcealed() {
        return 0;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
