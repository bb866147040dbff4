package dev.landline.sip.trunk;

import java.time.Duration;

/**
 * How a trunk is asked whether it is alive.
 *
 * @param interval between two OPTIONS; zero asks never
 * @param failures so many in a row without an answer, and the place counts as down
 * @param silence how long a place may leave an INVITE without any response before other calls keep away from it
 */
public record HealthSettings(Duration interval, int failures, Duration silence) {

    /** Every 30 seconds, down after two failures, silent after four seconds. */
    public static HealthSettings standard() {
        return new HealthSettings(Duration.ofSeconds(30), 2, Duration.ofSeconds(4));
    }

    /** How long an OPTIONS may stay without an answer. */
    public Duration patience() {
        Duration most = Duration.ofSeconds(4);
        return interval.compareTo(most) < 0 ? interval : most;
    }

    /** Between two OPTIONS to a place that has failed: it should come back soon after it is mended. */
    public Duration recheck() {
        Duration most = Duration.ofSeconds(5);
        return interval.compareTo(most) < 0 ? interval : most;
    }
}
