package dev.landline.media.bridge;

import dev.landline.media.codec.SoundCodec;
import dev.landline.media.rtp.RtpPacket;

/**
 * A direction that leads to nobody: what a leg says is decoded for those who listen to it, such as a conference, while
 * there is no leg at the other side of its bridge. Its digits are reported.
 */
final class HearingOnly implements Direction {
    private static final int FRAME_MILLIS = 20;

    private final Leg from;
    private final int sampleRate;
    private final int frameSamples;
    private final SoundReceiver receiver;
    private final SoundQueue sound;
    private final DigitRelay digits;

    HearingOnly(MediaLoop loop, Leg from, DigitRelay digits) {
        this.from = from;
        this.digits = digits;
        sampleRate = from.codec().sampleRate();
        frameSamples = FRAME_MILLIS * sampleRate / 1000;
        receiver = new SoundReceiver(loop, sampleRate, FRAME_MILLIS, from.codec());
        sound = new SoundQueue(sampleRate);
    }

    @Override
    public void start(long nowNanos) {
        receiver.start(nowNanos);
    }

    @Override
    public void onSound(Leg leg, SoundCodec codec, RtpPacket packet, long nowNanos) {
        receiver.onSound(leg, codec, packet, nowNanos);
    }

    @Override
    public void onCopy(Leg leg, SoundCodec codec, RtpPacket packet, long nowNanos) {
        receiver.onCopy(codec, packet, nowNanos);
    }

    @Override
    public void onTelephoneEvent(Leg leg, RtpPacket packet, DtmfFormat format, long nowNanos) {
        receiver.onSoundless(packet);
        digits.onlyReports(leg, packet, format, nowNanos);
    }

    @Override
    public void onComfortNoise(Leg leg, RtpPacket packet, long nowNanos) {
        receiver.onComfortNoise(packet);
    }

    @Override
    public boolean press(char digit, int millis, long nowNanos) {
        return false;
    }

    @Override
    public void run(long nowNanos) {
        if (nowNanos < receiver.nextPlayoutNanos()) {
            return;
        }
        receiver.collect(sound);
        from.meter.hear(sound.samples(), frameSamples);
        from.tellListeners(sound.samples(), frameSamples, sampleRate, nowNanos);
        digits.poll(nowNanos);
        sound.remove(frameSamples);
        receiver.advance(nowNanos);
    }

    @Override
    public long nextDeadlineNanos() {
        return receiver.nextPlayoutNanos();
    }

    @Override
    public long framesConcealed() {
        return receiver.framesConcealed();
    }

    @Override
    public int targetDelayMicros() {
        return receiver.targetDelayMicros();
    }

    @Override
    public long skipped() {
        return receiver.skipped();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
