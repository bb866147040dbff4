package dev.landline.gateway.web;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Sends whole answers and notes when the client has read them. */
record Answers(Connections connections) {

    private static final String TEXT = "text/plain; charset=utf-8";

    /** A refusal, as one sentence. */
    void say(HttpServerRequest request, int status, String sentence) {
        request.response().setStatusCode(status).putHeader("Cache-Control", "no-store");
        send(request, TEXT, Buffer.buffer(sentence + "\n"));
    }

    /** A refusal after which nothing more is read from this client, be it a body or another try. */
    void sayAndClose(HttpServerRequest request, int status, String sentence) {
        request.response().putHeader("Connection", "close");
        request.response().setStatusCode(status).putHeader("Cache-Control", "no-store");
        sent(request, TEXT, Buffer.buffer(sentence + "\n"))
                .onComplete(_ -> request.connection().close());
    }

    void send(HttpServerRequest request, String type, Buffer body) {
        sent(request, type, body).onComplete(_ -> connections.answered(request.connection()));
    }

    private static Future<Void> sent(HttpServerRequest request, String type, Buffer body) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Type", type).putHeader("Content-Length", Integer.toString(body.length()));
        boolean headOnly = request.method().equals(HttpMethod.HEAD);
        return headOnly ? response.end() : response.end(body);
    }

    /** An answer without a body. */
    void send(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end().onComplete(_ -> connections.answered(request.connection()));
    }
}
