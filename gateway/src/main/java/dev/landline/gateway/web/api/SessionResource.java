package dev.landline.gateway.web.api;

import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.store.Preferences;
import dev.landline.gateway.web.AccessTokens;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in and out, and what a person knows and sets about themselves. */
final class SessionResource {

    static final String COOKIE = "landline-session";

    private static final int BODY_BYTES = 2048;
    private static final int NAME_MAX = 64;
    private static final Logger LOG = LoggerFactory.getLogger(SessionResource.class);

    private final ApiParts parts;
    private final Sessions sessions;
    private final SessionKeeper keeper;
    private final boolean secure;

    SessionResource(ApiParts parts, Sessions sessions, SessionKeeper keeper, boolean secure) {
        this.parts = parts;
        this.sessions = sessions;
        this.keeper = keeper;
        this.secure = secure;
    }

    void routes(ApiServer api, Router router) {
        router.post("/session").handler(context -> {
            api.checkPage(context);
            context.next();
        });
        router.post("/session").handler(ApiServer.bodies(BODY_BYTES));
        router.post("/session").handler(context -> signIn(api, context));
        api.on(router, HttpMethod.DELETE, "/session", asked -> {
            sessions.end(asked.session());
            keeper.forget(asked.session());
            return new Answer.Done();
        });
        api.get(router, "/me", asked -> Answer.of(me(asked.session())));
        api.on(router, HttpMethod.POST, "/me/token", this::token);
        api.get(router, "/me/settings", this::settings);
        api.on(router, HttpMethod.PUT, "/me/settings/:name", this::set);
        api.on(router, HttpMethod.DELETE, "/me/settings/:name", this::unset);
    }

    private void signIn(ApiServer api, RoutingContext context) {
        Session nobody = new Session("", "", "", 0);
        JsonObject json = api.asked(context, nobody).json();
        if (!(json.getValue("user") instanceof String user && json.getValue("password") instanceof String password)) {
            throw Asked.bad("The body must be a JSON object with user and password");
        }
        InetAddress source =
                InetAddress.ofLiteral(context.request().remoteAddress().hostAddress());
        switch (parts.passwords().check(user, password, source)) {
            case RIGHT -> begin(api, context, user);
            case WRONG -> throw new Refused(ApiError.WRONG_PASSWORD);
            case BRAKED -> throw new Refused(ApiError.TOO_MANY_ATTEMPTS);
        }
    }

    private void begin(ApiServer api, RoutingContext context, String user) {
        Sessions.Begun begun = sessions.begin(user, System.nanoTime());
        Session session = begun.session();
        LOG.info("signed in over HTTP user={}", user);
        context.response()
                .addCookie(Cookie.cookie(COOKIE, begun.cookie())
                        .setPath("/api")
                        .setHttpOnly(true)
                        .setSecure(secure || cameByHttps(context.request()))
                        .setSameSite(CookieSameSite.STRICT));
        // On the wire only when it is kept: who restarts the gateway now finds the session again.
        api.run(context, () -> {
            keeper.keep(session);
            return Answer.of(me(session));
        });
    }

    /** A proxy in front of us may speak TLS. */
    private static boolean cameByHttps(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Origin"))
                .filter(origin -> origin.startsWith("https://"))
                .isPresent();
    }

    private JsonObject me(Session session) {
        AccountConfig account = parts.accounts().get(session.user());
        return new JsonObject()
                .put("user", session.user())
                .put("displayName", account == null ? session.user() : account.displayName())
                .put("role", parts.isSupervisor(session.user()) ? "supervisor" : "user")
                .put("callerId", account == null ? null : account.callerId().orElse(null))
                .put("numbers", new JsonArray(account == null ? java.util.List.of() : account.numbers()))
                .put("mayRecord", parts.recorder().isEnabled())
                .put("csrfToken", session.csrf());
    }

    /** For SIP over the WebSocket, so that a page need not keep the password. */
    private Answer token(Asked asked) {
        AccessTokens tokens = parts.tokens().orElseThrow(() -> new Refused(ApiError.TOKENS_OFF));
        return Answer.of(new JsonObject()
                .put("type", "Bearer")
                .put(
                        "token",
                        tokens.issue(
                                asked.user(),
                                Optional.ofNullable(asked.headers().get("Origin"))))
                .put("expiresIn", tokens.lifetimeSeconds()));
    }

    private Answer settings(Asked asked) {
        JsonObject all = new JsonObject();
        parts.store().preferences().of(asked.user()).forEach(all::put);
        return Answer.of(new JsonObject().put("settings", all));
    }

    private Answer set(Asked asked) {
        String value = Asked.text(asked.json(), "value", Preferences.LENGTH_MAX)
                .orElseThrow(() -> Asked.bad("The body must be a JSON object with value"));
        if (!parts.store().preferences().set(asked.user(), name(asked), Optional.of(value))) {
            throw new Refused(ApiError.TOO_MANY);
        }
        return new Answer.Done();
    }

    private Answer unset(Asked asked) {
        parts.store().preferences().set(asked.user(), name(asked), Optional.empty());
        return new Answer.Done();
    }

    private static String name(Asked asked) {
        String name = asked.part("name");
        if (!name.matches("[A-Za-z0-9._-]{1," + NAME_MAX + "}")) {
            throw Asked.bad("A setting's name has at most " + NAME_MAX + " letters, digits, dots and dashes");
        }
        return name;
    }
}
