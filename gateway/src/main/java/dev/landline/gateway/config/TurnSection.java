package dev.landline.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code landline.turn}. */
final class TurnSection {

    private static final Pattern URL =
            Pattern.compile("(stuns?:[^\\s?/@]+|turns?:[^\\s?/@]+(\\?transport=(udp|tcp))?)");
    private static final Duration SHORTEST = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_URLS = 8;

    private TurnSection() {}

    static TurnConfig read(Section turn) {
        List<String> urls = turn.required(
                "urls",
                ValueParser.list(ValueParser.matching(
                        URL, "must be an address such as \"turn:turn.example.com:3478?transport=udp\"")),
                List.of());
        Optional<String> secret = Secrets.optional(turn, "secret");
        Optional<String> username = turn.optional("username", ValueParser.text());
        Optional<String> password = Secrets.optional(turn, "password");
        Duration lifetime = turn.required("lifetime", ValueParser.duration(SHORTEST, LONGEST), Duration.ofHours(1));
        TurnConfig config = new TurnConfig(urls, secret, username, password, lifetime);
        if (urls.size() > MOST_URLS) {
            turn.mistake("urls", "names " + urls.size() + " servers; browsers ask all of them, so keep to eight");
        }
        if (secret.isPresent() && username.isPresent()) {
            turn.mistake("username", "and secret are both given; keep one");
        }
        if (username.isPresent() != password.isPresent()) {
            turn.mistake("username", "and password belong together");
        }
        if (config.relays() && secret.isEmpty() && username.isEmpty()) {
            turn.mistake("secret", "is missing: a TURN server relays for nobody without credentials");
        }
        turn.refuseUnknown();
        return config;
    }
}
