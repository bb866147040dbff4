package dev.landline.bench.jmh;

import dev.landline.bench.sound.SpeechLike;
import dev.landline.media.codec.G722Decoder;
import dev.landline.media.codec.G722Encoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** G.722 of 20 ms: 320 samples, 160 bytes. A second of sound, over and over. */
@State(Scope.Thread)
public class G722Benchmark extends ShortRuns {
    private static final int FRAMES = 50;
    private static final int SAMPLES = 320;
    private static final int BYTES = 160;

    private final short[] speech = SpeechLike.samples(16_000, FRAMES * 0.02, 3000, 1);
    private final byte[] codes = new byte[FRAMES * BYTES];
    private final byte[] out = new byte[BYTES];
    private final short[] pcm = new short[SAMPLES];
    private final G722Encoder encoder = new G722Encoder();
    private final G722Decoder decoder = new G722Decoder();
    private int frame;

    @Setup
    public void prepare() {
        new G722Encoder().encode(speech, 0, FRAMES * SAMPLES, codes, 0);
    }

    @Benchmark
    public int encode() {
        frame = (frame + 1) % FRAMES;
        return encoder.encode(speech, frame * SAMPLES, SAMPLES, out, 0);
    }

    @Benchmark
    public int decode() {
        frame = (frame + 1) % FRAMES;
        return decoder.decode(codes, frame * BYTES, BYTES, pcm, 0);
    }
}
