package dev.landline.sip.trunk;

import java.net.InetAddress;
import java.util.List;

/**
 * A trunk as its signalling addresses show it.
 *
 * @param name the trunk's name in the configuration
 * @param addresses where its signalling may come from
 * @param port its signalling port, or 0 for any
 */
public record TrunkPeer(String name, List<InetAddress> addresses, int port) {

    public TrunkPeer {
        addresses = List.copyOf(addresses);
    }
}
