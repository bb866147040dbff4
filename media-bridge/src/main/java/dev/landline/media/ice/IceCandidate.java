package dev.landline.media.ice;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One of our candidates as a description names it.
 *
 * @param address where browsers may send
 * @param base the local address behind it, when it is server-reflexive or mapped; empty for a host candidate
 */
public record IceCandidate(InetSocketAddress address, Optional<InetSocketAddress> base) {

    /** An address of this machine, or one that a 1:1 NAT makes look like it. */
    public static IceCandidate host(InetSocketAddress address) {
        return new IceCandidate(address, Optional.empty());
    }
}
