package dev.landline.sip.trunk;

import dev.landline.sip.SipUri;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** What the stack asks about trunks, and tells them. Called from the stack's threads: must not block. */
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

    /**
     * The trunk that sends a request from this address.
     *
     * @param sentBy as above
     * @param instance what our Contact at the trunk carries and the request was sent to, or empty
     */
    default Optional<String> trunkAt(InetSocketAddress source, int sentBy, String instance) {
        return trunkAt(source, sentBy);
    }

    /**
     * One more call: counted in when the trunk's contract allows it.
     *
     * @param ours we call the trunk
     */
    default Entrance enter(String trunk, boolean ours) {
        return Entrance.OPEN;
    }

    /** A call that was let in is over. */
    default void leave(String trunk) {
        // Nobody counts.
    }

    /** The trunk's place responded to a call. */
    default void heard(String trunk, InetSocketAddress place) {
        // Nobody listens.
    }

    /**
     * A call failed at the trunk's place.
     *
     * @param retryAfterSeconds what the place asked for, or 0
     */
    default void failed(String trunk, InetSocketAddress place, Trouble why, int retryAfterSeconds) {
        // Nobody listens.
    }

    /** The way that the trunk's registrar told us to take (RFC 3608); empty when there is none. */
    default List<SipUri> serviceRoute(String trunk) {
        return List.of();
    }

    /** The trunks that the stack registers at and asks whether they are alive; empty when it looks after none. */
    default Optional<TrunkTable> tended() {
        return Optional.empty();
    }
}
