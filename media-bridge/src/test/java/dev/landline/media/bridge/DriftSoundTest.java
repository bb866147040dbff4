package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusEngines;
import dev.landline.media.codec.OpusTuning;
import dev.landline.media.codec.OpusUnavailable;
import dev.landline.media.codec.OpusWishes;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.codec.SoundDecoder;
import dev.landline.media.codec.SoundEncoder;
import dev.landline.media.jitter.JitterBuffer;
import dev.landline.media.jitter.JitterFrame;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ten minutes of a tone from a sender whose clock is not ours, decoded, in virtual time. A sine follows from its last two
 * samples; where the next one is not the one that follows there was a click.
 */
class DriftSoundTest {

    private static final int RATE = 8000;
    private static final int SAMPLES = RATE / 50;
    private static final int FRAMES = 10 * 60 * 50;
    private static final long FRAME_NANOS = 20_000_000;
    private static final long JITTER_NANOS = 3_000_000;
    private static final int MOST_BYTES = 1500;
    private static final int PAYLOAD_TYPE = 96;
    private static final double HERTZ = 440;
    private static final double AMPLITUDE = 8000;
    /** The coder's own noise is a tenth of this; a frame left out or put in is more than three times as much. */
    private static final double CLICK = 0.2 * AMPLITUDE;

    private final double turn = 2 * Math.PI * HERTZ / RATE;
    private final short[] pcm = new short[RATE];
    private final JitterFrame frame = new JitterFrame(MOST_BYTES);
    private double before;
    private double beforeThat;
    private long heard;
    private int clicks;

    @ParameterizedTest
    @CsvSource({"PCMU, 100", "PCMU, -100", "OPUS, 100", "OPUS, -100"})
    void tenMinutesOfAToneHaveNoClick(SoundCodec codec, double ppm) throws OpusUnavailable {
        play(codec, ppm, -1);
        assertEquals(0, clicks);
        assertTrue(heard > (FRAMES - 50L) * SAMPLES, "samples heard: " + heard);
    }

    @ParameterizedTest
    @CsvSource({"PCMU", "OPUS"})
    void aFrameLeftOutIsHeardAsAClick(SoundCodec codec) throws OpusUnavailable {
        play(codec, 100, 5_000);
        assertTrue(clicks > 0);
    }

    /** @param leftOut this frame is skipped by the listener, to see that this test can hear it; -1 for none */
    private void play(SoundCodec codec, double ppm, int leftOut) throws OpusUnavailable {
        OpusEngine opus = OpusEngines.choose(OpusChoice.AUTO, Optional.empty());
        int ticks = codec.clockRate() / 50;
        JitterBuffer jitter = new JitterBuffer(codec.clockRate(), ticks, MOST_BYTES, codec == SoundCodec.OPUS);
        SplittableRandom random = new SplittableRandom(3);
        short[] sine = new short[SAMPLES];
        byte[] wire = new byte[MOST_BYTES];
        OpusWishes wishes = new OpusWishes(new OpusTuning(32_000, 0, false), true, false);
        try (SoundEncoder encoder = SoundEncoder.of(codec, opus, RATE, wishes);
                SoundDecoder decoder = SoundDecoder.of(codec, opus, RATE)) {
            for (int i = 0; i < FRAMES; i++) {
                for (int n = 0; n < SAMPLES; n++) {
                    sine[n] = (short) Math.round(AMPLITUDE * Math.sin(turn * ((long) i * SAMPLES + n)));
                }
                int length = encoder.encode(sine, 0, SAMPLES, wire, 0, wire.length);
                long sent = Math.round(i * FRAME_NANOS * (1 + ppm / 1e6));
                long arrival = sent + JITTER_NANOS + random.nextLong(JITTER_NANOS);
                until(jitter, decoder, arrival, leftOut);
                jitter.put(wire, 0, length, PAYLOAD_TYPE, i & 0xFFFF, i * ticks, ticks, arrival);
            }
        }
    }

    private void until(JitterBuffer jitter, SoundDecoder decoder, long nanos, int leftOut) {
        while (jitter.nextPlayoutNanos() <= nanos) {
            long now = jitter.nextPlayoutNanos();
            while (jitter.wantsSound()) {
                switch (jitter.take(frame)) {
                    case FRAME, MERGE ->
                        listen(
                                decoder.decode(frame.payload(), 0, frame.payloadLength(), pcm, 0, pcm.length),
                                heard / SAMPLES == leftOut);
                    case CONCEAL -> listen(decoder.conceal(pcm, 0, SAMPLES), false);
                    case SILENCE -> {}
                }
            }
            jitter.advance(now);
        }
    }

    private void listen(int samples, boolean skipped) {
        for (int n = 0; n < samples; n++) {
            // The first half second is the coder's way in.
            if (!skipped && heard > RATE / 2 && Math.abs(pcm[n] - (2 * Math.cos(turn) * before - beforeThat)) > CLICK) {
                clicks++;
            }
            if (!skipped) {
                beforeThat = before;
                before = pcm[n];
            }
            heard++;
        }
    }
}
