package dev.landline.media.bridge;

import dev.landline.media.codec.ComfortNoise;
import dev.landline.media.codec.OpusPacket;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.codec.SoundDecoder;
import dev.landline.media.jitter.JitterBuffer;
import dev.landline.media.jitter.JitterFrame;
import dev.landline.media.jitter.PutResult;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.SequenceNumber;

/**
 * What a leg's peer says, as samples: jitter buffer, then decoder, FEC or concealment. It keeps the direction's playout
 * clock. Owned by the media loop.
 */
final class SoundReceiver {
    /** 120 ms of G.711, or more Opus than a browser puts into one packet. */
    private static final int MOST_PAYLOAD = 1500;

    private static final int CODECS = SoundCodec.values().length;

    private final MediaLoop loop;
    private final int sampleRate;
    private final int frameMillis;
    private final JitterFrame frame = new JitterFrame(MOST_PAYLOAD);
    private final SoundDecoder[] decoders = new SoundDecoder[CODECS];
    private JitterBuffer jitter;
    private Leg from;
    private SoundCodec playing;
    private int clockRate;
    private int ssrc;
    private long concealedBefore;
    private long skippedSeen;
    private boolean silent = true;
    private ComfortNoise noise;
    private boolean noisy;
    private int noiseSequence;
    private int expectedTimestamp;

    /**
     * @param sampleRate of what comes out
     * @param frameMillis what is played at each beat
     * @param expected the codec that will come, as far as is known
     */
    SoundReceiver(MediaLoop loop, int sampleRate, int frameMillis, SoundCodec expected) {
        this.loop = loop;
        this.sampleRate = sampleRate;
        this.frameMillis = frameMillis;
        count(expected);
    }

    /** Makes a jitter buffer that counts as this codec does. */
    private void count(SoundCodec codec) {
        if (jitter != null) {
            concealedBefore += jitter.counters().concealed();
            skippedSeen = 0;
        }
        playing = codec;
        silent = true;
        clockRate = codec.clockRate();
        jitter = new JitterBuffer(clockRate, frameMillis * clockRate / 1000, MOST_PAYLOAD, codec == SoundCodec.OPUS);
    }

    void start(long nowNanos) {
        jitter.start(nowNanos);
    }

    /** A packet stands in {@code loop.in}. */
    void onSound(Leg leg, SoundCodec codec, RtpPacket packet, long nowNanos) {
        from = leg;
        if (codec.clockRate() != clockRate) {
            long beatNanos = jitter.nextPlayoutNanos();
            count(codec);
            if (beatNanos != Timed.NEVER) {
                jitter.start(beatNanos);
            }
        }
        if (packet.ssrc() != ssrc) {
            ssrc = packet.ssrc();
            jitter.reset();
            silent = true;
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
                SoundDecoder.ticks(codec, bytes, at, length),
                nowNanos,
                loop.unreadNanos(nowNanos));
        JitterVerdicts.count(loop.counters, result);
        leg.meter.judged(result);
    }

    /** A copy of an earlier packet came along with the one that follows. */
    void onCopy(SoundCodec codec, RtpPacket packet, long nowNanos) {
        if (codec.clockRate() != clockRate || packet.ssrc() != ssrc) {
            return;
        }
        byte[] bytes = loop.in;
        int at = packet.payloadOffset();
        int length = packet.payloadLength();
        boolean kept = jitter.putCopy(
                bytes,
                at,
                length,
                packet.payloadType(),
                packet.sequence(),
                packet.timestamp(),
                SoundDecoder.ticks(codec, bytes, at, length),
                nowNanos);
        if (kept && from != null) {
            from.meter.copyKept();
        }
    }

    /** A packet of the stream carries something other than sound. */
    void onSoundless(RtpPacket packet) {
        jitter.putSoundless(packet.sequence());
    }

    /** The peer says nothing and describes its background, which is heard until it speaks again. */
    void onComfortNoise(RtpPacket packet) {
        onSoundless(packet);
        if (noise == null) {
            noise = new ComfortNoise(sampleRate);
        }
        noiseSequence = packet.sequence();
        noisy = noise.describe(loop.in, packet.payloadOffset(), packet.payloadLength());
    }

    long nextPlayoutNanos() {
        return jitter.nextPlayoutNanos();
    }

    /** Fills the queue up to this beat's frame. */
    void collect(SoundQueue sound) {
        while (jitter.wantsSound()) {
            take(sound);
        }
    }

    /** Moves on to the next beat, after the frame was sent. */
    void advance(long nowNanos) {
        jitter.advance(nowNanos);
        skippedSeen = JitterVerdicts.countSkipped(loop.counters, jitter, skippedSeen);
    }

    private void take(SoundQueue sound) {
        short[] pcm = sound.samples();
        int at = sound.end();
        switch (jitter.take(frame)) {
            case FRAME -> {
                from.heardSound();
                // What was said before the pause may wait here yet.
                noisy &= SequenceNumber.distance(noiseSequence, frame.sequence()) < 0;
                played();
                if (isJump()) {
                    sound.joinNext();
                }
                int decoded = decoder().decode(frame.payload(), 0, frame.payloadLength(), pcm, at, sound.room());
                sound.added(decoded, samples());
                expectedTimestamp = frame.timestamp() + frame.durationTicks();
            }
            case MERGE -> {
                played();
                if (isJump()) {
                    sound.joinNext();
                }
                sound.mergeIntoNext(decoder().decode(frame.payload(), 0, frame.payloadLength(), pcm, at, sound.room()));
                expectedTimestamp = frame.timestamp() + frame.durationTicks();
            }
            case CONCEAL -> {
                if (playing == SoundCodec.OPUS
                        && frame.payloadLength() > 0
                        && OpusPacket.hasFec(frame.payload(), 0, frame.payloadLength())) {
                    from.meter.restored();
                } else {
                    from.meter.concealed();
                }
                int made = frame.payloadLength() > 0
                        ? decoder().restore(frame.payload(), 0, frame.payloadLength(), pcm, at, samples())
                        : decoder(playing).conceal(pcm, at, samples());
                sound.added(made, samples());
                expectedTimestamp = frame.timestamp() + frame.durationTicks();
            }
            case SILENCE -> {
                if (!silent) {
                    sound.joinNext();
                }
                silent = true;
                decoder(playing).silence(pcm, at, samples());
                if (noisy) {
                    noise.fill(pcm, at, samples());
                }
                sound.added(samples(), samples());
            }
        }
    }

    private void played() {
        int beats = frame.durationTicks() / (frameMillis * clockRate / 1000);
        from.meter.played(Math.max(1, beats), jitter.nextPlayoutNanos() - frame.arrivalNanos());
    }

    /** Whether the frame's sound does not go on where the last one ended: after silence, or where sound was skipped. */
    private boolean isJump() {
        int ahead = frame.timestamp() - expectedTimestamp;
        boolean jump = silent || ahead > 0 || ahead < -JitterBuffer.MAX_DELAY_MILLIS * clockRate / 1000;
        silent = false;
        return jump;
    }

    /** Samples of the stretch that the jitter buffer handed out. */
    private int samples() {
        return (int) ((long) frame.durationTicks() * sampleRate / clockRate);
    }

    /** The decoder of the packet in the frame. */
    private SoundDecoder decoder() {
        // A re-INVITE may have changed what the payload type of a waiting packet means; then today's codec is used.
        SoundCodec codec = from.codecOf(frame.payloadType());
        if (codec != null && codec.clockRate() == clockRate) {
            playing = codec;
        }
        return decoder(playing);
    }

    @SuppressWarnings("EnumOrdinal") // the index into an array that never leaves this class
    private SoundDecoder decoder(SoundCodec codec) {
        int index = codec.ordinal();
        if (decoders[index] == null) {
            decoders[index] = SoundDecoder.of(codec, loop.opus, sampleRate);
        }
        return decoders[index];
    }

    int targetDelayMicros() {
        return jitter.targetDelayMicros();
    }

    long skipped() {
        return skippedSeen;
    }

    long framesConcealed() {
        return concealedBefore + jitter.counters().concealed();
    }

    void close() {
        for (SoundDecoder decoder : decoders) {
            if (decoder != null) {
                decoder.close();
            }
        }
    }
}
