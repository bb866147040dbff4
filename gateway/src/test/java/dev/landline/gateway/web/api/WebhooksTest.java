package dev.landline.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.landline.gateway.activity.Activity;
import dev.landline.gateway.activity.ActivityFeed;
import dev.landline.gateway.activity.LiveCall;
import dev.landline.gateway.config.WebhookConfig;
import dev.landline.gateway.config.WebhookConfig.Occurrence;
import dev.landline.gateway.store.CallEntry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Telling others of calls over HTTP, against a real server. */
class WebhooksTest {

    private static final String SECRET = "a-secret-of-the-crm-2026";

    private record Posted(String event, String time, String signature, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }
    }

    private final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final ActivityFeed feed = new ActivityFeed();
    private HttpServer crm;
    private Webhooks webhooks;

    @BeforeEach
    void open() throws IOException {
        crm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        crm.createContext("/calls", exchange -> {
            var headers = exchange.getRequestHeaders();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (!refused) {
                posted.add(new Posted(
                        headers.getFirst("X-Landline-Event"),
                        headers.getFirst("X-Landline-Time"),
                        Optional.ofNullable(headers.getFirst("X-Landline-Signature"))
                                .orElse(""),
                        body));
            }
            exchange.sendResponseHeaders(refused ? 503 : 204, -1);
            exchange.close();
        });
        crm.start();
    }

    @AfterEach
    void close() {
        webhooks.close();
        crm.stop(0);
    }

    private void start(Set<Occurrence> events) {
        URI url = URI.create("http://127.0.0.1:" + crm.getAddress().getPort() + "/calls");
        webhooks = Webhooks.start(
                feed, List.of(new WebhookConfig(url, Optional.of(SECRET), events)), InstantSource.system());
        // The thread has begun to listen when the feed's first word gets there.
        ApiFixture.until(() -> {
            feed.tell(call("probe", LiveCall.State.RINGING));
            return webhooks.told() > 0 || !posted.isEmpty() || !events.contains(Occurrence.RINGING);
        });
    }

    private static Activity.Call call(String id, LiveCall.State state) {
        return new Activity.Call(new LiveCall(
                id,
                CallEntry.Direction.INBOUND,
                new CallEntry.Side("+442079460002", "", Optional.empty(), Optional.of("carrier")),
                new CallEntry.Side("alice", "Alice", Optional.of("alice"), Optional.empty()),
                state,
                Instant.parse("2026-03-01T09:00:00Z"),
                Optional.empty(),
                Set.of("alice")));
    }

    private Posted next(String id) throws InterruptedException {
        while (true) {
            Posted one = posted.poll(20, TimeUnit.SECONDS);
            if (one == null) {
                throw new AssertionError("nothing was posted of " + id);
            }
            if (one.json().getJsonObject("call").getString("id").equals(id)) {
                return one;
            }
        }
    }

    @Test
    void aReceiverIsToldOfEachCallAndCanCheckThatItIsUs() throws Exception {
        start(EnumSet.allOf(Occurrence.class));
        feed.tell(call("c1", LiveCall.State.RINGING));
        feed.tell(call("c1", LiveCall.State.TALKING));
        Posted ringing = next("c1");
        assertEquals("ringing", ringing.event());
        assertEquals(
                "+442079460002",
                ringing.json().getJsonObject("call").getJsonObject("caller").getString("address"));
        assertEquals("answered", next("c1").event());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed = mac.doFinal((ringing.time() + "." + ringing.body()).getBytes(StandardCharsets.UTF_8));
        assertEquals("sha256=" + HexFormat.of().formatHex(signed), ringing.signature());
    }

    @Test
    void whatIsRefusedIsTriedAgainAndThenCountedAsLost() throws Exception {
        start(EnumSet.allOf(Occurrence.class));
        refusals.set(1);
        feed.tell(call("c2", LiveCall.State.RINGING));
        assertEquals("ringing", next("c2").event());
        refusals.set(3);
        feed.tell(call("c3", LiveCall.State.RINGING));
        ApiFixture.until(() -> webhooks.lost() == 1);
        feed.tell(call("c4", LiveCall.State.RINGING));
        assertEquals("ringing", next("c4").event(), "the next one is told");
    }

    @Test
    void onlyWhatWasAskedForIsTold() throws Exception {
        start(EnumSet.of(Occurrence.ANSWERED));
        ApiFixture.until(() -> {
            feed.tell(call("c5", LiveCall.State.RINGING));
            feed.tell(call("c5", LiveCall.State.TALKING));
            return !posted.isEmpty();
        });
        assertEquals("answered", next("c5").event());
        assertTrue(posted.stream().allMatch(one -> one.event().equals("answered")));
    }
}
