package dev.landline.gateway.web;

import dev.landline.gateway.config.HttpConfig;
import dev.landline.gateway.config.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server on a free port of loopback, with a small softphone. */
final class WebFixture implements AutoCloseable {

    final RecordingFlows flows = new RecordingFlows();
    final WebServer server;

    private WebFixture(HttpConfig config, WebContent content, WebLimits limits, Path folder) throws IOException {
        server = WebServer.start(
                config, content, flows, SoftphoneFiles.fromFolder(folder), limits, Duration.ofMillis(50));
    }

    static WebFixture start(Path folder) throws IOException {
        return start(folder, http(Optional.empty(), List.of(), false, 100), WebLimits.standard());
    }

    static WebFixture start(Path folder, HttpConfig config, WebLimits limits) throws IOException {
        return start(folder, config, limits, new WebContent("example.test", Duration.ofSeconds(15), Optional.empty()));
    }

    static WebFixture start(Path folder, HttpConfig config, WebLimits limits, WebContent content) throws IOException {
        softphone(folder);
        return new WebFixture(config, content, limits, folder);
    }

    static HttpConfig http(Optional<TlsFiles> tls, List<String> origins, boolean missingOrigin, int perAddress) {
        return new HttpConfig(
                InetAddress.getLoopbackAddress(),
                0,
                tls,
                false,
                origins,
                missingOrigin,
                Path.of("unused"),
                perAddress + 50,
                perAddress);
    }

    /** Like the real limits, but impatient. */
    static WebLimits impatient() {
        WebLimits standard = WebLimits.standard();
        return new WebLimits(
                Duration.ofMillis(400),
                Duration.ofMillis(800),
                standard.headerBytes(),
                standard.messageBytes(),
                standard.fragments(),
                64 * 1024,
                Duration.ofMillis(200),
                Duration.ofMillis(700),
                Duration.ofMillis(300),
                Duration.ofMillis(20));
    }

    private static void softphone(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("assets"));
        Files.writeString(folder.resolve("index.html"), "<!doctype html><title>Phone</title>" + " ".repeat(2000));
        Files.writeString(folder.resolve("assets/index-C-x0Q5zp.js"), "export const phone = 1;".repeat(200));
        Files.writeString(folder.resolve("icon.svg"), "<svg/>");
        Files.writeString(folder.resolve("manifest.webmanifest"), "{}");
    }

    RawConnection connect() throws IOException {
        return new RawConnection(server.port());
    }

    RawConnection webSocket() throws IOException {
        return RawConnection.webSocket(server.port());
    }

    long count(WebCounter counter) {
        return server.count(counter);
    }

    @Override
    public void close() {
        server.close();
    }
}
