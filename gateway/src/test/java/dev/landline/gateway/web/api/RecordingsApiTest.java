package dev.landline.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.activity.CallRecorder;
import dev.landline.gateway.config.RecordingConfig;
import dev.landline.gateway.store.RecordingEntry.State;
import dev.landline.gateway.web.api.ApiFixture.Page;
import dev.landline.media.record.RecordingDesk;
import dev.landline.media.record.RecordingFormat;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recording one's own call, and listening to it afterwards. The files are the media engine's real ones. */
class RecordingsApiTest {

    @TempDir
    Path folder;

    private final RecordingDesk desk = new RecordingDesk(null, 2);
    private ApiFixture api;

    @BeforeEach
    void open() {
        api = new ApiFixture(
                config(true, List.of()), (_, settings, events) -> Optional.of(desk.record(settings, events)));
    }

    @AfterEach
    void close() {
        api.close();
        desk.close();
    }

    private RecordingConfig config(boolean enabled, List<String> accounts) {
        return new RecordingConfig(
                enabled,
                folder,
                Duration.ofDays(30),
                RecordingFormat.WAV,
                true,
                Duration.ofHours(1),
                accounts,
                List.of(),
                List.of());
    }

    private static HttpResponse<String> want(Page page, String state) {
        return page.send("PUT", "/calls/c1/recording", "{\"state\":\"" + state + "\"}");
    }

    private static String code(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getString("code");
    }

    /** Alice's recorded call, and the recording's id. */
    private String recorded(Page alice) {
        LiveCalls.begin(api.activity, "c1", "alice");
        LiveCalls.answer(api.activity, "c1", "alice");
        assertEquals(200, want(alice, "running").statusCode());
        assertEquals(200, want(alice, "off").statusCode());
        LiveCalls.end(api.activity, "c1", "alice");
        ApiFixture.until(() -> alice.get("/calls/c1").statusCode() == 200
                && alice.json("/calls/c1").getInteger("recordingCount") == 1);
        return alice.json("/recordings")
                .getJsonArray("recordings")
                .getJsonObject(0)
                .getString("id");
    }

    @Test
    void onesOwnCallIsRecordedPausedAndStopped() {
        Page alice = api.signedIn("alice");
        assertEquals(404, want(alice, "running").statusCode(), "there is no such call");
        LiveCalls.begin(api.activity, "c1", "alice");
        LiveCalls.answer(api.activity, "c1", "alice");
        assertEquals(404, want(api.signedIn("bob"), "running").statusCode(), "it is not bob's");
        assertEquals(404, want(api.signedIn("sue"), "running").statusCode(), "nor the supervisor's");
        assertEquals("not-recording", code(want(alice, "paused")));
        assertEquals(400, want(alice, "maybe").statusCode());
        assertEquals(200, want(alice, "running").statusCode());
        assertEquals("already-recording", code(want(alice, "running")));
        assertEquals(200, want(alice, "paused").statusCode());
        assertEquals("paused", alice.json("/calls/c1/recording").getString("state"));
        assertEquals(200, want(alice, "running").statusCode());
        assertEquals("running", alice.json("/calls/c1/recording").getString("state"));
        assertEquals(200, want(alice, "off").statusCode());
        ApiFixture.until(
                () -> alice.json("/calls/c1/recording").getString("state").equals("off"));
    }

    @Test
    void whoTookPartMayListenAndSupervisorsAndEachTimeIsNoted() {
        Page alice = api.signedIn("alice");
        String id = recorded(alice);
        HttpResponse<String> all = alice.get("/recordings/" + id);
        assertEquals(200, all.statusCode());
        assertTrue(all.body().startsWith("RIFF"));
        assertEquals("bytes", all.headers().firstValue("Accept-Ranges").orElse(""));
        assertEquals(200, api.signedIn("sue").get("/recordings/" + id).statusCode());
        Page bob = api.signedIn("bob");
        assertEquals(404, bob.get("/recordings/" + id).statusCode());
        assertEquals(0, bob.json("/recordings").getJsonArray("recordings").size());
        alice.send("PUT", "/calls/c1/assignment", "{\"assignee\":\"bob\"}");
        assertEquals(200, bob.get("/calls/c1").statusCode());
        assertEquals(404, bob.get("/recordings/" + id).statusCode(), "an assignment gives no sound away");
        assertEquals(
                List.of("alice", "sue"),
                api.store.recordings().accesses(id).stream()
                        .map(one -> one.person())
                        .toList());
    }

    @Test
    void aPartOfARecordingIsGivenWhenThatIsAskedFor() {
        Page alice = api.signedIn("alice");
        String place = "/recordings/" + recorded(alice);
        int size = alice.get(place).body().length();
        HttpResponse<String> first = alice.get(place, "Range", "bytes=0-3");
        assertEquals(206, first.statusCode());
        assertEquals("RIFF", first.body());
        assertEquals(
                "bytes 0-3/" + size, first.headers().firstValue("Content-Range").orElse(""));
        assertEquals("WAVE", alice.get(place, "Range", "bytes=8-11").body());
        assertEquals(size - 4, alice.get(place, "Range", "bytes=4-").body().length());
        assertEquals(4, alice.get(place, "Range", "bytes=-4").body().length());
        HttpResponse<String> beyond = alice.get(place, "Range", "bytes=" + size + "-");
        assertEquals(416, beyond.statusCode());
        assertEquals(
                "bytes */" + size, beyond.headers().firstValue("Content-Range").orElse(""));
        assertEquals(200, alice.get(place, "Range", "lines=1-2").statusCode(), "an unknown unit is no range");
    }

    @Test
    void aRecordingThatIsDeletedIsGone() {
        Page alice = api.signedIn("alice");
        String id = recorded(alice);
        api.store.recordings().deleted(id);
        assertEquals(410, alice.get("/recordings/" + id).statusCode());
        assertEquals(0, alice.json("/calls/c1").getInteger("recordingCount"));
    }

    @Test
    void theConfigurationRecordsAllCallsOfAnAccount() {
        try (ApiFixture always = new ApiFixture(
                config(true, List.of("alice")), (_, settings, events) -> Optional.of(desk.record(settings, events)))) {
            always.activity.whenAnswered(always.recorder::answered);
            LiveCalls.begin(always.activity, "c1", "alice");
            assertEquals("off", always.recorder.state("c1"), "nobody has answered");
            LiveCalls.answer(always.activity, "c1", "alice");
            assertEquals("running", always.recorder.state("c1"));
            LiveCalls.begin(always.activity, "c2", "bob");
            LiveCalls.answer(always.activity, "c2", "bob");
            assertEquals("off", always.recorder.state("c2"));
            always.recorder.stop("c1");
            ApiFixture.until(() -> always.store.recordings().ofCall("c1").stream()
                    .anyMatch(one -> one.state() == State.KEPT && one.by().equals(CallRecorder.BY_CONFIGURATION)));
        }
    }

    @Test
    void recordingIsOffUntilItIsTurnedOn() {
        try (ApiFixture off = new ApiFixture()) {
            Page alice = off.signedIn("alice");
            LiveCalls.begin(off.activity, "c1", "alice");
            LiveCalls.answer(off.activity, "c1", "alice");
            assertEquals("recording-off", code(want(alice, "running")));
        }
    }

    @Test
    void rangesAreReadByTheRules() {
        assertEquals(Optional.of(new SoundFile.Part(0, 10)), SoundFile.part("bytes=0-", 10));
        assertEquals(Optional.of(new SoundFile.Part(9, 1)), SoundFile.part("bytes=9-99", 10));
        assertEquals(Optional.of(new SoundFile.Part(0, 10)), SoundFile.part("bytes=-99", 10));
        for (String none : List.of("bytes=-", "bytes=-0", "bytes=10-", "bytes=5-4", "bytes=99999999999999999-")) {
            assertEquals(Optional.empty(), SoundFile.part(none, 10), none);
        }
    }
}
