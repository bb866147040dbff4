package dev.landline.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.activity.WishKeeper;
import dev.landline.gateway.call.PersonalSettings;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.AccountFeatures;
import dev.landline.gateway.config.CallerIdRules;
import dev.landline.gateway.config.Forwarding;
import dev.landline.gateway.config.Role;
import dev.landline.gateway.web.api.ApiFixture.Page;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people want done with their calls, and that it outlasts a restart. */
class CallSettingsApiTest {

    private static final String PATH = "/me/call-settings";
    private static final String ABSENT =
            "{\"doNotDisturb\":true,\"forward\":{\"noAnswer\":\" 020 7946 0958 \",\"busy\":\"\"},\"ringSeconds\":15}";

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void whatAPersonSaysHoldsAtOnceAndForThisPersonOnly() {
        JsonObject before = api.signedIn("alice").json(PATH);
        assertEquals(false, before.getBoolean("doNotDisturb"));
        assertNull(before.getJsonObject("forward").getString("always"));
        assertEquals(20, before.getInteger("ringSeconds"));
        HttpResponse<String> answer = api.signedIn("alice").send("PUT", PATH, ABSENT);
        assertEquals(200, answer.statusCode());
        JsonObject now = new JsonObject(answer.body());
        assertEquals(true, now.getBoolean("doNotDisturb"));
        assertEquals("020 7946 0958", now.getJsonObject("forward").getString("noAnswer"));
        assertNull(now.getJsonObject("forward").getString("busy"), "an empty number is none");
        assertTrue(api.wishes.of("alice").undisturbed());
        assertEquals(15, api.wishes.of("alice").forwarding().noAnswerAfter().toSeconds());
        assertEquals(false, api.signedIn("bob").json(PATH).getBoolean("doNotDisturb"));
    }

    @Test
    void wishesThatMakeNoSenseAreRefusedAndChangeNothing() {
        Page alice = api.signedIn("alice");
        for (String body : List.of(
                "{}",
                "{\"doNotDisturb\":1,\"forward\":{},\"ringSeconds\":20}",
                "{\"doNotDisturb\":true,\"forward\":{},\"ringSeconds\":1000}",
                "{\"doNotDisturb\":true,\"forward\":{\"always\":\"<sip:a@b>\"},\"ringSeconds\":20}",
                "{\"doNotDisturb\":true,\"forward\":[],\"ringSeconds\":20}")) {
            assertEquals(400, alice.send("PUT", PATH, body).statusCode(), body);
        }
        assertEquals(false, alice.json(PATH).getBoolean("doNotDisturb"));
    }

    @Test
    void wishesComeBackAfterARestartUnlessSomebodyHasSaidSomethingNewMeanwhile() {
        WishKeeper before = WishKeeper.start(api.store, api.wishes);
        api.signedIn("alice").send("PUT", PATH, ABSENT);
        api.wishes.change("bob", wishes -> wishes.withUndisturbed(true));
        ApiFixture.until(() -> api.store.waiting() == 0 && api.store.written() == 12);
        before.close();

        PersonalSettings restarted = new PersonalSettings(List.of(
                account("alice", Forwarding.NONE.withAlways(Optional.of("100"))), account("bob", Forwarding.NONE)));
        restarted.whenChanged((_, _) -> {});
        try (WishKeeper _ = WishKeeper.start(api.store, restarted)) {
            restarted.change("bob", wishes -> wishes.withUndisturbed(false));
            ApiFixture.until(() -> restarted.of("alice").undisturbed());
            assertEquals(
                    Optional.of("020 7946 0958"),
                    restarted.of("alice").forwarding().noAnswer());
            assertTrue(
                    restarted.of("alice").forwarding().always().isEmpty(),
                    "switched off, whatever the configuration says");
            assertEquals(false, restarted.of("bob").undisturbed(), "what is said now wins over what was kept");
        }
    }

    private static AccountConfig account(String user, Forwarding forwarding) {
        return new AccountConfig(
                user,
                user,
                "of-" + user,
                Optional.empty(),
                CallerIdRules.USUAL,
                List.of(),
                new AccountFeatures(Optional.empty(), Role.USER, false, forwarding, List.of()));
    }
}
