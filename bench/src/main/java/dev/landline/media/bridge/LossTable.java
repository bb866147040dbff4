package dev.landline.media.bridge;

import dev.landline.bench.sound.SpeechLike;
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
import dev.landline.media.rtp.RedPacket;
import dev.landline.media.rtp.RedWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What losses do to sound, with and without FEC and RED: our encoder's packets through a network that loses, in virtual
 * time, into the real jitter buffer and decoder. Prints a table in Markdown: segmental SNR and log-spectral distance
 * against the same packets without loss.
 */
public final class LossTable {
    private static final int[] LOSSES = {0, 1, 3, 5, 10, 20};
    private static final int SECONDS = 120;
    private static final int RATE = 8000;
    private static final int SAMPLES = RATE / 50;
    private static final int MOST_BYTES = 1500;
    private static final long FRAME_NANOS = 20_000_000;
    private static final long WAY_NANOS = 30_000_000;
    private static final long JITTER_NANOS = 5_000_000;
    private static final int OPUS = 111;

    private final OpusEngine opus;
    private final short[] speech;
    private final int frames;

    private record Protection(String name, SoundCodec codec, boolean fec, boolean red) {}

    private static final Protection[] PROTECTIONS = {
        new Protection("Opus, no FEC", SoundCodec.OPUS, false, false),
        new Protection("FEC", SoundCodec.OPUS, true, false),
        new Protection("RED", SoundCodec.OPUS, false, true),
        new Protection("FEC and RED", SoundCodec.OPUS, true, true),
        new Protection("PCMU", SoundCodec.PCMU, false, false)
    };

    /** How one run sounded. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Heard(short[] pcm, int concealed) {}

    private LossTable(OpusEngine opus, short[] speech) {
        this.opus = opus;
        this.speech = speech;
        frames = speech.length / SAMPLES;
    }

    /** Runs and prints all; takes no arguments. */
    public static void main(String[] arguments) throws OpusUnavailable {
        OpusEngine opus = OpusEngines.choose(OpusChoice.AUTO, Optional.empty());
        LossTable table = new LossTable(opus, SpeechLike.samples(RATE, SECONDS, 3000, 11));
        System.out.println(
                "Segmental SNR in dB / log-spectral distance in dB against the same packets without loss, and"
                        + " the share of frames made up or restored by FEC, at random loss; " + SECONDS
                        + " s of speech-like sound at 8 kHz, " + opus.description() + " at complexity 0 and 32 kb/s.");
        System.out.println();
        StringBuilder head = new StringBuilder("| loss % |");
        StringBuilder line = new StringBuilder("|---|");
        for (Protection protection : PROTECTIONS) {
            head.append(' ').append(protection.name()).append(" |");
            line.append("---|");
        }
        System.out.println(head);
        System.out.println(line);
        for (int loss : LOSSES) {
            System.out.println(table.row(loss));
        }
    }

    private String row(int loss) {
        StringBuilder row = new StringBuilder("| " + loss + " |");
        for (Protection protection : PROTECTIONS) {
            Heard clean = run(protection, loss, 0);
            Heard lossy = run(protection, loss, loss / 100.0);
            row.append(String.format(
                    " %.1f / %.2f (%.1f %%) |",
                    segmentalSnr(clean.pcm(), lossy.pcm()),
                    SpectralDistance.decibels(clean.pcm(), lossy.pcm(), RATE),
                    100.0 * lossy.concealed() / frames));
        }
        return row.toString();
    }

    /** Encodes for an expected loss, loses a share, and plays. */
    private Heard run(Protection protection, int expectedPercent, double share) {
        int ticks = protection.codec().clockRate() / 50;
        JitterBuffer jitter = new JitterBuffer(
                protection.codec().clockRate(), ticks, MOST_BYTES, protection.codec() == SoundCodec.OPUS);
        Playing playing = new Playing(jitter, SoundDecoder.of(protection.codec(), opus, RATE), ticks, speech.length);
        SplittableRandom random = new SplittableRandom(5);
        RedWriter writer = new RedWriter(1);
        RedPacket red = new RedPacket();
        byte[] frame = new byte[MOST_BYTES];
        byte[] wire = new byte[MOST_BYTES];
        OpusWishes wishes = new OpusWishes(new OpusTuning(32_000, 0, protection.fec()), true, false);
        try (SoundEncoder encoder = SoundEncoder.of(protection.codec(), opus, RATE, wishes)) {
            encoder.expectLoss(expectedPercent == 0 ? 0 : Math.max(5, expectedPercent));
            for (int i = 0; i < frames; i++) {
                int length = encoder.encode(speech, i * SAMPLES, SAMPLES, frame, 0, frame.length);
                long arrival = i * FRAME_NANOS + WAY_NANOS + random.nextLong(JITTER_NANOS);
                int wireLength = length;
                System.arraycopy(frame, 0, wire, 0, length);
                if (protection.red()) {
                    wireLength = writer.write(wire, 0, wire.length, OPUS, frame, 0, length, i * ticks);
                }
                playing.until(arrival);
                if (random.nextDouble() >= share) {
                    deliver(jitter, protection, red, wire, wireLength, i, ticks, arrival);
                }
            }
            playing.until(frames * FRAME_NANOS);
        }
        return playing.end();
    }

    private static void deliver(
            JitterBuffer jitter,
            Protection protection,
            RedPacket red,
            byte[] wire,
            int length,
            int index,
            int ticks,
            long arrival) {
        if (!protection.red()) {
            jitter.put(wire, 0, length, OPUS, index & 0xFFFF, index * ticks, ticks, arrival);
            return;
        }
        if (!red.wrap(wire, 0, length)) {
            throw new IllegalStateException("unreadable RED");
        }
        int newest = red.blocks() - 1;
        for (int block = 0; block <= newest; block++) {
            int of = index - (newest - block);
            if (block == newest) {
                jitter.put(wire, red.offset(block), red.length(block), OPUS, of & 0xFFFF, of * ticks, ticks, arrival);
            } else {
                jitter.putCopy(
                        wire, red.offset(block), red.length(block), OPUS, of & 0xFFFF, of * ticks, ticks, arrival);
            }
        }
    }

    /** Signal against the change, per 20 ms of audible sound, each between -10 and 35 dB, on average. */
    private static double segmentalSnr(short[] clean, short[] other) {
        double sum = 0;
        int counted = 0;
        for (int at = RATE; at + SAMPLES <= clean.length - RATE; at += SAMPLES) {
            double signal = 0;
            double change = 1e-3;
            for (int i = at; i < at + SAMPLES; i++) {
                double difference = clean[i] - other[i];
                signal += (double) clean[i] * clean[i];
                change += difference * difference;
            }
            if (signal / SAMPLES > 100 * 100) {
                sum += Math.clamp(10 * Math.log10(signal / change), -10, 35);
                counted++;
            }
        }
        return sum / counted;
    }

    /** The listening end: what is played lands where its timestamp says. */
    private static final class Playing {
        private final JitterBuffer jitter;
        private final SoundDecoder decoder;
        private final JitterFrame frame = new JitterFrame(MOST_BYTES);
        private final int ticks;
        private final short[] heard;
        private final short[] pcm = new short[RATE];

        Playing(JitterBuffer jitter, SoundDecoder decoder, int ticks, int samples) {
            this.jitter = jitter;
            this.decoder = decoder;
            this.ticks = ticks;
            heard = new short[samples];
        }

        void until(long nanos) {
            while (jitter.nextPlayoutNanos() <= nanos) {
                long now = jitter.nextPlayoutNanos();
                while (jitter.wantsSound()) {
                    take();
                }
                jitter.advance(now);
            }
        }

        private void take() {
            switch (jitter.take(frame)) {
                case FRAME, MERGE ->
                    place(decoder.decode(frame.payload(), 0, frame.payloadLength(), pcm, 0, pcm.length));
                case CONCEAL ->
                    place(
                            frame.payloadLength() > 0
                                    ? decoder.restore(frame.payload(), 0, frame.payloadLength(), pcm, 0, SAMPLES)
                                    : decoder.conceal(pcm, 0, SAMPLES));
                case SILENCE -> {}
            }
        }

        private void place(int samples) {
            int at = frame.timestamp() / ticks * SAMPLES;
            if (at >= 0 && at + samples <= heard.length) {
                System.arraycopy(pcm, 0, heard, at, samples);
            }
        }

        Heard end() {
            decoder.close();
            return new Heard(
                    Arrays.copyOf(heard, heard.length), (int) jitter.counters().concealed());
        }
    }
}
