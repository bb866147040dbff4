package dev.landline.media.bridge;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusDecoder;
import dev.landline.media.codec.OpusPacket;
import dev.landline.media.jitter.JitterBuffer;
import dev.landline.media.jitter.JitterFrame;
import dev.landline.media.jitter.PutResult;
import dev.landline.media.rtp.RtpPacket;
import java.util.Arrays;

/**
 * Browser to trunk, in packet order: jitter buffer, FEC or concealment, Opus decode at 8 kHz, G.711 encode, RTP to the
 * trunk. The trunk hears a packet at each beat from the moment it is connected until the end of the call, whatever the
 * browser does: silence when nothing plays, because carriers hang up on streams that stop.
 */
final class BrowserToTrunk implements Direction {
    private static final int OPUS_TICKS_PER_SAMPLE = BrowserLeg.CLOCK_RATE / TrunkLeg.CLOCK_RATE;
    private static final int MOST_PAYLOAD = 1500;

    private final MediaLoop loop;
    private final TrunkLeg trunk;
    private final OpusDecoder decoder;
    private final JitterFrame frame = new JitterFrame(MOST_PAYLOAD);
    private final SoundQueue sound = new SoundQueue();
    private final DigitRelay digits;
    private JitterBuffer jitter;
    private Leg browser;
    private int frameSamples;
    private int ssrc;
    private long concealedBefore;
    private long skippedSeen;
    private boolean first = true;

    BrowserToTrunk(MediaLoop loop, TrunkLeg trunk) {
        this.loop = loop;
        this.trunk = trunk;
        this.decoder = loop.opus.newDecoder(TrunkLeg.CLOCK_RATE);
        this.digits = new DigitRelay(loop);
        beatEvery(20);
    }

    /** Sets the length of our packets; a change begins the jitter buffer anew. */
    private void beatEvery(int ptimeMillis) {
        int samples = ptimeMillis * SoundQueue.SAMPLES_PER_MILLI;
        if (samples == frameSamples) {
            return;
        }
        if (jitter != null) {
            concealedBefore += jitter.counters().concealed();
            sound.remove(sound.end());
            skippedSeen = 0;
        }
        frameSamples = samples;
        jitter = new JitterBuffer(BrowserLeg.CLOCK_RATE, samples * OPUS_TICKS_PER_SAMPLE, MOST_PAYLOAD, true);
    }

    /** The trunk said where and how it wants its RTP, for the first time or anew. */
    void trunkConnected(long nowNanos) {
        beatEvery(trunk.remote().ptimeMillis());
        trunk.remote().dtmf().ifPresent(format -> digits.playAt(format.clockRate()));
        jitter.start(nowNanos);
    }

    @Override
    public void onSound(Leg from, RtpPacket packet, long nowNanos) {
        browser = from;
        if (trunk.remote() == null) {
            return;
        }
        if (packet.ssrc() != ssrc) {
            ssrc = packet.ssrc();
            jitter.reset();
        }
        byte[] bytes = loop.in;
        int at = packet.payloadOffset();
        int length = packet.payloadLength();
        PutResult result = jitter.put(
                bytes,
                at,
                length,
                packet.payloadType(),
                packet.sequence(),
                packet.timestamp(),
                OpusPacket.ticks(bytes, at, length, BrowserLeg.CLOCK_RATE),
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
        sound.remove(frameSamples);
        trunk.stream.advance(frameSamples);
        jitter.advance(nowNanos);
        skippedSeen = JitterVerdicts.countSkipped(loop.counters, jitter, skippedSeen);
    }

    private void takeSound() {
        short[] pcm = sound.samples();
        int at = sound.end();
        switch (jitter.take(frame)) {
            case FRAME -> {
                browser.heardSound();
                int decoded = decoder.decode(frame.payload(), 0, frame.payloadLength(), pcm, at, sound.room());
                sound.added(decoded, expected());
            }
            case MERGE ->
                sound.fadeIntoNext(decoder.decode(frame.payload(), 0, frame.payloadLength(), pcm, at, sound.room()));
            case CONCEAL -> {
                int made = frame.payloadLength() > 0
                        ? decoder.decodeFec(frame.payload(), 0, frame.payloadLength(), pcm, at, expected())
                        : decoder.conceal(pcm, at, expected());
                sound.added(made, expected());
            }
            case SILENCE -> sound.added(0, expected());
        }
    }

    /** Samples of the stretch that the jitter buffer handed out. */
    private int expected() {
        return frame.durationTicks() / OPUS_TICKS_PER_SAMPLE;
    }

    private void sendFrame(long nowNanos) {
        if (!trunk.canSend()) {
            return;
        }
        TrunkRemote remote = trunk.remote();
        if (remote.dtmf().isPresent()) {
            int event = digits.write(trunk, remote.dtmf().get(), nowNanos);
            if (event > 0) {
                trunk.send(event);
            }
            if (digits.replacesSound()) {
                return;
            }
        }
        byte[] out = loop.out;
        int header = trunk.stream.writeHeader(out, 0, remote.payloadType(), first);
        first = false;
        if (remote.receives()) {
            G711.encode(remote.law(), sound.samples(), 0, frameSamples, out, header);
        } else {
            fillSilence(remote.law(), out, header);
        }
        trunk.stream.countPayload(frameSamples);
        trunk.send(header + frameSamples);
    }

    /** On hold the trunk hears no word of ours, but its stream goes on. */
    private void fillSilence(G711Law law, byte[] out, int at) {
        Arrays.fill(out, at, at + frameSamples, G711.silence(law));
    }

    @Override
    public long framesConcealed() {
        return concealedBefore + jitter.counters().concealed();
    }

    @Override
    public void close() {
        decoder.close();
    }
}
