package dev.landline.media.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * One bound UDP port: receive into and send from byte arrays without allocating. Receiving belongs to one thread;
 * sending is safe from any thread, because the channel serialises it.
 *
 * <p>The channel stays unconnected on purpose: a connected one would have the kernel drop foreign sources silently, and
 * those must be counted. What it costs: {@code receive} makes a new address object (about 100 bytes) whenever the
 * source differs from the packet before, and none while it stays the same.
 */
public final class DatagramPort implements AutoCloseable {
    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private ByteBuffer receiving = ByteBuffer.allocate(0);
    private ByteBuffer sending = ByteBuffer.allocate(0);
    private int receivedLength;

    private DatagramPort(DatagramChannel channel) throws IOException {
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
    }

    /**
     * Binds {@code address}; port 0 takes any free one.
     *
     * @param receiveBufferBytes wish for the kernel's receive buffer; it grants at most net.core.rmem_max
     * @throws IOException when the port is in use or the address is not ours
     */
    public static DatagramPort bind(InetSocketAddress address, int receiveBufferBytes) throws IOException {
        return bind(address, receiveBufferBytes, 0);
    }

    /**
     * The same for a port whose packets are marked.
     *
     * @param dscp differentiated services code point (RFC 2474), 0 to 63; a system that will not mark sends all the same
     */
    public static DatagramPort bind(InetSocketAddress address, int receiveBufferBytes, int dscp) throws IOException {
        DatagramChannel channel = open(address);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
            channel.configureBlocking(false);
            channel.bind(address);
            // The upper six bits of what IPv4 calls type of service and IPv6 traffic class.
            channel.setOption(StandardSocketOptions.IP_TOS, dscp << 2);
            return new DatagramPort(channel);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /**
     * A channel of one family where the address says which: the kernel's IPv4 path is shorter without IPv6 around it. The
     * wildcard takes both, however it is written.
     */
    private static DatagramChannel open(InetSocketAddress address) throws IOException {
        boolean onlyIpv4 = address.getAddress() instanceof Inet4Address ip && !ip.isAnyLocalAddress();
        return onlyIpv4 ? DatagramChannel.open(StandardProtocolFamily.INET) : DatagramChannel.open();
    }

    public InetSocketAddress local() {
        return local;
    }

    /** The selector wakes with {@code attachment} when a datagram waits. */
    public SelectionKey register(Selector selector, Object attachment) throws IOException {
        return channel.register(selector, SelectionKey.OP_READ, attachment);
    }

    /**
     * Takes one datagram into {@code buffer} from its start. A longer one is cut to the buffer's size, which no media
     * packet reaches.
     *
     * @return its source, or null when none waits; its length is {@link #receivedLength()}
     */
    public InetSocketAddress receive(byte[] buffer) throws IOException {
        if (receiving.array() != buffer) {
            receiving = ByteBuffer.wrap(buffer);
        }
        receiving.clear();
        SocketAddress from = channel.receive(receiving);
        if (from == null) {
            return null;
        }
        receivedLength = receiving.position();
        return (InetSocketAddress) from;
    }

    /** Length in bytes of the datagram last received. */
    public int receivedLength() {
        return receivedLength;
    }

    /**
     * Sends from the owning thread.
     *
     * @return false when the kernel's buffer is full or the address cannot be reached: the datagram is lost, as UDP may
     */
    public boolean send(byte[] buffer, int offset, int length, InetSocketAddress to) {
        if (sending.array() != buffer) {
            sending = ByteBuffer.wrap(buffer);
        }
        sending.clear().position(offset).limit(offset + length);
        return send(sending, to);
    }

    /** Sends from any other thread, with a buffer of the caller's own. */
    public boolean send(ByteBuffer datagram, InetSocketAddress to) {
        try {
            return channel.send(datagram, to) > 0;
        } catch (IOException | IllegalArgumentException unreachable) {
            // No route, a firewall's refusal, an address of the other family, or closed meanwhile.
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing is left to release.
        }
    }
}
