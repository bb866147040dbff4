package dev.landline.gateway.call;

import dev.landline.media.bridge.Side;

/** A description, or our own means, with which a side cannot be used. */
final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient CallFailure failure;
    private final Side side;

    Unusable(Side side, CallFailure failure) {
        super(failure.sentence());
        this.side = side;
        this.failure = failure;
    }

    CallFailure failure() {
        return failure;
    }

    Side side() {
        return side;
    }
}
