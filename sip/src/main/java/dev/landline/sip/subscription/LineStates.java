package dev.landline.sip.subscription;

import dev.landline.sip.subscription.LineState.State;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The calls that each user has now. Bounded by the calls that there can be: what has ended is forgotten. Safe from any
 * thread; the listener runs in the caller's thread, in the order of the changes of one call.
 */
public final class LineStates {

    private final Map<String, Map<String, LineState>> byUser = new HashMap<>();
    private final BiConsumer<String, LineState> listener;

    /** @param listener hears of every change: the user and the changed call */
    public LineStates(BiConsumer<String, LineState> listener) {
        this.listener = listener;
    }

    /** A call began. */
    public void began(String user, String id, boolean initiator) {
        put(user, new LineState(id, initiator, State.TRYING));
    }

    /** A call went on; one that is unknown, has ended or is further already stays as it is. */
    public void moved(String user, String id, State state) {
        LineState before;
        synchronized (this) {
            before = byUser.getOrDefault(user, Map.of()).get(id);
        }
        if (before != null && before.state().compareTo(state) < 0) {
            put(user, new LineState(id, before.initiator(), state));
        }
    }

    private void put(String user, LineState line) {
        synchronized (this) {
            if (line.state() == State.TERMINATED) {
                byUser.computeIfPresent(user, (_, lines) -> {
                    lines.remove(line.id());
                    return lines.isEmpty() ? null : lines;
                });
            } else {
                byUser.computeIfAbsent(user, _ -> new LinkedHashMap<>()).put(line.id(), line);
            }
        }
        listener.accept(user, line);
    }

    /** All calls of a user. */
    public synchronized Collection<LineState> lines(String user) {
        return List.copyOf(byUser.getOrDefault(user, Map.of()).values());
    }

    synchronized int size() {
        return byUser.values().stream().mapToInt(Map::size).sum();
    }
}
