package dev.landline.sip.trunk;

import java.net.InetSocketAddress;
import java.util.Optional;

/** What the stack is told about trunks. Called from the stack's threads: must not block. */
@FunctionalInterface
public interface TrunkDirectory {

    /**
     * The trunk that sends from this address.
     *
     * @return its name; empty for a stranger, who is refused
     */
    Optional<String> trunkAt(InetSocketAddress source);

    /** What is known of a trunk by its name; empty when nothing but the name is. */
    default Optional<TrunkSettings> settings(String trunk) {
        return Optional.empty();
    }

    /** Whether this address is one of the trunk's own targets: only there may its password go. */
    default boolean isTarget(String trunk, InetSocketAddress address) {
        return false;
    }

    /**
     * The trunk that sends from this address. A connection comes from any port: which of several trunks on one address it
     * is, the topmost Via says, whose port is the one that the trunk listens on (RFC 3261 section 18.1.1).
     *
     * @param sentBy the port in the topmost Via, or its transport's usual one
     * @return its name; empty for a stranger, who is refused
     */
    default Optional<String> trunkAt(InetSocketAddress source, int sentBy) {
        return trunkAt(source);
    }
}
