package dev.landline.bench.jmh;

import dev.landline.bench.sound.SpeechLike;
import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** G.711 companding of 160 samples. */
@State(Scope.Thread)
public class G711Benchmark extends ShortRuns {
    private static final int SAMPLES = 160;

    @Param({"PCMU", "PCMA"})
    public G711Law law;

    private final short[] pcm = SpeechLike.samples(8000, 0.02, 3000, 1);
    private final byte[] codes = new byte[SAMPLES];

    @Benchmark
    public byte[] encode() {
        G711.encode(law, pcm, 0, SAMPLES, codes, 0);
        return codes;
    }

    @Benchmark
    public short[] decode() {
        G711.decode(law, codes, 0, SAMPLES, pcm, 0);
        return pcm;
    }
}
