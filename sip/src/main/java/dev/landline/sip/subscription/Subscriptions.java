package dev.landline.sip.subscription;

import dev.landline.sip.FlowId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The subscriptions that live, bounded for each watcher and for all. Safe from any thread. */
public final class Subscriptions {

    /** Most of one watcher: a large panel of lamps on every tab. */
    public static final int PER_WATCHER = 400;

    private final int bound;
    private final Map<Subscription.Id, Subscription> byId = new HashMap<>();
    private final Map<Topic, Set<Subscription>> byTopic = new HashMap<>();
    private final Map<String, Integer> ofWatcher = new HashMap<>();

    private record Topic(EventPackage event, String watched) {
        static Topic of(Subscription subscription) {
            return new Topic(subscription.event(), subscription.watched());
        }
    }

    /** @param bound most of all watchers together */
    public Subscriptions(int bound) {
        this.bound = bound;
    }

    /** False when there are too many. */
    public synchronized boolean add(Subscription subscription) {
        if (byId.size() >= bound || ofWatcher.getOrDefault(subscription.watcher(), 0) >= PER_WATCHER) {
            return false;
        }
        if (byId.putIfAbsent(subscription.id(), subscription) != null) {
            return false;
        }
        ofWatcher.merge(subscription.watcher(), 1, Integer::sum);
        byTopic.computeIfAbsent(Topic.of(subscription), _ -> new LinkedHashSet<>())
                .add(subscription);
        return true;
    }

    public synchronized Optional<Subscription> find(Subscription.Id id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** True when it was there until now. */
    public synchronized boolean remove(Subscription subscription) {
        boolean there = byId.remove(subscription.id(), subscription);
        if (there) {
            ofWatcher.computeIfPresent(subscription.watcher(), (_, count) -> count == 1 ? null : count - 1);
            byTopic.computeIfPresent(Topic.of(subscription), (_, same) -> {
                same.remove(subscription);
                return same.isEmpty() ? null : same;
            });
        }
        return there;
    }

    /** Whoever wants to hear of this. */
    public synchronized List<Subscription> watching(EventPackage event, String watched) {
        return List.copyOf(byTopic.getOrDefault(new Topic(event, watched), Set.of()));
    }

    public List<Subscription> over(long nowNanos) {
        return all(subscription -> subscription.isOver(nowNanos));
    }

    public List<Subscription> on(FlowId flow) {
        return all(subscription -> subscription.flow().equals(flow));
    }

    private synchronized List<Subscription> all(Predicate<Subscription> wanted) {
        return byId.values().stream().filter(wanted).toList();
    }

    public synchronized int size() {
        return byId.size();
    }
}
