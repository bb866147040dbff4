package dev.landline.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.ApiConfig;
import dev.landline.gateway.config.RecordingConfig;
import dev.landline.gateway.config.StoreConfig;
import dev.landline.gateway.store.CallEntry;
import dev.landline.gateway.store.Calls;
import dev.landline.gateway.web.api.ApiFixture.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The calls that are over, who sees them, and what is added to them. Each answer is held against the description. */
class CallsApiTest {

    private static final Instant NOON = Calls.NOON;

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void close() {
        api.close();
    }

    private static List<String> ids(JsonObject answer) {
        return answer.getJsonArray("calls").stream()
                .map(call -> ((JsonObject) call).getString("id"))
                .toList();
    }

    @Test
    void aPersonSeesOwnCallsAndASupervisorTheTeams() {
        api.keep(Calls.inbound("c1", "alice", NOON), Calls.missed("c2", "bob", NOON.plusSeconds(1)));
        Page alice = api.signedIn("alice");
        assertEquals(List.of("c1"), ids(alice.json("/calls")));
        assertEquals(404, alice.get("/calls/c2").statusCode());
        assertEquals(404, alice.get("/calls/c2/notes").statusCode());
        assertEquals(
                404, alice.send("POST", "/calls/c2/notes", "{\"text\":\"x\"}").statusCode());
        assertEquals(
                404, alice.send("PUT", "/calls/c2/tags", "{\"tags\":[\"x\"]}").statusCode());
        assertEquals(
                404,
                alice.send("PUT", "/calls/c2/assignment", "{\"assignee\":\"alice\"}")
                        .statusCode());
        assertEquals(List.of("c2", "c1"), ids(api.signedIn("sue").json("/calls")));
        assertEquals(List.of(), ids(api.signedIn("sue").json("/calls?scope=own")));
    }

    @Test
    void aCallIsToldWithItsFailureAndItsSound() {
        api.keep(Calls.inbound("c1", "alice", NOON), Calls.missed("c2", "alice", NOON.plusSeconds(1)));
        Page alice = api.signedIn("alice");
        JsonObject call = alice.json("/calls/c1");
        assertEquals("inbound", call.getString("direction"));
        assertEquals(4.0, call.getDouble("waitSeconds"));
        assertEquals(60.0, call.getDouble("talkSeconds"));
        assertEquals(4.25, call.getJsonObject("quality").getDouble("callerMos"));
        assertEquals(
                "no-answer", alice.json("/calls/c2").getJsonObject("failure").getString("code"));
        assertEquals(5, alice.json("/calls/c1/quality").getJsonObject("caller").getInteger("lost"));
        assertEquals(404, alice.get("/calls/c2/quality").statusCode());
    }

    @Test
    void filtersAndPagesNarrowTheList() {
        api.keep(
                Calls.inbound("c1", "alice", NOON),
                Calls.missed("c2", "alice", NOON.plusSeconds(60)),
                Calls.inbound("c3", "alice", NOON.plusSeconds(120)));
        Page alice = api.signedIn("alice");
        assertEquals(List.of("c2"), ids(alice.json("/calls?direction=outbound")));
        assertEquals(List.of("c2"), ids(alice.json("/calls?outcome=missed")));
        assertEquals(List.of("c2"), ids(alice.json("/calls?number=960001")));
        assertEquals(List.of("c3"), ids(alice.json("/calls?from=2026-03-02T12:01:30Z")));
        JsonObject first = alice.json("/calls?size=2");
        assertEquals(List.of("c3", "c2"), ids(first));
        JsonObject second = alice.json("/calls?size=2&after=" + first.getString("next"));
        assertEquals(List.of("c1"), ids(second));
        assertEquals(null, second.getString("next"));
        for (String bad :
                List.of("direction=up", "from=yesterday", "size=0", "size=x", "after=x", "number=" + "1".repeat(300))) {
            HttpResponse<String> answer = alice.get("/calls?" + bad);
            assertEquals(400, answer.statusCode(), bad);
            assertFalse(new JsonObject(answer.body()).getString("message").isBlank());
        }
    }

    @Test
    void notesTagsAndAssignment() {
        api.keep(Calls.inbound("c1", "alice", NOON));
        Page alice = api.signedIn("alice");
        Page bob = api.signedIn("bob");
        HttpResponse<String> note = alice.send("POST", "/calls/c1/notes", "{\"text\":\"Wants <b>a</b> quote\"}");
        assertEquals(201, note.statusCode());
        assertEquals("Wants <b>a</b> quote", new JsonObject(note.body()).getString("text"));
        assertEquals(
                "[\"later\",\"vip\"]",
                new JsonObject(alice.send("PUT", "/calls/c1/tags", "{\"tags\":[\"vip\",\"later\"]}")
                                .body())
                        .getJsonArray("tags")
                        .encode());
        assertEquals(List.of("c1"), ids(alice.json("/calls?tag=vip")));
        assertEquals(404, bob.get("/calls/c1").statusCode());
        assertEquals(
                204,
                alice.send("PUT", "/calls/c1/assignment", "{\"assignee\":\"bob\"}")
                        .statusCode());
        JsonObject seen = bob.json("/calls/c1");
        assertEquals("alice", seen.getJsonObject("assignment").getString("by"));
        assertEquals(1, seen.getJsonArray("notes").size());
        int id = new JsonObject(note.body()).getInteger("id");
        assertEquals(404, bob.send("DELETE", "/calls/c1/notes/" + id, "").statusCode(), "it is alice's");
        assertEquals(204, alice.send("DELETE", "/calls/c1/notes/" + id, "").statusCode());
        assertEquals(
                400,
                alice.send("PUT", "/calls/c1/assignment", "{\"assignee\":\"nobody\"}")
                        .statusCode());
        assertEquals(400, alice.send("PUT", "/calls/c1/assignment", "{}").statusCode());
        assertEquals(400, alice.send("PUT", "/calls/c1/tags", "{\"tags\":[7]}").statusCode());
        assertEquals(
                413,
                alice.send("POST", "/calls/c1/notes", "{\"text\":\"" + "x".repeat(4001) + "\"}")
                        .statusCode());
        assertEquals(
                204,
                alice.send("PUT", "/calls/c1/assignment", "{\"assignee\":null}").statusCode());
        assertEquals(404, bob.get("/calls/c1").statusCode());
    }

    @Test
    void aCallThatGoesOnIsSeenAndHasNotesAndTagsAlready() {
        Page alice = api.signedIn("alice");
        Page bob = api.signedIn("bob");
        LiveCalls.begin(api.activity, "c1", "alice");
        assertEquals(List.of("c1"), ids(alice.json("/live")));
        assertEquals(List.of("c1"), ids(api.signedIn("sue").json("/live")));
        assertEquals(List.of(), ids(bob.json("/live")));
        assertEquals(1, alice.json("/overview").getInteger("callsNow"));
        assertEquals(
                201,
                alice.send("POST", "/calls/c1/notes", "{\"text\":\"Asks for Tom\"}")
                        .statusCode());
        assertEquals(
                200, alice.send("PUT", "/calls/c1/tags", "{\"tags\":[\"vip\"]}").statusCode());
        assertEquals(404, bob.get("/calls/c1/notes").statusCode());
        assertEquals(
                409,
                alice.send("PUT", "/calls/c1/assignment", "{\"assignee\":\"bob\"}")
                        .statusCode());
        LiveCalls.answer(api.activity, "c1", "alice");
        LiveCalls.end(api.activity, "c1", "alice");
        ApiFixture.until(() -> alice.get("/calls/c1").statusCode() == 200);
        JsonObject over = alice.json("/calls/c1");
        assertEquals(1, over.getInteger("noteCount"));
        assertEquals("[\"vip\"]", over.getJsonArray("tags").encode());
        assertEquals("outbound", over.getString("direction"));
        assertEquals(List.of(), ids(alice.json("/live")));
    }

    @Test
    void aSpreadsheetGetsTextAndNoFormulas() {
        CallEntry call = Calls.inbound("c1", "alice", NOON);
        CallEntry rude = new CallEntry(
                call.id(),
                call.direction(),
                call.outcome(),
                new CallEntry.Side("+442079460002", "=cmd|'/C calc'!A1, \"x\"", Optional.empty(), Optional.of("pbx")),
                call.callee(),
                call.started(),
                call.answered(),
                call.ended(),
                call.trouble(),
                call.quality(),
                call.people());
        api.keep(rude);
        HttpResponse<String> csv = api.signedIn("alice").get("/calls.csv");
        assertEquals(200, csv.statusCode());
        String[] lines = csv.body().split("\r\n", -1);
        assertTrue(lines[0].startsWith("id,started,direction,outcome,caller,"), lines[0]);
        assertTrue(
                lines[1].contains(",answered,+442079460002,\"'=cmd|'/C calc'!A1, \"\"x\"\"\",alice,,pbx,4.0,60.0,,"),
                lines[1]);
        assertTrue(csv.headers().firstValue("Content-Disposition").orElse("").contains("calls.csv"));
    }

    @Test
    void figuresAreOfTheTimeAndZoneThatIsAskedFor() {
        api.keep(
                Calls.inbound("c1", "alice", NOON),
                Calls.inbound("c2", "bob", NOON.plus(Duration.ofHours(13))),
                Calls.missed("c3", "alice", NOON.plusSeconds(10)));
        Page sue = api.signedIn("sue");
        JsonObject days = sue.json("/overview?from=2026-02-20T00:00:00Z&to=2026-03-05T00:00:00Z");
        assertEquals(3, days.getInteger("total"));
        assertEquals(2, days.getInteger("inbound"));
        assertEquals("day", days.getString("step"));
        assertEquals(4.0, days.getDouble("averageWaitSeconds"));
        assertEquals(13, days.getJsonArray("evolution").size());
        JsonObject hours = sue.json("/overview?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z&zone=Asia/Kolkata");
        assertEquals("hour", hours.getString("step"));
        JsonArray evolution = hours.getJsonArray("evolution");
        assertEquals(
                List.of("2026-03-02T11:30:00Z"),
                evolution.stream()
                        .map(JsonObject.class::cast)
                        .filter(hour -> hour.getInteger("total") > 0)
                        .map(hour -> hour.getString("begin"))
                        .toList(),
                "an hour of India begins at half past");
        assertEquals(
                2,
                api.signedIn("alice")
                        .json("/overview?from=2026-02-20T00:00:00Z&to=2026-03-05T00:00:00Z")
                        .getInteger("total"));
        assertEquals(400, sue.get("/overview?zone=Mars/Base").statusCode());
        assertEquals(
                400,
                sue.get("/overview?from=2000-01-01T00:00:00Z&to=2026-01-01T00:00:00Z")
                        .statusCode());
    }

    @Test
    void whileTheDatabaseIsDownThatIsSaid() {
        StoreConfig nowhere = new StoreConfig(
                "jdbc:postgresql://127.0.0.1:1/x", Optional.empty(), Optional.empty(), 1, 10, Duration.ZERO);
        try (ApiFixture down =
                new ApiFixture(nowhere, ApiConfig.standard(), RecordingConfig.off(), (_, _, _) -> Optional.empty())) {
            Page alice = down.signedIn("alice");
            HttpResponse<String> answer = alice.get("/calls");
            assertEquals(503, answer.statusCode());
            assertEquals("5", answer.headers().firstValue("Retry-After").orElse(""));
            assertEquals(200, alice.get("/me").statusCode());
        }
    }

    @Test
    void theDescriptionIsServedAndTheJudgeIsStrict() {
        assertTrue(api.page().get("/openapi.yaml").body().startsWith("openapi: 3.1.0"));
        api.keep(Calls.inbound("c1", "alice", NOON));
        HttpResponse<String> answer = api.signedIn("alice").get("/calls/c1");
        assertThrows(AssertionError.class, () -> Contract.holds("GET", "/calls", answer), "one call is no list");
        assertThrows(AssertionError.class, () -> Contract.holds("GET", "/me", answer));
        assertThrows(AssertionError.class, () -> Contract.holds("PUT", "/calls", answer));
    }

    @Test
    void aPageLearnsItsCallByItsDialogAndNobodyElseDoes() {
        LiveCalls.begin(api.activity, "c7", "alice");
        String asked = "/calls/current?callId=dialog-of-c7&localTag=a&remoteTag=b";
        assertEquals("c7", api.signedIn("alice").json(asked).getString("id"));
        assertEquals(404, api.signedIn("bob").get(asked).statusCode());
        assertEquals(404, api.signedIn("alice").get(asked.replace("c7", "c8")).statusCode());
        assertEquals(400, api.signedIn("alice").get("/calls/current?callId=x").statusCode());
    }
}
