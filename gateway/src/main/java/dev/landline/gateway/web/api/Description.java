package dev.landline.gateway.web.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The API's own description, which its tests hold it to. */
final class Description {

    private static final Buffer TEXT = read();

    private Description() {}

    private static Buffer read() {
        try (InputStream stream = Description.class.getResourceAsStream("/api/openapi.yaml")) {
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void send(RoutingContext context) {
        context.response().putHeader("Content-Type", "application/yaml").end(TEXT);
    }
}
