package dev.landline.gateway.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call as people see it in a list: what is left of it, and what they added.
 *
 * @param notes how many there are
 * @param recordings how many can be played
 */
public record CallView(CallEntry call, Set<String> tags, Optional<Assignment> assignment, int notes, int recordings) {

    public CallView {
        tags = Set.copyOf(tags);
    }

    /**
     * One page of a list, the newest first.
     *
     * @param next what to give to get the following page; empty on the last
     */
    public record Page(List<CallView> calls, Optional<Cursor> next) {
        public Page {
            calls = List.copyOf(calls);
        }
    }

    /** The last call of a page. */
    public record Cursor(long startedMillis, String id) {}
}
