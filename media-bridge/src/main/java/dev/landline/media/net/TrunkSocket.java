package dev.landline.media.net;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The RTP and RTCP ports of one trunk leg (RFC 3550 section 11): an even port and the one above it. */
public final class TrunkSocket implements AutoCloseable {
    /** A second of G.711 at 10 ms packets, kernel overhead included. */
    private static final int RECEIVE_BUFFER_BYTES = 128 * 1024;

    /** Other programs may sit in our range; past this many the range is not ours. */
    private static final int MOST_ATTEMPTS = 64;

    private final DatagramPort rtp;
    private final DatagramPort rtcp;
    private final PortPool pool;

    private TrunkSocket(DatagramPort rtp, DatagramPort rtcp, PortPool pool) {
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.pool = pool;
    }

    /** A pair whose packets are not marked; see {@link #open(InetAddress, PortPool, int, long)}. */
    public static Optional<TrunkSocket> open(InetAddress address, PortPool pool, long nowNanos) throws IOException {
        return open(address, pool, 0, nowNanos);
    }

    /**
     * Takes a pair from the pool and binds it; pairs that another program holds go back and the next is tried.
     *
     * @param dscp how packets are marked
     * @return empty when no pair is to be had
     */
    public static Optional<TrunkSocket> open(InetAddress address, PortPool pool, int dscp, long nowNanos)
            throws IOException {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int port = pool.take(nowNanos);
            if (port == PortPool.NONE) {
                return Optional.empty();
            }
            try {
                DatagramPort rtp = DatagramPort.bind(new InetSocketAddress(address, port), RECEIVE_BUFFER_BYTES, dscp);
                try {
                    DatagramPort rtcp =
                            DatagramPort.bind(new InetSocketAddress(address, port + 1), RECEIVE_BUFFER_BYTES, dscp);
                    return Optional.of(new TrunkSocket(rtp, rtcp, pool));
                } catch (IOException failed) {
                    rtp.close();
                    throw failed;
                }
            } catch (BindException taken) {
                pool.release(port, nowNanos);
            } catch (IOException failed) {
                pool.release(port, nowNanos);
                throw failed;
            }
        }
        return Optional.empty();
    }

    public DatagramPort rtp() {
        return rtp;
    }

    public DatagramPort rtcp() {
        return rtcp;
    }

    /** Closes both ports; the pair rests before it is used again, so that late packets of this call hit nobody. */
    public void close(long nowNanos) {
        close();
        pool.release(rtp.local().getPort(), nowNanos);
    }

    /** Closes both ports without giving the pair back: for the end of the process. */
    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
