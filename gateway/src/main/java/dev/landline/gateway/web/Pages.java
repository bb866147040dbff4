package dev.landline.gateway.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Answers requests for the softphone's files and its configuration; everything else is refused in words. */
final class Pages {

    private final SoftphoneFiles files;
    private final Buffer configuration;
    private final WebCounters counters;
    private final Answers answers;

    Pages(SoftphoneFiles files, WebContent content, WebCounters counters, Answers answers) {
        this.files = files;
        this.configuration = json(content);
        this.counters = counters;
        this.answers = answers;
    }

    /** The page with its scripts, styles and pictures. */
    void file(HttpServerRequest request, String path) {
        Optional<SoftphoneFile> found = files.at(path);
        if (found.isPresent()) {
            send(request, path, found.get());
        } else if (path.equals("/")) {
            answers.say(request, 503, "This build of the gateway carries no softphone.");
        } else {
            notFound(request);
        }
    }

    private void send(HttpServerRequest request, String path, SoftphoneFile file) {
        HttpServerResponse response = request.response();
        if (path.startsWith(WidgetDesk.SCRIPTS)) {
            // Other sites load it, with an integrity hash, which takes CORS.
            response.putHeader("Access-Control-Allow-Origin", "*")
                    .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
        }
        response.putHeader("Cache-Control", file.cacheControl())
                .putHeader("ETag", file.tag())
                .putHeader("Vary", "Accept-Encoding");
        if (file.tag().equals(request.getHeader("If-None-Match"))) {
            answers.send(request, 304);
            return;
        }
        Buffer body = file.plain();
        if (file.zipped().isPresent() && takesGzip(request.getHeader("Accept-Encoding"))) {
            response.putHeader("Content-Encoding", "gzip");
            body = file.zipped().get();
        }
        answers.send(request, file.type(), body);
    }

    private static boolean takesGzip(String accepted) {
        return accepted != null && accepted.matches("(?i).*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*");
    }

    /** What the softphone needs to know before anybody signs in. */
    void configuration(HttpServerRequest request) {
        request.response().putHeader("Cache-Control", "no-store");
        answers.send(request, "application/json", configuration);
    }

    private static Buffer json(WebContent content) {
        JsonObject demo = content.demo().map(Pages::json).orElse(null);
        return new JsonObject()
                .put("sipDomain", content.sipDomain())
                .put("country", content.country())
                .put("partners", new JsonArray(content.partners()))
                .put("webSocketUrl", null)
                .put("graceSeconds", content.grace().toSeconds())
                .put("demo", demo)
                .toBuffer();
    }

    private static JsonObject json(WebContent.Demo demo) {
        JsonArray accounts = new JsonArray();
        demo.accounts()
                .forEach(login -> accounts.add(new JsonObject()
                        .put("user", login.user())
                        .put("displayName", login.displayName())
                        .put("password", login.password())));
        JsonArray numbers = new JsonArray();
        demo.numbers()
                .forEach(listing -> numbers.add(new JsonObject()
                        .put("number", listing.number())
                        .put("title", listing.title())
                        .put("description", listing.description())));
        return new JsonObject().put("accounts", accounts).put("numbers", numbers);
    }

    void notFound(HttpServerRequest request) {
        counters.add(WebCounter.NOT_FOUND);
        answers.say(request, 404, "There is nothing at this address. The softphone is at /.");
    }

    /** Nothing here takes a body: the connection is closed, so that a large one is not read. */
    void methodNotAllowed(HttpServerRequest request) {
        request.response().putHeader("Allow", "GET, HEAD");
        answers.sayAndClose(request, 405, "Only GET and HEAD are answered here, not " + shown(request.method()) + ".");
    }

    private static String shown(HttpMethod method) {
        return method.name().matches("[A-Z]{1,20}") ? method.name() : "this method";
    }
}
