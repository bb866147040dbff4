package dev.landline.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.landline.gateway.config.TurnConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IceServersTest {

    private static final InstantSource NOON = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));

    private static TurnConfig config(List<String> urls, String secret) {
        return new TurnConfig(
                urls, Optional.ofNullable(secret), Optional.empty(), Optional.empty(), Duration.ofHours(1));
    }

    private static JsonArray servers(TurnConfig config) {
        return new JsonObject(new IceServers(config, false, NOON).json("alice").orElseThrow())
                .getJsonArray("iceServers");
    }

    @Test
    void credentialsAreWhatCoturnComputes() {
        JsonObject relay =
                servers(config(List.of("turn:t.example:3478"), "north")).getJsonObject(0);
        assertEquals("1700003600:alice", relay.getString("username"));
        // printf '1700003600:alice' | openssl dgst -sha1 -hmac north -binary | base64
        assertEquals("wjwSXO2ch1B6VaLTLMy2Avn5O9o=", relay.getString("credential"));
        assertEquals(new JsonArray().add("turn:t.example:3478"), relay.getJsonArray("urls"));
    }

    @Test
    void stunServersComeWithoutCredentials() {
        JsonArray servers = servers(config(List.of("turns:t.example:5349?transport=tcp", "stun:s.example"), "north"));
        assertEquals(new JsonObject().put("urls", new JsonArray().add("stun:s.example")), servers.getJsonObject(0));
        assertEquals(2, servers.size());
    }

    @Test
    void fixedCredentialsAreGivenAsTheyAre() {
        TurnConfig fixed = new TurnConfig(
                List.of("turn:t.example"), Optional.empty(), Optional.of("u"), Optional.of("p"), Duration.ofHours(1));
        JsonObject relay = servers(fixed).getJsonObject(0);
        assertEquals("u p", relay.getString("username") + " " + relay.getString("credential"));
    }

    @Test
    void withoutServersNothingIsSaid() {
        assertEquals(Optional.empty(), new IceServers(TurnConfig.none(), true, NOON).json("alice"));
    }

    @Test
    void aPageWaitsForItsCandidatesOnlyWhenTheGatewayNeedsThem() {
        TurnConfig config = config(List.of("stun:s.example"), null);
        assertEquals(0, gatherMillis(new IceServers(config, false, NOON)));
        assertEquals(1_000, gatherMillis(new IceServers(config, true, NOON)));
    }

    private static int gatherMillis(IceServers servers) {
        return new JsonObject(servers.json("alice").orElseThrow()).getInteger("gatherMillis");
    }

    @Test
    void theSecretIsNeverShown() {
        assertFalse(config(List.of("turn:t.example"), "north").toString().contains("north"));
    }
}
