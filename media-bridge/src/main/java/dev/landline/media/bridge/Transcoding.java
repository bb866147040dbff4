package dev.landline.media.bridge;

import dev.landline.media.codec.ComfortNoiseEncoder;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.codec.SoundEncoder;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.sound.SoundSource;
import java.util.Arrays;

/**
 * One direction with decoding and encoding, in packet order: jitter buffer, decode or conceal, listeners, what is played
 * instead, encode, RTP to the other leg. The peer gets a packet at each beat from the moment it is connected, whatever
 * the other side does: silence when nothing plays, because carriers hang up on streams that stop.
 */
final class Transcoding implements Direction {
    private static final int MOST_PAYLOAD = 1200;

    private final MediaLoop loop;
    private final Leg from;
    private final Leg to;
    private final SoundShape shape;
    private final int frameSamples;
    private final SoundReceiver receiver;
    private final SoundQueue sound;
    private final DigitRelay digits;
    private final short[] instead;
    private ComfortNoiseEncoder pauses;
    private SoundEncoder encoder;
    private SoundCodec encoding;
    private int lossExpected;
    private boolean first = true;

    /** @param from who is heard; null when nobody is there yet */
    Transcoding(MediaLoop loop, Leg from, Leg to, SoundShape shape, DigitRelay digits) {
        this.loop = loop;
        this.from = from;
        this.to = to;
        this.shape = shape;
        this.digits = digits;
        frameSamples = shape.frameSamples();
        receiver = new SoundReceiver(loop, shape.sampleRate(), shape.frameMillis(), shape.heard());
        sound = new SoundQueue(shape.sampleRate());
        instead = new short[frameSamples];
    }

    @Override
    public void start(long nowNanos) {
        receiver.start(nowNanos);
    }

    @Override
    public void onSound(Leg leg, SoundCodec codec, RtpPacket packet, long nowNanos) {
        // Before the other leg is described nobody hears it.
        if (to.format() != null) {
            receiver.onSound(leg, codec, packet, nowNanos);
        }
    }

    @Override
    public void onCopy(Leg leg, SoundCodec codec, RtpPacket packet, long nowNanos) {
        receiver.onCopy(codec, packet, nowNanos);
    }

    @Override
    public void onTelephoneEvent(Leg leg, RtpPacket packet, DtmfFormat format, long nowNanos) {
        receiver.onSoundless(packet);
        digits.onPacket(leg, packet, format, nowNanos);
    }

    @Override
    public void onComfortNoise(Leg leg, RtpPacket packet, long nowNanos) {
        receiver.onComfortNoise(packet);
    }

    @Override
    public boolean press(char digit, int millis, long nowNanos) {
        return digits.press(digit, millis);
    }

    @Override
    public long nextDeadlineNanos() {
        return receiver.nextPlayoutNanos();
    }

    @Override
    public void run(long nowNanos) {
        if (nowNanos < receiver.nextPlayoutNanos()) {
            return;
        }
        receiver.collect(sound);
        if (from != null) {
            from.meter.hear(sound.samples(), frameSamples);
            from.tellListeners(sound.samples(), frameSamples, shape.sampleRate(), nowNanos);
        }
        digits.poll(nowNanos);
        short[] chosen = chosen();
        if (to.overlay() != null) {
            // In place: listeners have heard it already, and it is removed after this beat.
            to.overlay().mixInto(chosen, 0, frameSamples, shape.sampleRate());
        }
        send(chosen, nowNanos);
        sound.remove(frameSamples);
        MediaFormat format = to.format();
        if (format != null) {
            to.stream.advance(shape.frameMillis() * format.codec().clockRate() / 1000);
        }
        receiver.advance(nowNanos);
    }

    /** What goes out at this beat: what was heard, what is played instead, or silence for a peer that holds us. */
    private short[] chosen() {
        SoundSource source = to.source();
        // What is played waits for somebody who can hear it.
        if (source == null || !to.canSend()) {
            return sound.samples();
        }
        int read = source.read(instead, 0, frameSamples, shape.sampleRate());
        if (read < frameSamples) {
            Arrays.fill(instead, Math.max(read, 0), frameSamples, (short) 0);
            to.sourceEnded(source);
        }
        return instead;
    }

    private void send(short[] pcm, long nowNanos) {
        if (!to.canSend()) {
            return;
        }
        DtmfFormat events = to.dtmf();
        if (events != null) {
            int event = digits.write(to, events, nowNanos);
            if (event > 0) {
                to.send(event);
            }
            if (digits.replacesSound()) {
                return;
            }
        }
        short[] said = digits.readTones(instead, frameSamples, shape.sampleRate()) ? instead : pcm;
        if (!to.isListening()) {
            // On hold the peer hears no word of ours, but its stream goes on.
            Arrays.fill(instead, (short) 0);
            said = instead;
        }
        if (to.comfortNoise() >= 0 && sendsPause(said)) {
            first = true;
            return;
        }
        MediaFormat format = to.format();
        byte[] out = loop.out;
        int length =
                encoder(format.codec()).encode(said, 0, frameSamples, out, RtpPacket.FIXED_HEADER_LENGTH, MOST_PAYLOAD);
        if (length <= 0) {
            // Discontinuous transmission: what comes after it is a talk spurt.
            first = true;
            return;
        }
        int payloadType = format.payloadType();
        int payloadLength = length;
        if (to.sendsRed()) {
            payloadType = to.redPayloadType();
            payloadLength = to.wrapInRed(out, RtpPacket.FIXED_HEADER_LENGTH, length);
        }
        int header = to.stream.writeHeader(out, 0, payloadType, first);
        first = false;
        to.stream.countPayload(payloadLength);
        to.send(header + payloadLength);
    }

    /** Where a peer wants pauses described in place of their packets (RFC 3389); false for speech. */
    private boolean sendsPause(short[] said) {
        if (pauses == null) {
            pauses = new ComfortNoiseEncoder();
        }
        int length = pauses.next(said, 0, frameSamples, loop.out, RtpPacket.FIXED_HEADER_LENGTH);
        if (length == ComfortNoiseEncoder.SPEECH) {
            return false;
        }
        if (length != ComfortNoiseEncoder.NOTHING) {
            int header = to.stream.writeHeader(loop.out, 0, to.comfortNoise(), false);
            to.stream.countPayload(length);
            to.send(header + length);
        }
        return true;
    }

    private SoundEncoder encoder(SoundCodec codec) {
        if (encoding != codec) {
            if (encoder != null) {
                encoder.close();
            }
            encoder = to.newEncoder(shape.sampleRate());
            encoding = codec;
            lossExpected = -1;
        }
        if (lossExpected != to.peerLoss.expectedPercent()) {
            lossExpected = to.peerLoss.expectedPercent();
            encoder.expectLoss(lossExpected);
        }
        return encoder;
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
        if (encoder != null) {
            encoder.close();
        }
    }
}
