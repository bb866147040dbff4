package dev.landline.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.gateway.web.api.ApiFixture.Page;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contacts, and colleagues. */
class ContactsApiTest {

    private static final String CARLA =
            "{\"name\":\"Carla Cohen\",\"company\":\"Acme\",\"numbers\":[{\"label\":\"mobile\",\"number\":\"+44 20 7946 0002\"}]}";

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void close() {
        api.close();
    }

    private static List<String> names(Page page, String query) {
        return page.json("/contacts" + query).getJsonArray("contacts").stream()
                .map(contact -> ((JsonObject) contact).getString("name"))
                .toList();
    }

    private static int id(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getInteger("id");
    }

    @Test
    void aContactIsKeptFoundChangedAndTakenAway() {
        Page alice = api.signedIn("alice");
        HttpResponse<String> kept = alice.send("POST", "/contacts", CARLA);
        assertEquals(201, kept.statusCode());
        assertEquals(List.of("Carla Cohen"), names(alice, "?search=acme%207946"));
        assertEquals(List.of(), names(alice, "?search=bob"));
        assertEquals(List.of(), names(api.signedIn("bob"), ""));
        String place = "/contacts/" + id(kept);
        assertEquals(404, api.signedIn("bob").get(place).statusCode());
        HttpResponse<String> changed = alice.send("PUT", place, "{\"name\":\"Carla C.\",\"numbers\":[]}");
        assertEquals("Carla C.", new JsonObject(changed.body()).getString("name"));
        assertEquals(404, api.signedIn("bob").send("DELETE", place, "").statusCode());
        assertEquals(204, alice.send("DELETE", place, "").statusCode());
        assertEquals(404, alice.get(place).statusCode());
    }

    @Test
    void everybodysContactsAreChangedBySupervisors() {
        String shared = CARLA.replaceFirst("\\{", "{\"shared\":true,");
        assertEquals(
                403, api.signedIn("alice").send("POST", "/contacts", shared).statusCode());
        HttpResponse<String> kept = api.signedIn("sue").send("POST", "/contacts", shared);
        assertEquals(201, kept.statusCode());
        assertEquals(List.of("Carla Cohen"), names(api.signedIn("bob"), ""));
        assertEquals(
                403,
                api.signedIn("bob").send("DELETE", "/contacts/" + id(kept), "").statusCode());
    }

    @Test
    void badContactsAreRefusedInWords() {
        Page alice = api.signedIn("alice");
        for (String bad : List.of(
                "{}",
                "{\"name\":\" \"}",
                "{\"name\":7}",
                "{\"name\":\"x\",\"numbers\":[{}]}",
                "{\"name\":\"x\",\"numbers\":[1]}")) {
            assertEquals(400, alice.send("POST", "/contacts", bad).statusCode(), bad);
        }
        assertEquals(
                413,
                alice.send("POST", "/contacts", "{\"name\":\"" + "x".repeat(129) + "\"}")
                        .statusCode());
        assertEquals(413, alice.send("POST", "/contacts", "x".repeat(70_000)).statusCode());
        assertEquals(404, alice.get("/contacts/abc").statusCode());
    }

    @Test
    void spreadsheetsOfOtherProgramsAreRead() {
        Page alice = api.signedIn("alice");
        String google = """
                Name,Given Name,Organization 1 - Name,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Value
                "Cohen, Carla",Carla,Acme,c@acme.test,Mobile,+44 20 7946 0002,020 7946 0003
                Nobody,,,,,,
                """;
        assertEquals(
                new JsonObject("{\"imported\":1,\"skipped\":1}"),
                new JsonObject(alice.send("POST", "/contacts/import", google, "Content-Type", "text/csv")
                        .body()));
        String german = "\uFEFFFirst Name;Last Name;Mobile Phone\nZoë;O'Neil;+49 30 1234\n";
        assertEquals(
                1,
                new JsonObject(alice.send("POST", "/contacts/import", german, "Content-Type", "text/csv; charset=utf-8")
                                .body())
                        .getInteger("imported"));
        assertEquals(List.of("Cohen, Carla", "Zoë O'Neil"), names(alice, ""));
        assertEquals(
                2,
                ((JsonObject) alice.json("/contacts?search=cohen")
                                .getJsonArray("contacts")
                                .getValue(0))
                        .getJsonArray("numbers")
                        .size());
    }

    @Test
    void cardsAreRead() {
        Page alice = api.signedIn("alice");
        String cards = """
                BEGIN:VCARD
                VERSION:3.0
                FN:Carla Cohen
                ORG:Acme;Sales
                TEL;TYPE=CELL:+44 20 7946 0002
                EMAIL:c@acme.test
                END:VCARD
                BEGIN:VCARD
                VERSION:4.0
                FN:Zoë
                TEL;VALUE=uri;TYPE=work:tel:+49-30-1234
                END:VCARD
                BEGIN:VCARD
                VERSION:2.1
                N:Silent;Sam
                END:VCARD
                """.replace("\n", "\r\n");
        assertEquals(
                new JsonObject("{\"imported\":2,\"skipped\":1}"),
                new JsonObject(alice.send("POST", "/contacts/import", cards, "Content-Type", "text/vcard")
                        .body()));
        assertEquals(List.of("Zoë"), names(alice, "?search=49301234"));
        assertEquals(List.of("Carla Cohen"), names(alice, "?search=acme"));
    }

    @Test
    void filesThatAreNoneAreRefused() {
        Page alice = api.signedIn("alice");
        assertEquals(
                415,
                alice.send("POST", "/contacts/import", "x", "Content-Type", "image/png")
                        .statusCode());
        assertEquals(
                403,
                alice.send("POST", "/contacts/import?shared=true", "name,phone\na,1\n", "Content-Type", "text/csv")
                        .statusCode());
        HttpResponse<String> nothing = alice.send("POST", "/contacts/import", "\0\0\0", "Content-Type", "text/vcard");
        assertEquals(200, nothing.statusCode());
        assertEquals(0, new JsonObject(nothing.body()).getInteger("imported"));
        assertEquals(List.of(), names(alice, ""));
    }

    @Test
    void colleaguesAreListedWithTheirAvailability() {
        assertEquals(
                List.of("ALICE offline", "BOB available", "SUE offline"),
                api.signedIn("alice").json("/colleagues").getJsonArray("colleagues").stream()
                        .map(JsonObject.class::cast)
                        .map(one -> one.getString("displayName") + " " + one.getString("availability"))
                        .toList());
    }
}
