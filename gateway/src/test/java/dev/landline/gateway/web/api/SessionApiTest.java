package dev.landline.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.ApiConfig;
import dev.landline.gateway.config.RecordingConfig;
import dev.landline.gateway.config.StoreConfig;
import dev.landline.gateway.web.api.ApiFixture.Page;
import dev.landline.sip.stack.PasswordCheck;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signing in, and what protects a session. */
class SessionApiTest {

    private static final String ALICE = "{\"user\":\"alice\",\"password\":\"of-alice\"}";

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void close() {
        api.close();
    }

    private static String code(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getString("code");
    }

    @Test
    void theRightPasswordBeginsASessionInACookieThatScriptsCannotRead() {
        HttpResponse<String> answer = api.page().send("POST", "/session", ALICE);
        assertEquals(200, answer.statusCode());
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.startsWith("landline-session="), cookie);
        for (String attribute : List.of("HTTPOnly", "SameSite=Strict", "Path=/api")) {
            assertTrue(cookie.contains(attribute), cookie);
        }
        assertFalse(cookie.contains("Secure"), "this page came by plain http");
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        JsonObject me = api.signedIn("sue").json("/me");
        assertEquals("sue", me.getString("user"));
        assertEquals("supervisor", me.getString("role"));
    }

    @Test
    void aPageOfAnotherOriginCannotSignIn() {
        HttpResponse<String> answer = api.page().send("POST", "/session", ALICE, "Origin", "https://evil.example");
        assertEquals(403, answer.statusCode());
        assertEquals("foreign-page", code(answer));
    }

    @Test
    void withoutASessionNothingIsSaid() {
        for (String path : List.of("/me", "/calls", "/calls/x", "/contacts", "/colleagues", "/overview", "/live")) {
            HttpResponse<String> answer = api.page().get(path);
            assertEquals(401, answer.statusCode(), path);
            assertEquals("not-signed-in", code(answer), path);
        }
        Page forged = api.new Page("landline-session=" + "x".repeat(43), "");
        assertEquals(401, forged.get("/me").statusCode());
    }

    @Test
    void wrongPasswordsAndGuessersAreRefused() {
        HttpResponse<String> wrong = api.page().send("POST", "/session", "{\"user\":\"alice\",\"password\":\"guess\"}");
        assertEquals("wrong-password", code(wrong));
        assertTrue(wrong.headers().firstValue("Set-Cookie").isEmpty());
        api.verdict = PasswordCheck.BRAKED;
        HttpResponse<String> braked = api.page().send("POST", "/session", ALICE);
        assertEquals(429, braked.statusCode());
        assertEquals("60", braked.headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void aChangeNeedsTheTokenOfItsOwnSession() {
        Page alice = api.signedIn("alice");
        Page bob = api.signedIn("bob");
        String contact = "{\"name\":\"Carla\"}";
        assertEquals("bad-csrf", code(alice.send("POST", "/contacts", contact, "X-CSRF-Token", "")));
        assertEquals("bad-csrf", code(alice.send("POST", "/contacts", contact, "X-CSRF-Token", bob.csrf)));
        assertEquals("foreign-page", code(alice.send("POST", "/contacts", contact, "Origin", "https://evil.example")));
        assertEquals(0, alice.json("/contacts").getJsonArray("contacts").size());
        assertEquals(201, alice.send("POST", "/contacts", contact).statusCode());
    }

    @Test
    void signingOutEndsTheSessionAtOnce() {
        Page alice = api.signedIn("alice");
        assertEquals(204, alice.send("DELETE", "/session", "").statusCode());
        assertEquals(401, alice.get("/me").statusCode());
    }

    @Test
    void aSessionHandsOutATokenForSip() {
        HttpResponse<String> answer = api.signedIn("alice").send("POST", "/me/token", "");
        String token = new JsonObject(answer.body()).getString("token");
        assertEquals(
                "alice",
                api.tokens.check(token, Optional.of(api.origin())).orElseThrow().user());
        assertTrue(api.tokens.check(token, Optional.of("https://evil.example")).isEmpty());
    }

    @Test
    void badBodiesAreRefusedInWords() {
        assertEquals(400, api.page().send("POST", "/session", "[1]").statusCode());
        assertEquals(400, api.page().send("POST", "/session", "{").statusCode());
        assertEquals(400, api.page().send("POST", "/session", "{\"user\":7}").statusCode());
        assertEquals(
                415,
                api.page()
                        .send("POST", "/session", ALICE, "Content-Type", "text/plain")
                        .statusCode());
        assertEquals(413, api.page().send("POST", "/session", "x".repeat(5000)).statusCode());
        assertEquals(404, api.signedIn("alice").get("/nothing").statusCode());
    }

    @Test
    void settingsAreKeptForAPerson() {
        Page alice = api.signedIn("alice");
        assertEquals(
                204,
                alice.send("PUT", "/me/settings/theme", "{\"value\":\"dark\"}").statusCode());
        assertEquals(
                "dark", alice.json("/me/settings").getJsonObject("settings").getString("theme"));
        assertEquals(
                400,
                alice.send("PUT", "/me/settings/a%20b", "{\"value\":\"x\"}").statusCode());
        assertEquals(400, alice.send("PUT", "/me/settings/theme", "{}").statusCode());
        assertEquals(
                413,
                alice.send("PUT", "/me/settings/theme", "{\"value\":\"" + "x".repeat(4001) + "\"}")
                        .statusCode());
        assertEquals(204, alice.send("DELETE", "/me/settings/theme", "").statusCode());
        assertTrue(alice.json("/me/settings").getJsonObject("settings").isEmpty());
    }

    @Test
    void sessionsEndByTimeAndTheOldestGivesWay() {
        Sessions sessions = new Sessions(new ApiConfig(Duration.ofMinutes(10), Duration.ofMinutes(15), 10));
        long minute = Duration.ofMinutes(1).toNanos();
        String first = sessions.begin("alice", 0).cookie();
        assertTrue(sessions.find(first, 9 * minute).isPresent());
        assertTrue(sessions.find(first, 14 * minute).isPresent(), "its use has prolonged it");
        assertTrue(sessions.find(first, 16 * minute).isEmpty(), "but not beyond the longest");
        String second = sessions.begin("alice", 20 * minute).cookie();
        assertTrue(sessions.find(second, 31 * minute).isEmpty(), "unused for too long");
        Sessions.Begun oldest = sessions.begin("bob", 40 * minute);
        for (int i = 0; i < Sessions.MOST_EACH; i++) {
            sessions.begin("bob", 41 * minute);
        }
        assertEquals(Sessions.MOST_EACH, sessions.size());
        assertTrue(sessions.find(oldest.cookie(), 41 * minute).isEmpty());
        assertFalse(oldest.toString().contains(oldest.cookie()), "no secret in a log");
    }

    @Test
    void aCookieFromBeforeARestartIsNotCalledWorthlessWhileTheDatabaseIsDown() {
        try (ApiFixture down = new ApiFixture(
                StoreConfig.at("jdbc:postgresql://127.0.0.1:1/nothing"),
                ApiConfig.standard(),
                RecordingConfig.off(),
                (_, _, _) -> Optional.empty())) {
            HttpResponse<String> answer = down.showing("from-before").get("/me");
            assertEquals(503, answer.statusCode());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            assertEquals(401, down.page().get("/me").statusCode(), "who shows none has none");
        }
    }

    @Test
    void aSessionOutlastsARestartOfTheGatewayUntilSomebodySignsOut() {
        Page alice = api.signedIn("alice");
        Page bob = api.signedIn("bob");
        assertEquals(204, bob.send("DELETE", "/session", "").statusCode());
        ApiConfig config = ApiConfig.standard();
        Sessions after = new Sessions(config);
        SessionKeeper keeper = new SessionKeeper(api.parts(), after, InstantSource.system());
        assertFalse(keeper.restored());
        keeper.restore(0);
        assertTrue(keeper.restored());
        assertEquals(1, after.size(), "bob has signed out");
        Session session = after.find(alice.cookieValue(), 1).orElseThrow();
        assertEquals("alice", session.user());
        assertEquals(alice.csrf, session.csrf(), "the page's token for changes is still good");
        assertTrue(
                after.find(alice.cookieValue(), config.longest().toNanos() + 1).isEmpty());
    }
}
