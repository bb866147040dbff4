package dev.landline.gateway.config;

import java.time.Duration;

/**
 * The API for people who have signed in, and its event stream.
 *
 * @param session how long a session lasts without a request
 * @param longest how long it lasts at most
 * @param loginsPerAccount failed sign-ins of one account after which it must wait
 * @param loginsPerAddress failed sign-ins from one address, likewise
 * @param loginPause how long the wait is
 * @param streams most event streams at once
 */
public record ApiConfig(
        Duration session,
        Duration longest,
        int loginsPerAccount,
        int loginsPerAddress,
        Duration loginPause,
        int streams) {

    /** As in reference.conf. */
    public static ApiConfig standard() {
        return new ApiConfig(Duration.ofHours(12), Duration.ofHours(24), 5, 20, Duration.ofMinutes(5), 1000);
    }

    static ApiConfig read(Section api) {
        ApiConfig usual = standard();
        ValueParser<Duration> life = ValueParser.duration(Duration.ofMinutes(5), Duration.ofDays(30));
        Duration session = api.required("session", life, usual.session());
        Duration longest = api.required("longest-session", life, usual.longest());
        if (longest.compareTo(session) < 0) {
            api.mistake("longest-session", "is shorter than session");
        }
        int perAccount = api.required("logins-per-account", ValueParser.integer(1, 1000), usual.loginsPerAccount());
        int perAddress = api.required("logins-per-address", ValueParser.integer(1, 10_000), usual.loginsPerAddress());
        Duration pause = api.required(
                "login-pause", ValueParser.duration(Duration.ofSeconds(1), Duration.ofHours(24)), usual.loginPause());
        int streams = api.required("event-streams", ValueParser.integer(1, 100_000), usual.streams());
        api.refuseUnknown();
        return new ApiConfig(session, longest, perAccount, perAddress, pause, streams);
    }
}
