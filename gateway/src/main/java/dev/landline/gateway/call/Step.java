package dev.landline.gateway.call;

import java.util.List;

/** What one event leads to: the next state and what to do, in order. */
public record Step(CallState state, List<CallAction> actions) {

    public Step {
        actions = List.copyOf(actions);
    }

    static Step of(CallState state, CallAction... actions) {
        return new Step(state, List.of(actions));
    }
}
