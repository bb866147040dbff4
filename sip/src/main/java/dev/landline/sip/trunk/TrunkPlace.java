package dev.landline.sip.trunk;

import dev.landline.sip.SipTransport;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * One address at which a trunk can be reached.
 *
 * @param address where to send
 * @param transport how to send
 * @param name the host name that the address came from, which a TLS certificate must carry (RFC 5922 section 7.1)
 */
public record TrunkPlace(InetSocketAddress address, SipTransport transport, String name) {

    /** The transport as messages name it. */
    public String wire() {
        return transport.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return address.getAddress().getHostAddress() + ":" + address.getPort() + "/" + transport;
    }
}
