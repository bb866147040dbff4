package dev.landline.gateway.web.api;

import dev.landline.gateway.call.PersonalSettings.Wishes;
import dev.landline.gateway.config.Forwarding;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;

/** What a person wants done with calls: whether they ring, and where they go when nobody takes them. */
final class CallSettingsResource {

    private static final String PATH = "/me/call-settings";
    private static final int NUMBER_MAX = 64;
    private static final int SECONDS_MIN = 5;
    private static final int SECONDS_MAX = 120;

    private final ApiParts parts;

    CallSettingsResource(ApiParts parts) {
        this.parts = parts;
    }

    void routes(ApiServer api, Router router) {
        api.get(router, PATH, asked -> answer(asked.user()));
        api.on(router, HttpMethod.PUT, PATH, asked -> {
            Wishes wishes = wishes(asked.json());
            parts.wishes().change(asked.user(), _ -> wishes);
            return answer(asked.user());
        });
    }

    private Answer answer(String user) {
        Wishes wishes = parts.wishes().of(user);
        Forwarding rules = wishes.forwarding();
        return Answer.of(new JsonObject()
                .put("doNotDisturb", wishes.undisturbed())
                .put(
                        "forward",
                        new JsonObject()
                                .put("always", rules.always().orElse(null))
                                .put("busy", rules.busy().orElse(null))
                                .put("noAnswer", rules.noAnswer().orElse(null))
                                .put("notSignedIn", rules.notSignedIn().orElse(null)))
                .put("ringSeconds", rules.noAnswerAfter().toSeconds()));
    }

    private static Wishes wishes(JsonObject json) {
        if (!(json.getValue("doNotDisturb") instanceof Boolean undisturbed)) {
            throw Asked.bad("doNotDisturb must be true or false");
        }
        if (!(json.getValue("forward") instanceof JsonObject forward)) {
            throw Asked.bad("forward must be an object");
        }
        if (!(json.getValue("ringSeconds") instanceof Integer seconds)
                || seconds < SECONDS_MIN
                || seconds > SECONDS_MAX) {
            throw Asked.bad("ringSeconds must be a whole number from " + SECONDS_MIN + " to " + SECONDS_MAX);
        }
        return new Wishes(
                undisturbed,
                new Forwarding(
                        number(forward, "always"),
                        number(forward, "busy"),
                        number(forward, "noAnswer"),
                        number(forward, "notSignedIn"),
                        Duration.ofSeconds(seconds)));
    }

    /** As it is dialled, or a user; whether calls may go there the dial plan says, call by call. */
    private static Optional<String> number(JsonObject forward, String name) {
        Optional<String> number =
                Asked.text(forward, name, NUMBER_MAX).map(String::strip).filter(text -> !text.isEmpty());
        if (number.filter(text -> !text.matches("[A-Za-z0-9+*#][A-Za-z0-9 ().*#_-]*"))
                .isPresent()) {
            throw Asked.bad(name + " must be a telephone number or a user's name");
        }
        return number;
    }
}
