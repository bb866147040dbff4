package dev.landline.bench.jmh;

import dev.landline.bench.sound.SpeechLike;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusDecoder;
import dev.landline.media.codec.OpusEncoder;
import dev.landline.media.codec.OpusEncoderSettings;
import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusEngines;
import dev.landline.media.codec.OpusUnavailable;
import java.util.Arrays;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Opus as calls use it: encoding 160 samples at 8 kHz with our settings, and decoding to 8 kHz what a browser sends (48
 * kHz, 32 kb/s, FEC). Eight seconds of sound, over and over.
 */
@State(Scope.Thread)
public class OpusBenchmark extends ShortRuns {
    private static final int FRAMES = 400;
    private static final int FRAME = 160;
    private static final int BROWSER_FRAME = 960;
    private static final int MOST_BYTES = 1200;

    @Param({"NATIVE", "CONCENTUS"})
    public OpusChoice engine;

    private final short[] speech = SpeechLike.samples(8000, FRAMES * 0.02, 3000, 1);
    private final byte[][] packets = new byte[FRAMES][];
    private final byte[] packet = new byte[MOST_BYTES];
    private final short[] pcm = new short[5760];
    private OpusEncoder encoder;
    private OpusEncoder fecEncoder;
    private OpusDecoder decoder;
    private int frame;

    @Setup
    public void prepare() throws OpusUnavailable {
        OpusEngine opus = OpusEngines.choose(engine, Optional.empty());
        encodeLikeABrowser(opus);
        encoder = opus.newEncoder(OpusEncoderSettings.narrowband().expectingNoLoss());
        fecEncoder = opus.newEncoder(OpusEncoderSettings.narrowband());
        decoder = opus.newDecoder(8000);
    }

    private void encodeLikeABrowser(OpusEngine opus) {
        short[] wide = SpeechLike.samples(48_000, FRAMES * 0.02, 3000, 1);
        try (OpusEncoder browser = opus.newEncoder(new OpusEncoderSettings(48_000, 32_000, 9, true, 5, false))) {
            for (int i = 0; i < FRAMES; i++) {
                int length = browser.encode(wide, i * BROWSER_FRAME, BROWSER_FRAME, packet, 0, MOST_BYTES);
                packets[i] = Arrays.copyOf(packet, length);
            }
        }
    }

    @TearDown
    public void release() {
        encoder.close();
        fecEncoder.close();
        decoder.close();
    }

    @Benchmark
    public int encode() {
        frame = (frame + 1) % FRAMES;
        return encoder.encode(speech, frame * FRAME, FRAME, packet, 0, MOST_BYTES);
    }

    /** For a peer that loses packets. */
    @Benchmark
    public int encodeWithFec() {
        frame = (frame + 1) % FRAMES;
        return fecEncoder.encode(speech, frame * FRAME, FRAME, packet, 0, MOST_BYTES);
    }

    @Benchmark
    public int decode() {
        frame = (frame + 1) % FRAMES;
        byte[] next = packets[frame];
        return decoder.decode(next, 0, next.length, pcm, 0, pcm.length);
    }

    /** A lost frame whose FEC copy is in the packet after it. */
    @Benchmark
    public int restoreByFec() {
        frame = (frame + 1) % FRAMES;
        byte[] next = packets[frame];
        return decoder.decodeFec(next, 0, next.length, pcm, 0, FRAME);
    }
}
