package dev.landline.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.HttpConfig;
import dev.landline.gateway.web.WebContent.Demo;
import dev.landline.gateway.web.WebContent.DemoListing;
import dev.landline.gateway.web.WebContent.DemoLogin;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    private WebFixture web;

    @BeforeEach
    void start() throws IOException {
        web = WebFixture.start(folder);
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void thePageIsAskedForAnewAndItsHashedFilesNever() throws Exception {
        HttpResponse<byte[]> page = get("/");
        assertEquals(200, page.statusCode());
        assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
        assertEquals("no-cache", header(page, "Cache-Control"));
        HttpResponse<byte[]> script = get("/assets/index-C-x0Q5zp.js");
        assertEquals("text/javascript; charset=utf-8", header(script, "Content-Type"));
        assertEquals("public, max-age=31536000, immutable", header(script, "Cache-Control"));
        assertEquals("no-cache", header(get("/icon.svg"), "Cache-Control"));
        assertEquals("image/svg+xml", header(get("/icon.svg"), "Content-Type"));
        assertEquals("application/manifest+json", header(get("/manifest.webmanifest"), "Content-Type"));
    }

    @Test
    void aBrowserThatHasThePageIsToldSoWithoutABody() throws Exception {
        String tag = header(get("/"), "ETag");
        HttpResponse<byte[]> again = get("/", "If-None-Match", tag);
        assertEquals(304, again.statusCode());
        assertEquals(0, again.body().length);
        assertEquals(200, get("/", "If-None-Match", "\"other\"").statusCode());
    }

    @Test
    void filesGoZippedToThoseWhoTakeThat() throws Exception {
        HttpResponse<byte[]> plain = get("/assets/index-C-x0Q5zp.js");
        HttpResponse<byte[]> zipped = get("/assets/index-C-x0Q5zp.js", "Accept-Encoding", "br, gzip;q=0.8");
        assertEquals("gzip", header(zipped, "Content-Encoding"));
        assertTrue(zipped.body().length < plain.body().length / 5);
        try (GZIPInputStream unzip = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertEquals(text(plain), new String(unzip.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals("", header(get("/", "Accept-Encoding", "gzip;q=0, br"), "Content-Encoding"));
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        String own = "127.0.0.1:" + web.server.port();
        for (String path : List.of("/", "/api/config", "/nothing", "/sip")) {
            HttpResponse<byte[]> answer = get(path);
            assertEquals(
                    "default-src 'self'; connect-src 'self' ws://" + own + " wss://" + own
                            + "; img-src 'self' data:; media-src 'self' blob:; object-src 'none'; base-uri 'none';"
                            + " form-action 'self'; frame-ancestors 'none'",
                    header(answer, "Content-Security-Policy"),
                    path);
            assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
            assertEquals("no-referrer", header(answer, "Referrer-Policy"));
            assertTrue(header(answer, "Permissions-Policy").startsWith("microphone=(self),"));
            assertEquals("", header(answer, "Strict-Transport-Security"), "not over plain http");
        }
    }

    @Test
    void aHostThatIsNoneIsNotCopiedIntoThePolicy() throws Exception {
        try (RawConnection raw = web.connect()) {
            String answer =
                    raw.say("GET / HTTP/1.1\r\nHost: x; script-src *\r\n\r\n").answer();
            assertFalse(answer.contains("script-src"), answer);
        }
    }

    @Test
    void whatIsNotThereIsSaidInWords() throws Exception {
        HttpResponse<byte[]> answer = get("/nothing/here");
        assertEquals(404, answer.statusCode());
        assertEquals("There is nothing at this address. The softphone is at /.\n", text(answer));
        for (String path :
                List.of("/assets/../../pom.xml", "/%2e%2e/%2e%2e/etc/passwd", "/assets/", "/index.html%00")) {
            try (RawConnection raw = web.connect()) {
                String head =
                        raw.say("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").head();
                assertTrue(head.startsWith("HTTP/1.1 404") || head.startsWith("HTTP/1.1 400"), path + ": " + head);
            }
        }
    }

    @Test
    void otherMethodsAreRefusedAndTheirBodiesNotRead() throws Exception {
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(uri("/api/config"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD", header(answer, "Allow"));
        assertEquals("Only GET and HEAD are answered here, not POST.\n", text(answer));
        try (RawConnection raw = web.connect()) {
            raw.say("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
            assertTrue(raw.answer().startsWith("HTTP/1.1 405"));
            assertTrue(raw.ends());
        }
    }

    @Test
    void headAnswersLikeGetWithoutTheBody() throws Exception {
        try (RawConnection raw = web.connect()) {
            String head = raw.say("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .head();
            assertTrue(head.startsWith("HTTP/1.1 200"));
            assertTrue(head.toLowerCase(java.util.Locale.ROOT).contains("content-length: 20"), head);
            assertTrue(raw.ends());
        }
    }

    @Test
    void theConfigurationTellsDomainAndNoDemo() throws Exception {
        HttpResponse<byte[]> answer = get("/api/config");
        assertEquals("application/json", header(answer, "Content-Type"));
        assertEquals(
                new JsonObject()
                        .put("sipDomain", "example.test")
                        .put("country", "GB")
                        .put("partners", new JsonArray())
                        .put("webSocketUrl", null)
                        .put("graceSeconds", 15)
                        .put("demo", null),
                new JsonObject(text(answer)));
    }

    @Test
    void onlyPagesOfPartnersMayEmbedThePage() throws Exception {
        WebContent content = new WebContent(
                "example.test",
                "GB",
                Duration.ofSeconds(15),
                Map.of(),
                List.of("https://crm.example.com"),
                Optional.empty());
        try (WebFixture open = WebFixture.start(
                folder, WebFixture.http(Optional.empty(), List.of(), false, 10), WebLimits.standard(), content)) {
            HttpResponse<byte[]> answer = get(open, "/");
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.endsWith("frame-ancestors https://crm.example.com"), policy);
            assertEquals(
                    "unsafe-none",
                    answer.headers().firstValue("Cross-Origin-Opener-Policy").orElse(""));
        }
    }

    @Test
    void theConfigurationListsTheDemo() throws Exception {
        WebContent content = new WebContent(
                "example.test",
                Duration.ofSeconds(15),
                Optional.of(new Demo(
                        List.of(new DemoLogin("alice", "Alice Archer", "alice")),
                        List.of(new DemoListing("+441632960001", "Echo", "Says what you say.")))));
        try (WebFixture demo = WebFixture.start(
                folder, WebFixture.http(Optional.empty(), List.of(), false, 10), WebLimits.standard(), content)) {
            JsonObject json = new JsonObject(text(get(demo, "/api/config")));
            assertEquals(
                    "{\"user\":\"alice\",\"displayName\":\"Alice Archer\",\"password\":\"alice\"}",
                    json.getJsonObject("demo")
                            .getJsonArray("accounts")
                            .getJsonObject(0)
                            .encode());
            assertEquals(
                    "Echo",
                    json.getJsonObject("demo")
                            .getJsonArray("numbers")
                            .getJsonObject(0)
                            .getString("title"));
        }
    }

    @Test
    void requestsThatAreNoHttpAreCountedAndClosed() throws Exception {
        try (RawConnection raw = web.connect()) {
            raw.say("REGISTER sip:example.test SIP/2.0\r\nVia: SIP/2.0/TCP x\r\n\r\n");
            assertTrue(raw.ends());
        }
        try (RawConnection raw = web.connect()) {
            raw.say("\u0016\u0003\u0001 this is a TLS hello to a plain port\r\n\r\n");
            assertTrue(raw.ends());
        }
        try (RawConnection raw = web.connect()) {
            raw.say("GET / HTTP/1.1\r\nHost: x\r\nCookie: " + "c".repeat(20_000) + "\r\n\r\n");
            assertTrue(raw.head().startsWith("HTTP/1.1 431"));
            assertTrue(raw.ends());
        }
        try (RawConnection raw = web.connect()) {
            raw.say("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            String head = raw.head();
            assertTrue(head.contains(" 414 "), head);
        }
        assertEquals(3, web.count(WebCounter.BAD_REQUESTS));
        assertEquals(200, get("/").statusCode());
    }

    @Test
    void theSoftphoneIsReadFromAJarAndNothingIsReadWithoutOne() throws Exception {
        Path jar = folder.resolve("web-softphone.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("index.html", "assets/index-C-x0Q5zp.js")) {
                out.putNextEntry(new JarEntry("META-INF/resources/softphone/" + name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            SoftphoneFiles files = SoftphoneFiles.fromClassPath(loader);
            assertEquals("index.html", files.at("/").orElseThrow().plain().toString());
            assertTrue(files.at("/assets/index-C-x0Q5zp.js").orElseThrow().forever());
            assertTrue(files.at("/META-INF/resources/softphone/index.html").isEmpty());
        }
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            assertTrue(SoftphoneFiles.fromClassPath(empty).at("/").isEmpty());
        }
    }

    @Test
    void aTakenPortIsOneSentence() {
        HttpConfig same = HttpConfig.plain(InetAddress.getLoopbackAddress(), web.server.port());
        IOException failure = assertThrows(
                IOException.class,
                () -> WebServer.start(
                        same,
                        new WebContent("example.test", Duration.ofSeconds(15), Optional.empty()),
                        web.flows,
                        Optional.empty()));
        assertTrue(
                failure.getMessage()
                        .startsWith("landline.http (127.0.0.1 port " + web.server.port() + ") cannot be opened:"),
                failure.getMessage());
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return get(web, path, headers);
    }

    private static HttpResponse<byte[]> get(WebFixture web, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + web.server.port() + path);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
