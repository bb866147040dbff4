package dev.landline.sip.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** SIP over UDP, from a port of its own. */
public final class UdpWire implements ProbeWire {

    private final DatagramSocket socket;

    private UdpWire(DatagramSocket socket) {
        this.socket = socket;
    }

    /**
     * Opens a port toward a peer; nothing is sent.
     *
     * @param from our address
     */
    public static UdpWire open(InetAddress from, InetSocketAddress peer) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(from, 0));
        // Connected, so that a closed port on the other side is heard of.
        socket.connect(peer);
        return new UdpWire(socket);
    }

    @Override
    public String transport() {
        return "UDP";
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void send(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length));
    }

    @Override
    public Optional<String> receive(Duration patience) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
        try {
            socket.receive(packet);
            return Optional.of(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isReliable() {
        return false;
    }

    @Override
    public void close() {
        socket.close();
    }
}
