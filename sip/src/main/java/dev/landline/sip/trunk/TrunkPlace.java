package dev.landline.sip.trunk;

import dev.landline.sip.SipTransport;
import java.net.InetSocketAddress;

/**
 * One address at which a trunk can be reached.
 *
 * @param address where to send
 * @param transport how to send
 * @param name the host name that the address came from, which a TLS certificate must carry (RFC 5922 section 7.1)
 */
public record TrunkPlace(InetSocketAddress address, SipTransport transport, String name) {

    @Override
    public String toString() {
        return address.getAddress().getHostAddress() + ":" + address.getPort() + "/" + transport;
    }
}
