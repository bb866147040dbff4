package dev.landline.gateway.config;

import java.time.Duration;

/**
 * The API for people who have signed in, and its event stream.
 *
 * @param session how long a session lasts without a request
 * @param longest how long it lasts at most
 * @param streams most event streams at once
 */
public record ApiConfig(Duration session, Duration longest, int streams) {

    /** As in reference.conf. */
    public static ApiConfig standard() {
        return new ApiConfig(Duration.ofHours(12), Duration.ofHours(24), 1000);
    }

    static ApiConfig read(Section api) {
        ApiConfig usual = standard();
        ValueParser<Duration> life = ValueParser.duration(Duration.ofMinutes(5), Duration.ofDays(30));
        Duration session = api.required("session", life, usual.session());
        Duration longest = api.required("longest-session", life, usual.longest());
        if (longest.compareTo(session) < 0) {
            api.mistake("longest-session", "is shorter than session");
        }
        int streams = api.required("event-streams", ValueParser.integer(1, 100_000), usual.streams());
        api.refuseUnknown();
        return new ApiConfig(session, longest, streams);
    }
}
