package dev.landline.sip.stack;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP over UDP. JAIN-SIP's own processor has an unbounded queue, keeps no order within a call and offers no place in front
 * of its parser; this one is a socket, a thread and the common {@link Inbound} door.
 */
final class UdpProcessor extends MessageProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(UdpProcessor.class);
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;
    private static final int LARGEST_DATAGRAM = 65_535;

    private final Inbound inbound;
    private final DatagramSocket socket;

    UdpProcessor(SIPTransactionStack stack, InetAddress address, int port, Inbound inbound) throws IOException {
        super(address, port, "udp", stack);
        this.inbound = inbound;
        this.socket = new DatagramSocket(new InetSocketAddress(address, port));
        socket.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
        socket.setSendBufferSize(SOCKET_BUFFER_BYTES);
    }

    @Override
    public void start() {
        Thread.ofPlatform().name("sip-udp-" + getPort()).daemon(true).start(this::readUntilClosed);
    }

    private void readUntilClosed() {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        while (!socket.isClosed()) {
            try {
                packet.setLength(LARGEST_DATAGRAM);
                socket.receive(packet);
                received(packet);
            } catch (IOException e) {
                // A port-unreachable of an earlier send may show up here; the socket is still good.
                if (!socket.isClosed()) {
                    LOG.debug("UDP receive failed", e);
                }
            } catch (RuntimeException e) {
                inbound.counters().bug(LOG, "a UDP message", e);
            }
        }
    }

    private void received(DatagramPacket packet) {
        byte[] data = packet.getData();
        int start = 0;
        while (start < packet.getLength() && (data[start] == '\r' || data[start] == '\n' || data[start] == 0)) {
            start++;
        }
        if (start == packet.getLength()) {
            return; // A keep-alive of one of the usual shapes: CRLF, double CRLF or zeros.
        }
        InetSocketAddress source = (InetSocketAddress) packet.getSocketAddress();
        inbound.received(Arrays.copyOfRange(data, start, packet.getLength()), channelTo(source), "udp");
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        return createMessageChannel(target.getInetAddress(), target.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress address, int port) throws IOException {
        if (port <= 0 || port > 65_535) {
            throw new IOException("no port to send to");
        }
        return channelTo(new InetSocketAddress(address, port));
    }

    private UdpChannel channelTo(InetSocketAddress peer) {
        return new UdpChannel(this, peer, socket, inbound.counters());
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public void stop() {
        socket.close();
    }

    @Override
    public int getDefaultTargetPort() {
        return 5060;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public int getMaximumMessageSize() {
        return LARGEST_DATAGRAM;
    }

    @Override
    public boolean inUse() {
        return false;
    }
}
