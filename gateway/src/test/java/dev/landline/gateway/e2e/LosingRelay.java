package dev.landline.gateway.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;

/**
 * Stands between one browser and the gateway's media port: what the browser sends passes, of the sound that the gateway
 * sends a share is lost. ICE, DTLS and RTCP are left alone, so that only sound suffers.
 */
final class LosingRelay implements AutoCloseable {
    private final DatagramSocket towardBrowser;
    private final DatagramSocket towardGateway;
    private final InetSocketAddress gateway;
    private final double share;
    private final Random random = new Random(42);
    private volatile InetSocketAddress browser;

    LosingRelay(int gatewayPort, double share) throws IOException {
        this.share = share;
        gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), gatewayPort);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        towardBrowser = new DatagramSocket(anyPort);
        towardGateway = new DatagramSocket(anyPort);
        Thread.ofPlatform().daemon(true).start(this::fromBrowser);
        Thread.ofPlatform().daemon(true).start(this::fromGateway);
    }

    /** The port that the browser must take for the gateway's. */
    int port() {
        return towardBrowser.getLocalPort();
    }

    private void fromBrowser() {
        DatagramPacket datagram = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                datagram.setLength(2048);
                towardBrowser.receive(datagram);
                browser = (InetSocketAddress) datagram.getSocketAddress();
                datagram.setSocketAddress(gateway);
                towardGateway.send(datagram);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void fromGateway() {
        DatagramPacket datagram = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                datagram.setLength(2048);
                towardGateway.receive(datagram);
                InetSocketAddress to = browser;
                if (to != null && !(isSound(datagram.getData()) && random.nextDouble() < share)) {
                    datagram.setSocketAddress(to);
                    towardBrowser.send(datagram);
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** RTP and not RTCP (RFC 7983, RFC 5761). */
    private static boolean isSound(byte[] datagram) {
        int first = datagram[0] & 0xFF;
        int second = datagram[1] & 0xFF;
        return first >= 128 && first <= 191 && (second < 192 || second > 223);
    }

    @Override
    public void close() {
        towardBrowser.close();
        towardGateway.close();
    }
}
