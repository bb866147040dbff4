package dev.landline.bench.jmh;

import dev.landline.media.jitter.JitterBuffer;
import dev.landline.media.jitter.JitterFrame;
import dev.landline.media.jitter.Playout;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One packet of 160 bytes in and one frame out, in virtual time, with three milliseconds of jitter. */
@State(Scope.Thread)
public class JitterBufferBenchmark extends ShortRuns {
    private static final int FRAME = 160;
    private static final long FRAME_NANOS = 20_000_000;
    private static final long JITTER_STEP_NANOS = 1_000_000;

    private final byte[] payload = new byte[FRAME];
    private final JitterFrame frame = new JitterFrame(FRAME);
    private JitterBuffer jitter;
    private int packets;

    @Setup
    public void prepare() {
        jitter = new JitterBuffer(8000, FRAME, FRAME, false);
        packets = 0;
    }

    @Benchmark
    public void putAndTake(Blackhole sink) {
        int n = packets++;
        long arrivalNanos = n * FRAME_NANOS + n % 4 * JITTER_STEP_NANOS;
        sink.consume(jitter.put(payload, 0, FRAME, 0, n & 0xFFFF, n * FRAME, FRAME, arrivalNanos));
        while (jitter.nextPlayoutNanos() <= arrivalNanos) {
            while (jitter.wantsSound()) {
                Playout playout = jitter.take(frame);
                sink.consume(playout);
            }
            jitter.advance(arrivalNanos);
        }
    }
}
