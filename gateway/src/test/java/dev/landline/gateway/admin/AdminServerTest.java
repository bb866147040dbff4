package dev.landline.gateway.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.AdminConfig;
import dev.landline.media.bridge.BridgeStats;
import dev.landline.sip.trunk.Liveness;
import dev.landline.sip.trunk.RegistrationState;
import dev.landline.sip.trunk.Trouble;
import dev.landline.sip.trunk.TrunkView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<Readiness> readiness =
            new AtomicReference<>(new Readiness.NotReady("The gateway is starting."));
    private final AtomicReference<List<ActiveCall>> calls = new AtomicReference<>(List.of());
    private final AtomicReference<List<TrunkView>> trunks = new AtomicReference<>(List.of());
    private final Metrics metrics = new Metrics();
    private AdminServer admin;

    @BeforeEach
    void start() throws IOException {
        admin = AdminServer.start(
                new AdminConfig(InetAddress.getLoopbackAddress(), 0), readiness::get, metrics, calls::get, trunks::get);
    }

    @AfterEach
    void stop() {
        admin.close();
        metrics.close();
    }

    @Test
    void trunksAreListedWithTheirPlacesAndRegistration() throws Exception {
        trunks.set(List.of(new TrunkView(
                "office",
                2,
                1,
                0,
                List.of(
                        new TrunkView.Place("192.0.2.1:5060/UDP", Liveness.UP, Optional.empty(), 0),
                        new TrunkView.Place("192.0.2.2:5060/UDP", Liveness.DOWN, Optional.of(Trouble.SILENT), 12)),
                Optional.of(new TrunkView.Registration(RegistrationState.REGISTERED, 77, "registered")))));
        String json = get("/trunks").body();
        for (String part : List.of(
                "\"name\" : \"office\"",
                "\"up\" : true",
                "\"calls\" : 2",
                "\"refusedFull\" : 1",
                "\"options\" : \"down\"",
                "\"avoidedBecause\" : \"it does not respond\"",
                "\"avoidedSeconds\" : 12",
                "\"state\" : \"registered\"",
                "\"expiresInSeconds\" : 77")) {
            assertTrue(json.contains(part), () -> part + " in " + json);
        }
    }

    @Test
    void aliveIsNotTheSameAsReady() throws Exception {
        assertEquals(200, get("/healthz").statusCode());
        HttpResponse<String> starting = get("/readyz");
        assertEquals(503, starting.statusCode());
        assertEquals("The gateway is starting.\n", starting.body());
        readiness.set(new Readiness.Ready());
        assertEquals(200, get("/readyz").statusCode());
        readiness.set(new Readiness.NotReady("The gateway is draining: 3 calls are left."));
        assertEquals(
                "The gateway is draining: 3 calls are left.\n", get("/readyz").body());
        assertEquals(200, get("/healthz").statusCode());
    }

    @Test
    void metricsShowSuppliersAndTheProcess() throws Exception {
        AtomicLong calls = new AtomicLong(3);
        metrics.counter("landline_calls", "Calls by outcome", Map.of("outcome", "answered"), calls::get);
        metrics.counter("landline_calls", "Calls by outcome", Map.of("outcome", "busy"), () -> 7);
        metrics.gauge("landline_calls_active", "Calls now", Map.of(), () -> 2);
        System.gc();
        calls.set(4);
        HttpResponse<String> answer = get("/metrics");
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/plain; version=0.0.4"));
        for (String line : new String[] {
            "# HELP landline_calls_total Calls by outcome",
            "# TYPE landline_calls_total counter",
            "landline_calls_total{outcome=\"answered\"} 4.0",
            "landline_calls_total{outcome=\"busy\"} 7.0",
            "# TYPE landline_calls_active gauge",
            "landline_calls_active 2.0",
            "jvm_memory_used_bytes{",
            "process_uptime_seconds",
            "process_files_open_files"
        }) {
            assertTrue(answer.body().contains("\n" + line) || answer.body().startsWith(line), line);
        }
    }

    @Test
    void callsAreListedWithTheirVerdict() throws Exception {
        assertEquals("[ ]\n", get("/calls").body());
        calls.set(List.of(
                new ActiveCall("1", "calling", "sip:alice@example.org", "sip:+49301@example.org", 3, Optional.empty()),
                new ActiveCall(
                        "2",
                        "talking",
                        "sip:bob@example.org",
                        "sip:100@example.org",
                        0,
                        Optional.of(BridgeStats.NOTHING))));
        HttpResponse<String> answer = get("/calls");
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElse(""));
        JsonArray listed = new JsonArray(answer.body());
        assertEquals("sip:+49301@example.org", listed.getJsonObject(0).getString("to"));
        assertEquals("calling", listed.getJsonObject(0).getString("state"));
        JsonObject audio = listed.getJsonObject(1).getJsonObject("audio");
        assertEquals("starting", audio.getString("code"));
        assertEquals("nobody", audio.getString("fault"));
        assertTrue(audio.getString("sentence").endsWith("."), audio::encode);
    }

    @Test
    void otherPathsAndMethodsAreRefusedInWords() throws Exception {
        assertEquals(404, get("/").statusCode());
        assertEquals(
                "Here are /healthz, /readyz, /metrics, /calls and /trunks.\n",
                get("/metric").body());
        HttpResponse<String> posted = client.send(
                HttpRequest.newBuilder(uri("/readyz"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(405, posted.statusCode());
        assertEquals("GET, HEAD", posted.headers().firstValue("Allow").orElse(""));
        HttpResponse<String> head = client.send(
                HttpRequest.newBuilder(uri("/healthz")).HEAD().build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, head.statusCode());
    }

    @Test
    void aTakenPortIsOneSentence() {
        AdminConfig same = new AdminConfig(InetAddress.getLoopbackAddress(), admin.port());
        IOException failure = assertThrows(
                IOException.class, () -> AdminServer.start(same, readiness::get, metrics, List::of, List::of));
        assertTrue(failure.getMessage().startsWith("landline.admin (127.0.0.1 port "), failure.getMessage());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + admin.port() + path);
    }
}
