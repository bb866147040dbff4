package dev.landline.sip.stack;

import dev.landline.sip.trunk.TrunkWires;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.sip.address.Hop;

/**
 * Where a message goes: a literal address, never a name that would have to be looked up.
 *
 * @param port over a stream with the number of the trunk above it, see {@link TrunkWires}
 */
record SipHop(String host, int port, String transport) implements Hop {

    /** The address alone. */
    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(bare()), TrunkWires.port(port));
    }

    private String bare() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String getHost() {
        return host;
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public String getTransport() {
        return transport;
    }

    @Override
    public String toString() {
        return host + ":" + TrunkWires.port(port) + "/" + transport;
    }
}
