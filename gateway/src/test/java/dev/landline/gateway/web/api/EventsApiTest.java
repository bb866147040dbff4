package dev.landline.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.activity.Activity;
import dev.landline.gateway.config.ApiConfig;
import dev.landline.gateway.config.RecordingConfig;
import dev.landline.gateway.config.StoreConfig;
import dev.landline.gateway.web.api.ApiFixture.Page;
import dev.landline.media.bridge.BridgeStats;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The event stream. */
class EventsApiTest {

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void close() {
        api.close();
    }

    /** A page's event stream, read line by line. */
    private final class Stream implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader lines;
        private String event = "";

        Stream(Page page) {
            int before = api.feed.listeners();
            try {
                socket = new Socket(InetAddress.getLoopbackAddress(), api.web.port());
                socket.setSoTimeout(60_000);
                socket.getOutputStream()
                        .write(("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + page.cookie + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            ApiFixture.until(() -> api.feed.listeners() > before);
        }

        /** The data of the next event. */
        JsonObject next() {
            try {
                String line = lines.readLine();
                while (!line.startsWith("data: ")) {
                    if (line.startsWith("event: ")) {
                        event = line.substring(7);
                    }
                    line = lines.readLine();
                }
                return new JsonObject(line.substring(6));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The next event of a kind. */
        JsonObject next(String kind) {
            JsonObject data = next();
            while (!event.equals(kind)) {
                data = next();
            }
            return data;
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void aCallIsToldFromItsBeginningToItsEnd() {
        try (Stream alice = new Stream(api.signedIn("alice"))) {
            assertEquals(0, alice.next("snapshot").getJsonArray("calls").size());
            LiveCalls.begin(api.activity, "c1", "alice");
            JsonObject ringing = alice.next("call");
            assertEquals("c1", ringing.getString("id"));
            assertEquals("ringing", ringing.getString("state"));
            assertEquals("outbound", ringing.getString("direction"));
            assertEquals("01632960001", ringing.getJsonObject("callee").getString("address"));
            assertEquals("ringing", alice.next("presence").getString("availability"));
            LiveCalls.answer(api.activity, "c1", "alice");
            assertEquals("talking", alice.next("call").getString("state"));
            LiveCalls.end(api.activity, "c1", "alice");
            JsonObject ended = alice.next("ended");
            assertEquals("answered", ended.getString("outcome"));
            assertEquals(30.0, ended.getDouble("talkSeconds"));
        }
    }

    @Test
    void whoComesLateIsToldWhatGoesOn() {
        LiveCalls.begin(api.activity, "c1", "alice");
        try (Stream alice = new Stream(api.signedIn("alice"));
                Stream bob = new Stream(api.signedIn("bob"))) {
            assertEquals(1, alice.next("snapshot").getJsonArray("calls").size());
            assertEquals(0, bob.next("snapshot").getJsonArray("calls").size());
        }
    }

    @Test
    void callsAreToldToThoseInThemAndToSupervisorsAndTheirSoundToThoseInThemAlone() {
        try (Stream alice = new Stream(api.signedIn("alice"));
                Stream bob = new Stream(api.signedIn("bob"));
                Stream sue = new Stream(api.signedIn("sue"))) {
            LiveCalls.begin(api.activity, "c1", "alice");
            api.feed.tell(new Activity.Sound("c1", Set.of("alice"), BridgeStats.NOTHING));
            api.feed.tell(new Activity.Presence("bob"));
            JsonObject sound = alice.next("sound");
            assertEquals("c1", sound.getString("call"));
            assertTrue(sound.getJsonObject("audio").containsKey("remedy"), sound::encode);
            assertTrue(sound.getJsonObject("caller").containsKey("receivedBytes"), sound::encode);
            assertEquals("c1", sue.next("call").getString("id"));
            assertEquals("alice", sue.next("presence").getString("user"));
            assertEquals("bob", sue.next().getString("user"), "no sound of others");
            bob.next("snapshot");
            assertEquals("offline", bob.next().getString("availability"), "that she is in a call is not told to bob");
            JsonObject own = bob.next();
            assertEquals("bob", own.getString("user"), "and nothing of her call");
            assertEquals("available", own.getString("availability"));
        }
    }

    @Test
    void withoutASessionThereIsNoStreamAndTheNumberOfStreamsIsBounded() {
        assertEquals(401, api.page().get("/events").statusCode());
        ApiConfig one = new ApiConfig(Duration.ofHours(1), Duration.ofHours(1), 1);
        try (ApiFixture few = new ApiFixture(
                StoreConfig.at("jdbc:h2:mem:few"), one, RecordingConfig.off(), (_, _, _) -> Optional.empty())) {
            few.feed.listen("alice", false, () -> {});
            assertEquals(503, few.signedIn("alice").get("/events").statusCode());
        }
    }

    @Test
    void aPageThatDoesNotReadIsCutOffAndCounted() {
        try (Stream _ = new Stream(api.signedIn("alice"));
                Stream reader = new Stream(api.signedIn("bob"))) {
            for (int i = 0; i < 400_000 && api.feed.slow() == 0; i++) {
                api.feed.tell(new Activity.Sound("c1", Set.of("alice"), BridgeStats.NOTHING));
            }
            assertEquals(1, api.feed.slow());
            ApiFixture.until(() -> api.feed.listeners() == 1);
            api.feed.tell(new Activity.Presence("bob"));
            assertEquals("available", reader.next("presence").getString("availability"), "others do not suffer");
        }
    }

    @Test
    void aPageThatGoesIsForgotten() {
        Stream alice = new Stream(api.signedIn("alice"));
        assertEquals(1, api.feed.listeners());
        alice.close();
        ApiFixture.until(() -> api.feed.listeners() == 0);
    }
}
