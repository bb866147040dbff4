package dev.landline.gateway.call;

import dev.landline.gateway.config.CallsConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The clocks of one call that are running. Owned by the call's thread; time is an argument. */
final class CallClocks {

    private final CallsConfig limits;
    private final Map<CallTimer, Long> deadlines = new EnumMap<>(CallTimer.class);

    CallClocks(CallsConfig limits) {
        this.limits = limits;
    }

    void start(CallTimer timer, long nowNanos) {
        deadlines.put(timer, nowNanos + duration(timer).toNanos());
    }

    void start(CallTimer timer, Duration time, long nowNanos) {
        deadlines.put(timer, nowNanos + time.toNanos());
    }

    void stop(CallTimer timer) {
        deadlines.remove(timer);
    }

    void stopAll() {
        deadlines.clear();
    }

    /** The one that runs out first; empty when none runs. */
    Optional<CallTimer> first(long nowNanos) {
        return deadlines.entrySet().stream()
                .min((a, b) -> Long.compare(a.getValue() - nowNanos, b.getValue() - nowNanos))
                .map(Map.Entry::getKey);
    }

    /** How long it still runs; negative when it has run out. */
    long leftNanos(CallTimer running, long nowNanos) {
        return deadlines.get(running) - nowNanos;
    }

    private Duration duration(CallTimer timer) {
        return switch (timer) {
            case RING, FORWARD -> limits.ringTimeout();
            case TRUNK_SILENCE -> limits.trunkSilence();
            case MEDIA_SETUP -> CallMedia.SETUP_TIME;
            case GRACE_CALLER, GRACE_CALLEE -> limits.grace();
            case MAX_DURATION -> limits.maxDuration();
        };
    }
}
