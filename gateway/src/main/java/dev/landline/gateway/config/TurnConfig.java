package dev.landline.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The STUN and TURN servers that browsers are told to use.
 *
 * @param urls {@code stun:}, {@code stuns:}, {@code turn:} and {@code turns:} addresses (RFC 7064, RFC 7065)
 * @param secret shared with the TURN server, from which credentials of limited life are made; never logged
 * @param username a fixed user name instead; empty with a secret
 * @param password its password; never logged
 * @param lifetime how long credentials made from the secret last
 */
public record TurnConfig(
        List<String> urls,
        Optional<String> secret,
        Optional<String> username,
        Optional<String> password,
        Duration lifetime) {

    public TurnConfig {
        urls = List.copyOf(urls);
    }

    /** No server: browsers use their own addresses only. */
    public static TurnConfig none() {
        return new TurnConfig(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofHours(1));
    }

    /** Whether any server relays, and so wants credentials. */
    public boolean relays() {
        return urls.stream().anyMatch(url -> url.startsWith("turn"));
    }

    /** Without secret and password. */
    @Override
    public String toString() {
        return "TurnConfig[" + urls + ", lifetime=" + lifetime + "]";
    }
}
