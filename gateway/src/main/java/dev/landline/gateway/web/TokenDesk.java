package dev.landline.gateway.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.util.Optional;

/** Gives a token for a user name and a password (POST /api/token). Owned by the server's event loop. */
final class TokenDesk {

    static final String PATH = "/api/token";

    private static final int BODY_BYTES_MAX = 2_048;
    private static final int RETRY_SECONDS = 60;

    private final SignIn signIn;
    private final Origins origins;
    private final WebCounters counters;
    private final Answers answers;

    TokenDesk(SignIn signIn, Origins origins, WebCounters counters, Answers answers) {
        this.signIn = signIn;
        this.origins = origins;
        this.counters = counters;
        this.answers = answers;
    }

    void asked(HttpServerRequest request) {
        Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"));
        String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader("Allow", "POST");
            refuse(request, 405, "A token is asked for by POST.");
        } else if (!origins.allow(origin, Optional.ofNullable(request.getHeader("Host")))) {
            refuse(request, 403, "Pages of this origin may not sign in here.");
        } else if (!type.matches("(?i)application/json\\s*(;.*)?")) {
            // Also what keeps a form of a foreign page out.
            refuse(request, 415, "User and password are sent as JSON.");
        } else {
            read(request, origin);
        }
    }

    private void read(HttpServerRequest request, Optional<String> origin) {
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            body.appendBuffer(part);
            if (body.length() > BODY_BYTES_MAX) {
                request.handler(_ -> {});
                request.endHandler(_ -> {});
                refuse(request, 413, "This is too long for a user name and a password.");
            }
        });
        request.endHandler(_ -> decide(request, body, origin));
    }

    private void decide(HttpServerRequest request, Buffer body, Optional<String> origin) {
        JsonObject json = object(body);
        if (!(json.getValue("user") instanceof String user && json.getValue("password") instanceof String password)) {
            refuse(request, 400, "The body must be a JSON object with user and password.");
            return;
        }
        InetAddress source = InetAddress.ofLiteral(request.remoteAddress().hostAddress());
        switch (signIn.passwords().check(user, password, source)) {
            case RIGHT -> give(request, user, origin);
            case WRONG -> refuse(request, 401, "Wrong user name or password.");
            case BRAKED -> {
                request.response().putHeader("Retry-After", Integer.toString(RETRY_SECONDS));
                refuse(request, 429, "Too many failed attempts. Try again in a minute.");
            }
        }
    }

    /** Empty for what is no JSON object. */
    private static JsonObject object(Buffer body) {
        try {
            return body.length() == 0 ? new JsonObject() : new JsonObject(body);
        } catch (DecodeException | ClassCastException notAnObject) {
            return new JsonObject();
        }
    }

    private void give(HttpServerRequest request, String user, Optional<String> origin) {
        counters.add(WebCounter.TOKENS_GIVEN);
        request.response().putHeader("Cache-Control", "no-store");
        JsonObject answer = new JsonObject()
                .put("type", "Bearer")
                .put("token", signIn.tokens().issue(user, origin))
                .put("expiresIn", signIn.tokens().lifetimeSeconds());
        answers.send(request, "application/json", answer.toBuffer());
    }

    private void refuse(HttpServerRequest request, int status, String sentence) {
        counters.add(WebCounter.TOKENS_REFUSED);
        answers.sayAndClose(request, status, sentence);
    }
}
