package dev.landline.gateway.admin;

import dev.landline.gateway.admin.Readiness.Impaired;
import dev.landline.gateway.admin.Readiness.NotReady;
import dev.landline.gateway.admin.Readiness.Ready;
import dev.landline.gateway.config.AdminConfig;
import dev.landline.sip.trunk.TrunkView;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health, readiness, metrics and the calls going on, on a port and a thread of their own: a busy public port does not make the gateway look
 * dead.
 */
public final class AdminServer implements AutoCloseable {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";
    private static final int IDLE_SECONDS = 30;
    private static final int CLOSE_SECONDS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    private final Vertx vertx;
    private final Supplier<Readiness> readiness;
    private final Metrics metrics;
    private final Supplier<List<ActiveCall>> calls;
    private final Supplier<List<TrunkView>> trunks;
    private HttpServer server;

    private AdminServer(
            Vertx vertx,
            Supplier<Readiness> readiness,
            Metrics metrics,
            Supplier<List<ActiveCall>> calls,
            Supplier<List<TrunkView>> trunks) {
        this.trunks = trunks;
        this.vertx = vertx;
        this.readiness = readiness;
        this.metrics = metrics;
        this.calls = calls;
    }

    /**
     * Opens the port.
     *
     * @param readiness asked on each {@code /readyz}; must not block
     * @param calls asked on each {@code /calls}; must not block
     * @param trunks asked on each {@code /trunks}; must not block
     * @throws IOException in a sentence: the port is taken
     */
    public static AdminServer start(
            AdminConfig config,
            Supplier<Readiness> readiness,
            Metrics metrics,
            Supplier<List<ActiveCall>> calls,
            Supplier<List<TrunkView>> trunks)
            throws IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        AdminServer admin = new AdminServer(vertx, readiness, metrics, calls, trunks);
        admin.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(config.address().getHostAddress())
                        .setPort(config.port())
                        .setIdleTimeout(IDLE_SECONDS)
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(admin::asked);
        String place = "landline.admin (" + config.address().getHostAddress() + " port " + config.port() + ")";
        try {
            admin.server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            return admin;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            admin.close();
            throw new IOException("interrupted while opening " + place, e);
        } catch (TimeoutException e) {
            admin.close();
            throw new IOException("opening " + place + " took more than 10 seconds", e);
        } catch (ExecutionException e) {
            admin.close();
            throw new IOException(place + " cannot be opened: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private void asked(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", "GET, HEAD").putHeader("Connection", "close");
            answer(request, 405, TEXT, "Only GET and HEAD are answered here.\n");
            return;
        }
        switch (request.path()) {
            case "/healthz" -> answer(request, 200, TEXT, "The process is alive.\n");
            case "/readyz" -> {
                switch (readiness.get()) {
                    case Ready() -> answer(request, 200, TEXT, "The gateway takes calls.\n");
                    case Impaired(String sentence) ->
                        answer(request, 200, TEXT, "The gateway takes calls. " + sentence + "\n");
                    case NotReady(String sentence) -> answer(request, 503, TEXT, sentence + "\n");
                }
            }
            case "/metrics" -> answer(request, 200, PROMETHEUS, metrics.scrape());
            case "/calls" -> answer(request, 200, JSON, CallListing.json(calls.get()));
            case "/trunks" -> answer(request, 200, JSON, TrunkListing.json(trunks.get()));
            case null, default ->
                answer(request, 404, TEXT, "Here are /healthz, /readyz, /metrics, /calls and /trunks.\n");
        }
    }

    private static void answer(HttpServerRequest request, int status, String type, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        if (request.method().equals(HttpMethod.HEAD)) {
            request.response().end();
        } else {
            request.response().end(body);
        }
    }

    /** The port that is listened on, also when the configuration left the choice to the system. */
    public int port() {
        return server.actualPort();
    }

    /** Closes the port. Takes two seconds at most. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            LOG.info("the admin server's threads did not end in time");
        }
    }
}
