package dev.landline.gateway.activity;

import dev.landline.gateway.store.CallEntry;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A call that is going on.
 *
 * @param people the accounts that take part, or ring
 */
public record LiveCall(
        String id,
        CallEntry.Direction direction,
        CallEntry.Side caller,
        CallEntry.Side callee,
        State state,
        Instant started,
        Optional<Instant> answered,
        Set<String> people) {

    /** How far it is. */
    public enum State {
        RINGING,
        TALKING
    }

    public LiveCall {
        people = Set.copyOf(people);
    }
}
