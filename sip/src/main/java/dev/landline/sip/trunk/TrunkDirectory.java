package dev.landline.sip.trunk;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Knows which trunk an address belongs to. Called from the stack's threads: must not block. */
@FunctionalInterface
public interface TrunkDirectory {

    /**
     * The trunk that sends from this address.
     *
     * @return its name; empty for a stranger, who is refused
     */
    Optional<String> trunkAt(InetSocketAddress source);
}
