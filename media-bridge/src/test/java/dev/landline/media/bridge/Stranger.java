package dev.landline.media.bridge;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Somebody who has no part in any call. */
final class Stranger {

    private Stranger() {}

    /** Sends bytes from yet another port of this machine. */
    static void send(byte[] datagram, InetSocketAddress to) throws IOException {
        try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            other.send(new DatagramPacket(datagram, datagram.length, to));
        }
    }
}
