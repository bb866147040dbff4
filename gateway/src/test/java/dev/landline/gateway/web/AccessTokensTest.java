package dev.landline.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.landline.gateway.config.TokenConfig;
import dev.landline.sip.registrar.BearerProof;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

    private static final Optional<String> PAGE = Optional.of("https://phone.example.com");
    private static final String KEY = "k".repeat(32);

    private Instant now = Instant.parse("2026-11-26T01:00:00Z");
    private final AccessTokens tokens = tokens("landline.test", KEY);

    private AccessTokens tokens(String domain, String key) {
        return new AccessTokens(domain, new TokenConfig(true, Duration.ofMinutes(10), Optional.of(key)), () -> now);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTokenSaysWhoseItIsAndHowLong() {
        String token = tokens.issue("alice", PAGE);
        assertEquals(Optional.of(new BearerProof("alice", 600)), tokens.check(token, PAGE));
        now = now.plusSeconds(599);
        assertEquals(Optional.of(new BearerProof("alice", 1)), tokens.check(token, PAGE));
        now = now.plusSeconds(1);
        assertEquals(Optional.empty(), tokens.check(token, PAGE));
    }

    @Test
    void aTokenOfOnePageIsNoGoodInAnother() {
        String token = tokens.issue("alice", PAGE);
        assertEquals(Optional.empty(), tokens.check(token, Optional.of("https://evil.example.com")));
        assertEquals(Optional.empty(), tokens.check(token, Optional.empty()));
        String ofNoPage = tokens.issue("alice", Optional.empty());
        assertEquals(Optional.of(new BearerProof("alice", 600)), tokens.check(ofNoPage, PAGE));
    }

    @Test
    void aTokenForAnotherGatewayOrByAnotherKeyIsRefused() {
        assertEquals(Optional.empty(), tokens.check(tokens("other.test", KEY).issue("alice", PAGE), PAGE));
        assertEquals(
                Optional.empty(),
                tokens.check(tokens("landline.test", "x".repeat(32)).issue("alice", PAGE), PAGE));
        AccessTokens fresh = new AccessTokens(
                "landline.test", new TokenConfig(true, Duration.ofMinutes(1), Optional.empty()), () -> now);
        assertEquals(Optional.empty(), fresh.check(tokens.issue("alice", PAGE), PAGE));
    }

    @Test
    void aTokenCannotBeChangedOrGoUnsigned() {
        String[] parts = tokens.issue("alice", PAGE).split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String bobs = encoded(claims.replace("alice", "bob"));
        assertEquals(Optional.empty(), tokens.check(parts[0] + "." + bobs + "." + parts[2], PAGE));
        String none = encoded("{\"alg\":\"none\"}");
        assertEquals(Optional.empty(), tokens.check(none + "." + parts[1] + ".", PAGE));
        assertEquals(Optional.empty(), tokens.check(none + "." + parts[1] + "." + parts[2], PAGE));
        for (String garbage : List.of("", ".", "a.b.c", "..", "x".repeat(5_000), parts[0] + "." + parts[1])) {
            assertEquals(Optional.empty(), tokens.check(garbage, PAGE), garbage);
        }
    }

    @Test
    void tokensThatAreTurnedOffAreNoGood() {
        AccessTokens off = new AccessTokens(
                "landline.test", new TokenConfig(false, Duration.ofMinutes(1), Optional.of(KEY)), () -> now);
        assertEquals(Optional.empty(), off.check(tokens.issue("alice", PAGE), PAGE));
        assertFalse(new TokenConfig(true, Duration.ofMinutes(1), Optional.of(KEY))
                .toString()
                .contains(KEY));
    }
}
