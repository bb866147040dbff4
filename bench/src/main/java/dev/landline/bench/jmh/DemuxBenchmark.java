package dev.landline.bench.jmh;

import dev.landline.media.net.PacketDemux;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Telling what a datagram is: mostly RTP, now and then RTCP, STUN and DTLS, as on a browser's port. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DemuxBenchmark extends ShortRuns {
    private static final int KINDS = 256;
    private static final int LENGTH = 100;

    private final byte[][] datagrams = new byte[KINDS][LENGTH];
    private int next;

    public DemuxBenchmark() {
        for (int i = 0; i < KINDS; i++) {
            datagrams[i][0] = (byte) 0x80;
            datagrams[i][1] = 111;
        }
        datagrams[50][1] = (byte) 200;
        datagrams[100][0] = 0;
        datagrams[150][0] = 22;
    }

    @Benchmark
    public PacketDemux.Kind classify() {
        next = (next + 1) % KINDS;
        return PacketDemux.classify(datagrams[next], 0, LENGTH);
    }
}
