package dev.landline.sip.stack;

import dev.landline.sip.LegId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The living legs, by name and by Call-ID; bounded. Safe from any thread. */
final class Legs {

    private final int bound;
    private final String prefix = Core.token().substring(0, 4);
    private final AtomicLong nextId = new AtomicLong();
    private final AtomicInteger size = new AtomicInteger();
    private final Map<LegId, Leg> byId = new ConcurrentHashMap<>();
    private final Map<String, Leg> byCallId = new ConcurrentHashMap<>();
    private final SipCounters counters;
    private final LegWatch watch = new LegWatch();

    Legs(int bound, SipCounters counters) {
        this.bound = bound;
        this.counters = counters;
    }

    LegId newId() {
        return new LegId(prefix + "-" + nextId.incrementAndGet());
    }

    LegWatch watch() {
        return watch;
    }

    boolean isFull() {
        return size.get() >= bound;
    }

    /** False when there are too many legs, or the name is taken. */
    boolean add(Leg leg) {
        if (size.incrementAndGet() > bound || byId.putIfAbsent(leg.id(), leg) != null) {
            size.decrementAndGet();
            return false;
        }
        byCallId.put(leg.callId(), leg);
        counters.count(SipCounter.LEGS_STARTED);
        watch.began(leg);
        return true;
    }

    void remove(Leg leg) {
        if (byId.remove(leg.id(), leg)) {
            byCallId.remove(leg.callId(), leg);
            size.decrementAndGet();
            counters.count(SipCounter.LEGS_ENDED);
            watch.ended(leg);
        }
    }

    Optional<Leg> find(LegId id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Leg> findByCallId(String callId) {
        return Optional.ofNullable(byCallId.get(callId));
    }

    Collection<Leg> all() {
        return byId.values();
    }

    int size() {
        return size.get();
    }
}
