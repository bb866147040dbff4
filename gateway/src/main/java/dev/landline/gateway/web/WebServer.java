package dev.landline.gateway.web;

import dev.landline.gateway.config.CertificateWatch;
import dev.landline.gateway.config.HttpConfig;
import dev.landline.gateway.config.ServingCertificate;
import dev.landline.gateway.config.TlsFiles;
import dev.landline.sip.stack.Flow;
import dev.landline.sip.stack.FlowSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one public port: the softphone's page, its configuration, and SIP over WebSocket. Everything inside runs on one
 * event loop, which only translates and hands over; WebSocket messages go to the flow that {@code flows} opened.
 */
public final class WebServer implements AutoCloseable {

    /** How often certificate files are looked at. */
    private static final Duration CERTIFICATE_CHECK = Duration.ofSeconds(10);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final Vertx vertx;
    private final HttpConfig config;
    private final WebCounters counters;
    private final Connections connections;
    private final SipEndpoint sip;
    private final AtomicBoolean closing = new AtomicBoolean();
    private Optional<TokenDesk> desk = Optional.empty();
    private Optional<WidgetDesk> widgets = Optional.empty();
    private List<String> partners = List.of();
    private Optional<ApiEntrance> api = Optional.empty();
    private HttpServer server;

    private WebServer(Vertx vertx, HttpConfig config, WebCounters counters, Connections connections, SipEndpoint sip) {
        this.vertx = vertx;
        this.config = config;
        this.counters = counters;
        this.connections = connections;
        this.sip = sip;
    }

    /**
     * Opens the port.
     *
     * @param flows takes each accepted WebSocket; called on the event loop
     * @param signIn gives tokens; empty when passwords are taken over SIP only
     * @throws IOException in a sentence: the port is taken, or the certificate cannot be used
     */
    public static WebServer start(
            HttpConfig config, WebContent content, Function<FlowSocket, Flow> flows, Optional<SignIn> signIn)
            throws IOException {
        return start(config, content, flows, signIn, Optional.empty());
    }

    /**
     * Opens the port.
     *
     * @param api what people who have signed in can ask for
     */
    public static WebServer start(
            HttpConfig config,
            WebContent content,
            Function<FlowSocket, Flow> flows,
            Optional<SignIn> signIn,
            Optional<Api> api)
            throws IOException {
        SoftphoneFiles files = SoftphoneFiles.fromClassPath(WebServer.class.getClassLoader());
        return start(config, content, flows, signIn, api, files, WebLimits.standard(), CERTIFICATE_CHECK);
    }

    static WebServer start(
            HttpConfig config,
            WebContent content,
            Function<FlowSocket, Flow> flows,
            SoftphoneFiles files,
            WebLimits limits,
            Duration certificateCheck)
            throws IOException {
        return start(config, content, flows, Optional.empty(), Optional.empty(), files, limits, certificateCheck);
    }

    static WebServer start(
            HttpConfig config,
            WebContent content,
            Function<FlowSocket, Flow> flows,
            Optional<SignIn> signIn,
            Optional<Api> api,
            SoftphoneFiles files,
            WebLimits limits,
            Duration certificateCheck)
            throws IOException {
        Optional<TlsFiles> tls = config.developmentCertificate()
                ? Optional.of(DevelopmentCertificate.in(config.developmentCertificateDirectory(), Instant.now()))
                : config.tls();
        WebCounters counters = new WebCounters();
        Connections connections = new Connections(
                config.connections(), config.connectionsPerAddress(), limits, counters, System::nanoTime);
        Origins origins = new Origins(tls.isPresent(), config.allowedOrigins(), config.allowMissingOrigin());
        Origins callers = origins.with(content.widgets().keySet());
        SipEndpoint sip = new SipEndpoint(callers, flows, limits, counters, connections, System::nanoTime);
        Vertx vertx = Vertx.vertx(vertxOptions());
        WebServer web = new WebServer(vertx, config, counters, connections, sip);
        try {
            Answers answers = new Answers(connections);
            web.partners = content.partners();
            web.desk = signIn.map(given -> new TokenDesk(given, origins, counters, answers));
            web.widgets = signIn.filter(_ -> !content.widgets().isEmpty())
                    .map(given -> new WidgetDesk(content, given.tokens(), counters, answers, System::nanoTime));
            web.api = api.map(
                    given -> new ApiEntrance(given.router(vertx, origins::allowOrNone, tls.isPresent()), connections));
            web.listen(limits, new Pages(files, content, counters, answers), tls, certificateCheck);
            return web;
        } catch (IOException e) {
            web.close();
            throw e;
        }
    }

    private static VertxOptions vertxOptions() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    private void listen(WebLimits limits, Pages pages, Optional<TlsFiles> tls, Duration certificateCheck)
            throws IOException {
        HttpServerOptions options = options(limits);
        Optional<ServingCertificate> certificate = Optional.empty();
        if (tls.isPresent()) {
            certificate = Optional.of(ServingCertificate.read(tls.get()));
            options.setSsl(true)
                    .setKeyCertOptions(keys(certificate.get()))
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
        }
        server = vertx.createHttpServer(options)
                .connectionHandler(connections::opened)
                .requestHandler(new Entrance(pages, router(pages))::asked)
                .invalidRequestHandler(request -> {
                    counters.add(WebCounter.BAD_REQUESTS);
                    HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
                });
        await(server.listen());
        vertx.setPeriodic(limits.tick().toMillis(), _ -> {
            connections.sweep();
            sip.tick();
        });
        if (tls.isPresent()) {
            CertificateWatch watch = new CertificateWatch(
                    "landline.http.tls", tls.get(), certificate.get(), changed -> use(options, changed), counters);
            vertx.setPeriodic(
                    certificateCheck.toMillis(),
                    _ -> vertx.executeBlocking(() -> {
                        watch.look();
                        return null;
                    }));
        }
    }

    private HttpServerOptions options(WebLimits limits) {
        return new HttpServerOptions()
                .setHost(config.address().getHostAddress())
                .setPort(config.port())
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxInitialLineLength(4096)
                .setMaxChunkSize(8192)
                .setDecompressionSupported(false)
                // HTTP/2 has no use here and a history of floods; SIP over WebSocket starts from HTTP/1.1.
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setSslHandshakeTimeout(limits.requestTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setWebSocketSubProtocols(List.of(SipEndpoint.SUB_PROTOCOL))
                .setMaxWebSocketFrameSize(limits.messageBytes())
                .setMaxWebSocketMessageSize(limits.messageBytes())
                // A few compressed bytes can become gigabytes, and SIP is small.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketClosingTimeout(2);
    }

    private Router router(Pages pages) {
        Router router = Router.router(vertx);
        router.route("/api/config").handler(context -> pages.configuration(context.request()));
        widgets.ifPresent(open -> router.route(WidgetDesk.PATH).handler(context -> open.asked(context.request())));
        desk.ifPresent(open -> router.route(TokenDesk.PATH).handler(context -> open.asked(context.request())));
        api.ifPresent(entrance -> entrance.mount(router));
        router.route("/sip").handler(context -> sip.asked(context.request()));
        router.route().handler(context -> pages.file(context.request(), context.normalizedPath()));
        router.errorHandler(400, context -> plain(context, 400, "This request makes no sense."));
        router.errorHandler(500, context -> {
            LOG.error("a request failed", context.failure());
            plain(context, 500, "The gateway could not answer this.");
        });
        return router;
    }

    private void plain(RoutingContext context, int status, String sentence) {
        if (!context.response().ended()) {
            new Answers(connections).say(context.request(), status, sentence);
        }
    }

    /** What every request passes before it is routed. */
    private final class Entrance {

        private final SecurityHeaders headers = new SecurityHeaders(config.tls().isPresent(), partners);
        private final Pages pages;
        private final Router router;

        private Entrance(Pages pages, Router router) {
            this.pages = pages;
            this.router = router;
        }

        private void asked(HttpServerRequest request) {
            counters.add(WebCounter.REQUESTS);
            if (!connections.admits(request)) {
                request.connection().close();
                return;
            }
            headers.add(request);
            boolean token = (desk.isPresent() && TokenDesk.PATH.equals(request.path()))
                    || (widgets.isPresent() && WidgetDesk.PATH.equals(request.path()));
            boolean ofApi = api.isPresent() && ApiEntrance.owns(request);
            if (token
                    || ofApi
                    || request.method().equals(HttpMethod.GET)
                    || request.method().equals(HttpMethod.HEAD)) {
                router.handle(request);
            } else {
                pages.methodNotAllowed(request);
            }
        }
    }

    private void use(HttpServerOptions options, ServingCertificate changed) throws IOException {
        await(server.updateSSLOptions(options.getSslOptions().copy().setKeyCertOptions(keys(changed))));
    }

    private static PemKeyCertOptions keys(ServingCertificate pair) {
        return new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(pair.certificateBytes()))
                .setKeyValue(Buffer.buffer(pair.keyBytes()));
    }

    /** The port that is listened on, also when the configuration left the choice to the system. */
    public int port() {
        return server.actualPort();
    }

    /** The address a person types, for the host name or literal given. */
    public String url(String host) {
        return (config.secure() ? "https://" : "http://") + host + ":" + port() + "/";
    }

    public long count(WebCounter counter) {
        return counters.count(counter);
    }

    /** Connections now open, WebSockets among them. */
    public int openConnections() {
        return connections.size();
    }

    /** WebSockets now open. */
    public int openSockets() {
        return sip.size();
    }

    /** Tells every browser that we go, then closes the port. Takes three seconds at most. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            if (server != null) {
                vertx.runOnContext(_ -> sip.goAway());
                server.shutdown(CLOSE_WITHIN.dividedBy(3))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(CLOSE_WITHIN.dividedBy(2).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            LOG.info("some connections did not close in time");
        }
        try {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSE_WITHIN.dividedBy(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            LOG.info("the web server's threads did not end in time");
        }
    }

    private <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opening " + place(), e);
        } catch (TimeoutException e) {
            throw new IOException("opening " + place() + " took more than 10 seconds", e);
        } catch (ExecutionException e) {
            throw new IOException(place() + " cannot be opened: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private String place() {
        return "landline.http (" + config.address().getHostAddress() + " port " + config.port() + ")";
    }
}
