package dev.landline.gateway.config;

import java.time.Duration;

/**
 * Bounds on calls.
 *
 * @param ringTimeout how long the called side may ring
 * @param trunkSilence how long a trunk may stay without any response before the next route is tried
 * @param grace how long a call outlives its browser's lost connection
 * @param maxDuration longest call
 * @param maxCalls most calls at once
 * @param maxCallsPerAccount most calls at once of one account
 */
public record CallsConfig(
        Duration ringTimeout,
        Duration trunkSilence,
        Duration grace,
        Duration maxDuration,
        int maxCalls,
        int maxCallsPerAccount) {

    /** The defaults of reference.conf. */
    public static CallsConfig standard() {
        return new CallsConfig(
                Duration.ofSeconds(60), Duration.ofSeconds(4), Duration.ofSeconds(15), Duration.ofHours(4), 200, 4);
    }
}
