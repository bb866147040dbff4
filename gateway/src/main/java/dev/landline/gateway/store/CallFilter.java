package dev.landline.gateway.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Which calls are asked for; what is empty does not matter.
 *
 * @param from started at or after
 * @param to started before
 * @param number digits or letters anywhere in either side's address or name
 * @param person took part
 */
public record CallFilter(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<CallEntry.Direction> direction,
        Optional<CallEntry.Outcome> outcome,
        Optional<String> number,
        Optional<String> tag,
        Optional<String> assignee,
        Optional<String> person) {

    /** Every call. */
    public static final CallFilter ALL = new CallFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
}
