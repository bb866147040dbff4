package dev.landline.gateway.web;

import dev.landline.gateway.config.TurnConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a signed-in browser is told about STUN and TURN, as the browser's RTCPeerConnection wants it. With a secret, the
 * credentials are those of coturn's REST scheme (draft-uberti-behave-turn-rest-00): the user name is when they expire
 * and for whom they are, the password the server's proof that we said so.
 *
 * <p>Safe from any thread.
 */
public final class IceServers {

    /** How long a page waits for its relay's candidate when the gateway is behind NAT and must know it. */
    private static final int GATHER_MILLIS = 1_000;

    private final TurnConfig config;
    private final boolean candidatesMatter;
    private final InstantSource clock;

    /** @param candidatesMatter the gateway sends to the browser's candidates, so its offer must have them */
    public IceServers(TurnConfig config, boolean candidatesMatter, InstantSource clock) {
        this.config = config;
        this.candidatesMatter = candidatesMatter;
        this.clock = clock;
    }

    /** The JSON for this user; empty when there is no server to tell of. */
    public Optional<String> json(String user) {
        if (config.urls().isEmpty()) {
            return Optional.empty();
        }
        JsonArray servers = new JsonArray();
        List<String> asked =
                config.urls().stream().filter(url -> url.startsWith("stun")).toList();
        if (!asked.isEmpty()) {
            servers.add(new JsonObject().put("urls", new JsonArray(asked)));
        }
        List<String> relays =
                config.urls().stream().filter(url -> url.startsWith("turn")).toList();
        if (!relays.isEmpty()) {
            servers.add(relay(relays, user));
        }
        return Optional.of(new JsonObject()
                .put("iceServers", servers)
                .put("gatherMillis", candidatesMatter ? GATHER_MILLIS : 0)
                .encode());
    }

    private JsonObject relay(List<String> relays, String user) {
        JsonObject server = new JsonObject().put("urls", new JsonArray(relays));
        if (config.secret().isEmpty()) {
            return server.put("username", config.username().orElse(""))
                    .put("credential", config.password().orElse(""));
        }
        String username = clock.instant().plus(config.lifetime()).getEpochSecond() + ":" + user;
        return server.put("username", username)
                .put("credential", credential(config.secret().get(), username));
    }

    private static String credential(String secret, String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("the JDK lacks HMAC-SHA1", missing);
        }
    }
}
