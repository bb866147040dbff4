package dev.landline.gateway.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Sign-in by a short-lived token (RFC 8898).
 *
 * @param lifetime how long a token is good
 * @param key what tokens are signed with; empty for a key that ends with the process. Never logged
 */
public record TokenConfig(boolean enabled, Duration lifetime, Optional<String> key) {

    static final int KEY_CHARACTERS_MIN = 32;

    static TokenConfig read(Section tokens) {
        boolean enabled = tokens.required("enabled", ValueParser.flag(), true);
        Duration lifetime = tokens.required(
                "lifetime", ValueParser.duration(Duration.ofMinutes(1), Duration.ofHours(24)), Duration.ofMinutes(10));
        Optional<String> key = Secrets.optional(tokens, "key");
        if (key.filter(text -> text.length() < KEY_CHARACTERS_MIN).isPresent()) {
            tokens.mistake("key", "must have at least " + KEY_CHARACTERS_MIN + " characters, best random ones");
        }
        tokens.refuseUnknown();
        return new TokenConfig(enabled, lifetime, key);
    }

    @Override
    public String toString() {
        return "TokenConfig[enabled=" + enabled + ", lifetime=" + lifetime + "]";
    }
}
