package dev.landline.media.bridge;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusEncoder;
import dev.landline.media.codec.OpusEncoderSettings;
import dev.landline.media.jitter.Concealment;
import dev.landline.media.jitter.JitterBuffer;
import dev.landline.media.jitter.JitterFrame;
import dev.landline.media.jitter.PutResult;
import dev.landline.media.rtp.RtpPacket;

/**
 * Trunk to browser, in packet order: jitter buffer, G.711 decode or concealment, Opus encode at 8 kHz in frames of 20 ms,
 * SRTP to the browser. A packet at each beat from the moment the trunk is connected and the browser secured.
 */
final class TrunkToBrowser implements Direction {
    private static final int FRAME_SAMPLES = 20 * SoundQueue.SAMPLES_PER_MILLI;
    private static final int FRAME_OPUS_TICKS = 960;
    private static final int MOST_OPUS_BYTES = 1200;

    /** 120 ms of G.711. */
    private static final int MOST_PAYLOAD = 120 * SoundQueue.SAMPLES_PER_MILLI;

    private final MediaLoop loop;
    private final TrunkLeg trunk;
    private final BrowserLeg browser;
    private final JitterBuffer jitter = new JitterBuffer(TrunkLeg.CLOCK_RATE, FRAME_SAMPLES, MOST_PAYLOAD, false);
    private final JitterFrame frame = new JitterFrame(MOST_PAYLOAD);
    private final SoundQueue sound = new SoundQueue();
    private final Concealment concealment = new Concealment();
    private final DigitRelay digits;
    private OpusEncoder encoder;
    private int ssrc;
    private long skippedSeen;
    private boolean first = true;

    TrunkToBrowser(MediaLoop loop, TrunkLeg trunk, BrowserLeg browser, long nowNanos) {
        this.loop = loop;
        this.trunk = trunk;
        this.browser = browser;
        this.digits = new DigitRelay(loop);
        if (trunk.remote() != null) {
            trunkConnected(nowNanos);
        }
        if (browser.canSend()) {
            browserSecured();
        }
    }

    void trunkConnected(long nowNanos) {
        jitter.start(nowNanos);
    }

    /** The browser's wishes are known now, so its encoder can be made. */
    void browserSecured() {
        browser.remote().dtmf().ifPresent(format -> digits.playAt(format.clockRate()));
        if (encoder == null) {
            OpusEncoderSettings usual = OpusEncoderSettings.narrowband();
            encoder = loop.opus.newEncoder(new OpusEncoderSettings(
                    usual.sampleRate(),
                    usual.bitrate(),
                    usual.complexity(),
                    browser.remote().opusFec(),
                    usual.expectedLossPercent(),
                    browser.remote().opusDtx()));
        }
    }

    @Override
    public void onSound(Leg from, RtpPacket packet, long nowNanos) {
        if (packet.ssrc() != ssrc) {
            ssrc = packet.ssrc();
            jitter.reset();
        }
        PutResult result = jitter.put(
                loop.in,
                packet.payloadOffset(),
                packet.payloadLength(),
                packet.payloadType(),
                packet.sequence(),
                packet.timestamp(),
                packet.payloadLength(),
                nowNanos);
        JitterVerdicts.count(loop.counters, result);
    }

    @Override
    public void onTelephoneEvent(Leg from, RtpPacket packet, DtmfFormat format, long nowNanos) {
        jitter.putSoundless(packet.sequence());
        digits.onPacket(from, packet, format, nowNanos);
    }

    @Override
    public boolean press(char digit, int millis, long nowNanos) {
        return digits.press(digit, millis);
    }

    @Override
    public long nextDeadlineNanos() {
        return jitter.nextPlayoutNanos();
    }

    @Override
    public void run(long nowNanos) {
        if (nowNanos < jitter.nextPlayoutNanos()) {
            return;
        }
        while (jitter.wantsSound()) {
            takeSound();
        }
        digits.poll(nowNanos);
        sendFrame(nowNanos);
        sound.remove(FRAME_SAMPLES);
        browser.stream.advance(FRAME_OPUS_TICKS);
        jitter.advance(nowNanos);
        skippedSeen = JitterVerdicts.countSkipped(loop.counters, jitter, skippedSeen);
    }

    private void takeSound() {
        short[] pcm = sound.samples();
        int at = sound.end();
        switch (jitter.take(frame)) {
            case FRAME -> {
                trunk.heardSound();
                decode(pcm, at);
                sound.added(frame.payloadLength(), frame.durationTicks());
                concealment.good(pcm, at, frame.durationTicks());
            }
            case MERGE -> {
                decode(pcm, at);
                sound.fadeIntoNext(frame.payloadLength());
            }
            case CONCEAL -> {
                concealment.conceal(pcm, at, frame.durationTicks());
                sound.added(frame.durationTicks(), frame.durationTicks());
            }
            case SILENCE -> {
                sound.added(0, frame.durationTicks());
                concealment.good(pcm, at, frame.durationTicks());
            }
        }
    }

    private void decode(short[] pcm, int at) {
        // A re-INVITE may have changed what the payload type of a waiting packet means; then the law of today is used.
        G711Law law = trunk.lawOf(frame.payloadType());
        G711.decode(law == null ? trunk.remote().law() : law, frame.payload(), 0, frame.payloadLength(), pcm, at);
    }

    private void sendFrame(long nowNanos) {
        if (!browser.canSend() || encoder == null) {
            return;
        }
        BrowserRemote remote = browser.remote();
        if (remote.dtmf().isPresent()) {
            int event = digits.write(browser, remote.dtmf().get(), nowNanos);
            if (event > 0) {
                browser.send(event);
            }
            if (digits.replacesSound()) {
                return;
            }
        }
        byte[] out = loop.out;
        int length =
                encoder.encode(sound.samples(), 0, FRAME_SAMPLES, out, RtpPacket.FIXED_HEADER_LENGTH, MOST_OPUS_BYTES);
        // Two bytes or fewer mean that the encoder has nothing to say (DTX): the browser goes on by itself.
        if (length <= 2) {
            first = true;
            return;
        }
        int header = browser.stream.writeHeader(out, 0, remote.opusPayloadType(), first);
        first = false;
        browser.stream.countPayload(length);
        browser.send(header + length);
    }

    @Override
    public long framesConcealed() {
        return jitter.counters().concealed();
    }

    @Override
    public void close() {
        if (encoder != null) {
            encoder.close();
        }
    }
}
