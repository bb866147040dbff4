package dev.landline.gateway.web.api;

import dev.landline.gateway.activity.ActivityFeed;
import dev.landline.gateway.activity.CallActivity;
import dev.landline.gateway.activity.CallRecorder;
import dev.landline.gateway.call.PersonalSettings;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.AccountFeatures;
import dev.landline.gateway.config.ApiConfig;
import dev.landline.gateway.config.CallerIdRules;
import dev.landline.gateway.config.HttpConfig;
import dev.landline.gateway.config.RecordingConfig;
import dev.landline.gateway.config.Role;
import dev.landline.gateway.config.StoreConfig;
import dev.landline.gateway.config.TokenConfig;
import dev.landline.gateway.store.CallEntry;
import dev.landline.gateway.store.Store;
import dev.landline.gateway.store.StoreHealth;
import dev.landline.gateway.web.AccessTokens;
import dev.landline.gateway.web.WebContent;
import dev.landline.gateway.web.WebServer;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** The API of a real server on a free port, over a database in memory: alice and bob, and sue, who is their supervisor. */
final class ApiFixture implements AutoCloseable {

    final Store store;
    final ActivityFeed feed = new ActivityFeed();
    final CallActivity activity;
    final CallRecorder recorder;
    final PersonalSettings wishes = new PersonalSettings(accounts().values());
    final AccessTokens tokens = new AccessTokens(
            "landline.test", new TokenConfig(true, Duration.ofMinutes(10), Optional.empty()), InstantSource.system());
    final WebServer web;
    private final ApiServer api;
    private final ApiParts parts;
    private final HttpClient client = HttpClient.newHttpClient();
    volatile PasswordCheck verdict = PasswordCheck.RIGHT;

    ApiFixture() {
        this(RecordingConfig.off(), (_, _, _) -> Optional.empty());
    }

    /** @param tapes what records calls */
    ApiFixture(RecordingConfig recording, CallRecorder.Tapes tapes) {
        this(StoreConfig.at("jdbc:h2:mem:" + UUID.randomUUID()), ApiConfig.standard(), recording, tapes);
        until(() -> store.health() instanceof StoreHealth.Up && api.knowsOldSessions());
    }

    ApiFixture(StoreConfig database, ApiConfig config, RecordingConfig recording, CallRecorder.Tapes tapes) {
        store = Store.start(database);
        activity = new CallActivity(feed, store::keep, InstantSource.system());
        recorder = new CallRecorder(recording, tapes, store::keep, feed, InstantSource.system());
        parts = new ApiParts(
                config,
                accounts(),
                store,
                activity,
                feed,
                wishes,
                recorder,
                (user, password, _) -> password.equals("of-" + user) ? verdict : PasswordCheck.WRONG,
                Optional.of(tokens),
                dialog -> Optional.of(dialog.callId().replaceFirst("^dialog-of-", "")),
                user -> user.equals("bob") ? 1 : 0);
        api = new ApiServer(parts);
        try {
            web = WebServer.start(
                    HttpConfig.plain(InetAddress.getLoopbackAddress(), 0),
                    new WebContent("landline.test", Duration.ofSeconds(15), Optional.empty()),
                    _ -> {
                        throw new IllegalStateException("no SIP here");
                    },
                    Optional.empty(),
                    Optional.of(api));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, AccountConfig> accounts() {
        return Map.of(
                "alice",
                account("alice", Role.USER),
                "bob",
                account("bob", Role.USER),
                "sue",
                account("sue", Role.SUPERVISOR));
    }

    private static AccountConfig account(String user, Role role) {
        return new AccountConfig(
                user,
                user.toUpperCase(java.util.Locale.ROOT),
                "of-" + user,
                Optional.of("+442079460100"),
                CallerIdRules.USUAL,
                List.of("+442079460100"),
                new AccountFeatures(Optional.empty(), role));
    }

    String origin() {
        return "http://127.0.0.1:" + web.port();
    }

    ApiParts parts() {
        return parts;
    }

    /** Somebody who has not signed in. */
    Page page() {
        return new Page("", "");
    }

    /** Somebody whose browser shows this cookie. */
    Page showing(String cookie) {
        return new Page(SessionResource.COOKIE + "=" + cookie, "");
    }

    /** Somebody who has. */
    Page signedIn(String user) {
        HttpResponse<String> answer =
                page().send("POST", "/session", "{\"user\":\"" + user + "\",\"password\":\"of-" + user + "\"}");
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        return new Page(cookie, new JsonObject(answer.body()).getString("csrfToken"));
    }

    void keep(CallEntry... calls) {
        long before = store.written();
        for (CallEntry call : calls) {
            store.keep(call);
        }
        until(() -> store.written() == before + calls.length);
    }

    static void until(java.util.function.BooleanSupplier done) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it took too long");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** A browser's page; each answer is held against the description. */
    final class Page {

        final String cookie;
        final String csrf;

        Page(String cookie, String csrf) {
            this.cookie = cookie;
            this.csrf = csrf;
        }

        /** What the browser shows, without its name. */
        String cookieValue() {
            return cookie.replaceFirst("^[^=]*=", "");
        }

        HttpResponse<String> get(String path, String... headers) {
            return checked("GET", path, request(path, headers).GET());
        }

        JsonObject json(String path) {
            HttpResponse<String> answer = get(path);
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + " " + answer.statusCode() + " " + answer.body());
            }
            return new JsonObject(answer.body());
        }

        HttpResponse<String> send(String method, String path, String body, String... headers) {
            HttpRequest.Builder request = request(path, headers);
            if (List.of(headers).stream().noneMatch("Content-Type"::equals)) {
                request.header("Content-Type", "application/json");
            }
            if (List.of(headers).stream().noneMatch("Origin"::equals)) {
                request.header("Origin", origin());
            }
            if (!csrf.isEmpty() && List.of(headers).stream().noneMatch("X-CSRF-Token"::equals)) {
                request.header("X-CSRF-Token", csrf);
            }
            return checked(method, path, request.method(method, HttpRequest.BodyPublishers.ofString(body)));
        }

        private HttpRequest.Builder request(String path, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + "/api" + path));
            if (!cookie.isEmpty()) {
                request.header("Cookie", cookie);
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            return request;
        }

        private HttpResponse<String> checked(String method, String path, HttpRequest.Builder request) {
            try {
                HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                Contract.holds(method, path.replaceFirst("\\?.*", ""), answer);
                return answer;
            } catch (IOException e) {
                throw new AssertionError(method + " " + path, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        web.close();
        api.close();
        store.close();
    }
}
