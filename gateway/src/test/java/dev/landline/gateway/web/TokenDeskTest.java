package dev.landline.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.HttpConfig;
import dev.landline.gateway.config.TokenConfig;
import dev.landline.sip.registrar.BearerProof;
import dev.landline.sip.stack.PasswordCheck;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** POST /api/token. */
class TokenDeskTest {

    private static final String ALICE = "{\"user\":\"alice\",\"password\":\"wonderland\"}";

    private final AccessTokens tokens = new AccessTokens(
            "landline.test", new TokenConfig(true, Duration.ofMinutes(10), Optional.empty()), InstantSource.system());
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer web;
    private PasswordCheck verdict = PasswordCheck.RIGHT;
    private String asked = "";

    @BeforeEach
    void open() throws IOException {
        SignIn signIn = new SignIn(tokens, (user, password, source) -> {
            asked = user + "/" + password + "/" + source.getHostAddress();
            return verdict;
        });
        web = WebServer.start(
                HttpConfig.plain(InetAddress.getLoopbackAddress(), 0),
                new WebContent("landline.test", Duration.ofSeconds(15), Optional.empty()),
                new RecordingFlows(),
                Optional.of(signIn));
    }

    @AfterEach
    void close() {
        web.close();
    }

    private String origin() {
        return "http://127.0.0.1:" + web.port();
    }

    private HttpResponse<String> ask(String method, String origin, String type, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin() + "/api/token"))
                .header("Origin", origin)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> post(String body) {
        return ask("POST", origin(), "application/json", body);
    }

    @Test
    void theRightPasswordGetsATokenForThisPage() {
        HttpResponse<String> given = post(ALICE);
        assertEquals(200, given.statusCode());
        assertEquals("no-store", given.headers().firstValue("Cache-Control").orElse(""));
        JsonObject json = new JsonObject(given.body());
        assertEquals("Bearer", json.getString("type"));
        assertEquals(600, json.getInteger("expiresIn"));
        Optional<BearerProof> proof = tokens.check(json.getString("token"), Optional.of(origin()));
        assertEquals(Optional.of("alice"), proof.map(BearerProof::user));
        assertEquals("alice/wonderland/127.0.0.1", asked);
        assertEquals(1, web.count(WebCounter.TOKENS_GIVEN));
    }

    @Test
    void aWrongPasswordIsRefusedAndAGuesserIsToldToWait() {
        verdict = PasswordCheck.WRONG;
        assertEquals(401, post(ALICE).statusCode());
        verdict = PasswordCheck.BRAKED;
        HttpResponse<String> braked = post(ALICE);
        assertEquals(429, braked.statusCode());
        assertEquals("60", braked.headers().firstValue("Retry-After").orElse(""));
        assertEquals(2, web.count(WebCounter.TOKENS_REFUSED));
    }

    @Test
    void aForeignPageAndAFormAreRefusedBeforeThePasswordIsLookedAt() {
        assertEquals(
                403,
                ask("POST", "https://evil.example", "application/json", ALICE).statusCode());
        assertEquals(415, ask("POST", origin(), "text/plain", ALICE).statusCode());
        HttpResponse<String> read = ask("GET", origin(), "application/json", "");
        assertEquals(405, read.statusCode());
        assertEquals("POST", read.headers().firstValue("Allow").orElse(""));
        assertEquals("", asked);
    }

    @Test
    void whatIsNoUserAndPasswordIsRefusedInWords() {
        for (String body : new String[] {"", "[]", "{", "{\"user\":\"alice\"}", "{\"user\":1,\"password\":{}}"}) {
            HttpResponse<String> refused = post(body);
            assertEquals(400, refused.statusCode(), body);
            assertTrue(refused.body().contains("user and password"), refused::body);
        }
        assertEquals(413, post("{\"user\":\"" + "x".repeat(3_000) + "\"}").statusCode());
        assertEquals("", asked);
    }

    @Test
    void otherAddressesStillTakeNoPost() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin() + "/api/config"))
                .POST(HttpRequest.BodyPublishers.ofString(ALICE))
                .build();
        try {
            assertEquals(
                    405,
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
