package dev.landline.media.ice;

import java.net.InetSocketAddress;
import java.util.Optional;

/** What a check led to. */
public final class IceReply {
    static final byte[] NO_RESPONSE = {};

    private final IceOutcome outcome;
    private final byte[] response;
    private final Optional<InetSocketAddress> dropped;

    IceReply(IceOutcome outcome, byte[] response, Optional<InetSocketAddress> dropped) {
        this.outcome = outcome;
        this.response = response;
        this.dropped = dropped;
    }

    static IceReply of(IceOutcome outcome, byte[] response) {
        return new IceReply(outcome, response, Optional.empty());
    }

    public IceOutcome outcome() {
        return outcome;
    }

    /** The datagram to send back to the source of the check; of length zero when there is none. */
    public byte[] response() {
        return response;
    }

    /** An address that is no longer validated because this one took its place. */
    public Optional<InetSocketAddress> dropped() {
        return dropped;
    }
}
