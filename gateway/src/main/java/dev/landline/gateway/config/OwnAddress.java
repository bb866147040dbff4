package dev.landline.gateway.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** Finds the address that this machine speaks to the outside with. */
final class OwnAddress {

    /** TEST-NET-1 (RFC 5737). Connecting a UDP socket only asks the routing table; nothing is sent. */
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9);

    private OwnAddress() {}

    /** The source address of the default route; loopback on a machine without one. */
    static InetAddress find() {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(OUTSIDE);
            InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
            return local.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : local.getAddress();
        } catch (IOException _) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
