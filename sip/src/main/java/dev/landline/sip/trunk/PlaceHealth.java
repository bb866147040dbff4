package dev.landline.sip.trunk;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is known of one place of a trunk: whether it answers OPTIONS, and whether calls keep away from it because one has
 * just failed there. Guarded by its trunk.
 */
final class PlaceHealth {

    /** How long calls keep away from a place that failed one. */
    static final Duration AVOIDED = Duration.ofSeconds(30);
    /** A Retry-After beyond this is not believed. */
    static final Duration LONGEST_AVOIDED = Duration.ofMinutes(10);

    private final int allowedFailures;
    private Liveness liveness = Liveness.UNKNOWN;
    private int failures;
    private Optional<Trouble> trouble = Optional.empty();
    private long avoidedUntilNanos;
    private long nextProbeNanos;

    PlaceHealth(int allowedFailures, long nowNanos) {
        this.allowedFailures = allowedFailures;
        this.nextProbeNanos = nowNanos;
    }

    Liveness liveness() {
        return liveness;
    }

    boolean isAvoided(long nowNanos) {
        return trouble.isPresent() && nowNanos - avoidedUntilNanos < 0;
    }

    /** Why calls keep away now. */
    Optional<Trouble> trouble(long nowNanos) {
        return isAvoided(nowNanos) ? trouble : Optional.empty();
    }

    long avoidedSeconds(long nowNanos) {
        return isAvoided(nowNanos) ? TimeUnit.NANOSECONDS.toSeconds(avoidedUntilNanos - nowNanos) + 1 : 0;
    }

    /** A call failed here. */
    void failed(Trouble why, int retryAfterSeconds, long nowNanos) {
        Duration away = retryAfterSeconds > 0 ? Duration.ofSeconds(retryAfterSeconds) : AVOIDED;
        trouble = Optional.of(why);
        avoidedUntilNanos = nowNanos + (away.compareTo(LONGEST_AVOIDED) > 0 ? LONGEST_AVOIDED : away).toNanos();
        // Whether it is gone or only shy of calls shows at once, not at the next turn.
        nextProbeNanos = nowNanos;
    }

    /** A call got a response here. */
    void heard() {
        failures = 0;
        if (liveness == Liveness.DOWN) {
            liveness = Liveness.UP;
        }
        trouble = trouble.filter(why -> why == Trouble.REFUSING);
    }

    /**
     * OPTIONS was answered. That ends what silence began; a place that refuses calls is believed only when it had been down
     * altogether, because one without a free line answers OPTIONS all the same.
     *
     * @return the place was not up before
     */
    boolean answered() {
        boolean news = liveness != Liveness.UP;
        trouble = liveness == Liveness.DOWN ? Optional.empty() : trouble.filter(why -> why == Trouble.REFUSING);
        liveness = Liveness.UP;
        failures = 0;
        return news;
    }

    /** A question stayed without an answer; says whether the place goes down with it. */
    boolean unanswered() {
        failures = Math.min(failures + 1, allowedFailures);
        boolean news = failures >= allowedFailures && liveness != Liveness.DOWN;
        if (news) {
            liveness = Liveness.DOWN;
        }
        return news;
    }

    /** Whether OPTIONS is due; the next one is planned then. */
    boolean probeIsDue(HealthSettings settings, long nowNanos) {
        if (settings.interval().isZero() || nowNanos - nextProbeNanos < 0) {
            return false;
        }
        boolean well = failures == 0 && !isAvoided(nowNanos);
        nextProbeNanos = nowNanos + (well ? settings.interval() : settings.recheck()).toNanos();
        return true;
    }

    /** 0 for a place that takes calls, 1 when calls keep away for a while, 2 when it is down. */
    int rank(long nowNanos) {
        if (liveness == Liveness.DOWN) {
            return 2;
        }
        return isAvoided(nowNanos) ? 1 : 0;
    }
}
