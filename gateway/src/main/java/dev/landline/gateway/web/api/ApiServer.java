package dev.landline.gateway.web.api;

import dev.landline.gateway.store.StoreDown;
import dev.landline.gateway.web.Api;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API under {@code /api} for people who have signed in, as api/openapi.yaml describes it. Requests are read on the
 * server's event loop, checked there, and answered by {@link Desk}'s threads, because they ask the database.
 */
public final class ApiServer implements Api, AutoCloseable {

    static final String JSON = "application/json";

    private static final int BODY_BYTES = 64 * 1024;
    private static final long RESTORE_MILLIS = 200;
    private static final int IMPORT_BYTES = 4 * 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private final ApiParts parts;
    private final Sessions sessions;
    private final SessionKeeper keeper;
    private final Desk desk;
    private Predicate<HttpServerRequest> ourPage = _ -> true;

    public ApiServer(ApiParts parts) {
        this.parts = parts;
        this.sessions = new Sessions(parts.config());
        this.keeper = new SessionKeeper(parts, sessions, InstantSource.system());
        this.desk = new Desk(4);
    }

    /** Carries out a request on a thread that may block. */
    @FunctionalInterface
    interface Resource {
        Answer answer(Asked asked);
    }

    @Override
    public Router router(Vertx vertx, Predicate<HttpServerRequest> ourPages, boolean secure) {
        ourPage = ourPages;
        Router router = Router.router(vertx);
        router.route().failureHandler(this::failed);
        router.route().handler(context -> {
            context.response().putHeader("Cache-Control", "no-store");
            context.next();
        });
        router.get("/openapi.yaml").handler(Description::send);
        router.get("/errors")
                .handler(context -> context.response()
                        .putHeader("Content-Type", JSON)
                        .end(ErrorCatalogue.all().toBuffer()));
        restoreSessions(vertx);
        new SessionResource(parts, sessions, keeper, secure).routes(this, router);
        new CallSettingsResource(parts).routes(this, router);
        new CallsResource(parts).routes(this, router);
        new ContactsResource(parts).routes(this, router);
        new OverviewResource(parts).routes(this, router);
        new RecordingsResource(parts).routes(this, router);
        new EventsResource(parts, sessions).routes(this, router);
        router.route().handler(context -> {
            throw new Refused(ApiError.NOT_FOUND);
        });
        return router;
    }

    /** As soon as the database is there. */
    private void restoreSessions(Vertx vertx) {
        if (keeper.restored()) {
            return;
        }
        boolean unused = desk.take(() -> keeper.restore(System.nanoTime()));
        vertx.setTimer(RESTORE_MILLIS, _ -> restoreSessions(vertx));
    }

    void get(Router router, String path, Resource resource) {
        on(router, HttpMethod.GET, path, resource, 0);
    }

    /** A change, whose body is JSON of a usual length. */
    void on(Router router, HttpMethod method, String path, Resource resource) {
        on(router, method, path, resource, BODY_BYTES);
    }

    /** A change with a whole file in its body. */
    void upload(Router router, String path, Resource resource) {
        on(router, HttpMethod.POST, path, resource, IMPORT_BYTES);
    }

    private void on(Router router, HttpMethod method, String path, Resource resource, int bytes) {
        router.route(method, path).handler(this::check);
        if (bytes > 0) {
            router.route(method, path).handler(bodies(bytes));
        }
        router.route(method, path).handler(context -> answer(context, resource));
    }

    static BodyHandler bodies(int bytes) {
        return BodyHandler.create(false).setBodyLimit(bytes);
    }

    /** Who asks, and for a change whether it is they who want it. Before the body is read. */
    private void check(RoutingContext context) {
        Session session = session(context).orElseThrow(() -> new Refused(ApiError.NOT_SIGNED_IN));
        HttpMethod method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            checkPage(context);
            checkCsrf(context, session);
        }
        context.put("session", session);
        context.next();
    }

    void checkPage(RoutingContext context) {
        if (!ourPage.test(context.request())) {
            throw new Refused(ApiError.FOREIGN_PAGE);
        }
    }

    private static void checkCsrf(RoutingContext context, Session session) {
        String given =
                Optional.ofNullable(context.request().getHeader("X-CSRF-Token")).orElse("");
        if (!MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8))) {
            throw new Refused(ApiError.BAD_CSRF);
        }
    }

    Optional<Session> session(RoutingContext context) {
        Optional<Cookie> cookie = Optional.ofNullable(context.request().getCookie(SessionResource.COOKIE));
        Optional<Session> session = cookie.flatMap(shown -> sessions.find(shown.getValue(), System.nanoTime()));
        if (session.isEmpty() && cookie.isPresent() && !keeper.restored()) {
            // It may be from before the restart: a page that is told "not signed in" would give up.
            throw new Refused(ApiError.STORE_DOWN);
        }
        return session;
    }

    /** The request as it is given to a thread of the desk. */
    Asked asked(RoutingContext context, Session session) {
        Buffer body = context.body() == null || context.body().buffer() == null
                ? Buffer.buffer()
                : context.body().buffer();
        return new Asked(
                session,
                parts.isSupervisor(session.user()),
                context.request().remoteAddress().hostAddress(),
                Map.copyOf(context.pathParams()),
                MultiMap.caseInsensitiveMultiMap().addAll(context.queryParams()),
                MultiMap.caseInsensitiveMultiMap().addAll(context.request().headers()),
                body);
    }

    private void answer(RoutingContext context, Resource resource) {
        Session session = context.get("session");
        Asked asked = asked(context, session);
        run(context, () -> resource.answer(asked));
    }

    /** Something that may block, whose answer is given on the event loop. */
    interface Work {
        Answer get();
    }

    void run(RoutingContext context, Work work) {
        Context loop = context.vertx().getOrCreateContext();
        boolean taken = desk.take(() -> {
            try {
                Answer answer = work.get();
                loop.runOnContext(_ -> send(context, answer));
            } catch (RuntimeException e) {
                loop.runOnContext(_ -> context.fail(e));
            }
        });
        if (!taken) {
            throw new Refused(ApiError.BUSY);
        }
    }

    private void send(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        switch (answer) {
            case Answer.Json(int status, JsonObject body) -> {
                response.setStatusCode(status).putHeader("Content-Type", JSON);
                end(context, body.toBuffer());
            }
            case Answer.Done() -> response.setStatusCode(204).end();
            case Answer.Download(String type, String name, String text) -> {
                response.putHeader("Content-Type", type)
                        .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
                end(context, Buffer.buffer(text));
            }
            case Answer.Sound sound -> SoundFile.send(context, sound);
        }
    }

    /** An answer that may take longer than answers may: it has to watch over itself. */
    static void lasts(RoutingContext context) {
        if (context.get(Api.LASTING) instanceof Runnable keep) {
            keep.run();
        }
    }

    private static void end(RoutingContext context, Buffer body) {
        if (context.request().method().equals(HttpMethod.HEAD)) {
            context.response()
                    .putHeader("Content-Length", Integer.toString(body.length()))
                    .end();
        } else {
            context.response().end(body);
        }
    }

    /** Every refusal has the same form. */
    private void failed(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            response.reset();
            return;
        }
        Refused refused = refusal(context);
        ApiError error = refused.error();
        if (error == ApiError.TOO_MANY_ATTEMPTS || error == ApiError.STORE_DOWN || error == ApiError.BUSY) {
            response.putHeader("Retry-After", error == ApiError.TOO_MANY_ATTEMPTS ? "60" : "5");
        }
        response.setStatusCode(error.status()).putHeader("Content-Type", JSON);
        if (!context.request().isEnded()) {
            // A body that nobody wants is not read.
            response.putHeader("Connection", "close");
        }
        end(
                context,
                new JsonObject()
                        .put("code", error.code())
                        .put("number", error.number())
                        .put("message", refused.getMessage())
                        .toBuffer());
    }

    private static Refused refusal(RoutingContext context) {
        return switch (context.failure()) {
            case Refused refused -> refused;
            case StoreDown _ -> new Refused(ApiError.STORE_DOWN);
            case HttpException http when http.getStatusCode() == 413 -> new Refused(ApiError.TOO_LARGE);
            case HttpException http when http.getStatusCode() < 500 -> new Refused(ApiError.BAD_REQUEST);
            case null ->
                new Refused(
                        context.statusCode() == 413
                                ? ApiError.TOO_LARGE
                                : context.statusCode() == 405 ? ApiError.BAD_METHOD : ApiError.BAD_REQUEST);
            case Throwable defect -> {
                LOG.error("a request of the API failed path={}", context.normalizedPath(), defect);
                yield new Refused(ApiError.DEFECT);
            }
        };
    }

    /** Whether those who signed in before a restart are known again. */
    boolean knowsOldSessions() {
        return keeper.restored();
    }

    /** How many people have signed in over HTTP. */
    public int sessions() {
        return sessions.size();
    }

    @Override
    public void close() {
        desk.close();
    }
}
