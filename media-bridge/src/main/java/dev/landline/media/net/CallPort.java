package dev.landline.media.net;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A port that one browser has to itself, as full ICE needs it: taken from a pool and given back to it. */
public final class CallPort {
    /** Two seconds of a browser that sends 20 ms packets, kernel overhead included. */
    private static final int RECEIVE_BUFFER_BYTES = 256 * 1024;

    /** Other programs may sit in our range; past this many the range is not ours. */
    private static final int MOST_ATTEMPTS = 64;

    private final DatagramPort socket;
    private final PortPool pool;

    private CallPort(DatagramPort socket, PortPool pool) {
        this.socket = socket;
        this.pool = pool;
    }

    /**
     * Takes a port from the pool and binds it; one that another program holds goes back and the next is tried.
     *
     * @param dscp differentiated services code point of what is sent
     * @return empty when none is to be had
     */
    public static Optional<CallPort> open(InetAddress address, PortPool pool, int dscp, long nowNanos)
            throws IOException {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int port = pool.take(nowNanos);
            if (port == PortPool.NONE) {
                return Optional.empty();
            }
            try {
                DatagramPort socket =
                        DatagramPort.bind(new InetSocketAddress(address, port), RECEIVE_BUFFER_BYTES, dscp);
                return Optional.of(new CallPort(socket, pool));
            } catch (BindException taken) {
                pool.release(port, nowNanos);
            } catch (IOException failed) {
                pool.release(port, nowNanos);
                throw failed;
            }
        }
        return Optional.empty();
    }

    public DatagramPort socket() {
        return socket;
    }

    /** Closes the port; it rests before it is used again. */
    public void close(long nowNanos) {
        socket.close();
        pool.release(socket.local().getPort(), nowNanos);
    }
}
