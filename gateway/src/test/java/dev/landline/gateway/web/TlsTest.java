package dev.landline.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.ConfigReader;
import dev.landline.gateway.config.ConfigResult;
import dev.landline.gateway.config.HttpConfig;
import dev.landline.gateway.config.ServingCertificate;
import dev.landline.gateway.config.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @TempDir
    Path folder;

    @Test
    void theDevelopmentCertificateServesHttpsAndWssToWhoeverTrustsIt() throws Exception {
        HttpConfig config = new HttpConfig(
                InetAddress.getLoopbackAddress(),
                0,
                Optional.empty(),
                true,
                List.of(),
                false,
                folder.resolve("tls"),
                100,
                100);
        try (WebFixture web = WebFixture.start(folder.resolve("softphone"), config, WebLimits.standard())) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(trusting(folder.resolve("tls/certificate.pem")))
                    .build();
            for (String host : List.of("localhost", "127.0.0.1")) {
                HttpResponse<String> page = client.send(
                        HttpRequest.newBuilder(URI.create(web.server.url(host))).build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals(200, page.statusCode());
                assertEquals(HttpClient.Version.HTTP_1_1, page.version());
            }
            String authority = "localhost:" + web.server.port();
            WebSocket socket = client.newWebSocketBuilder()
                    .subprotocols("sip")
                    .header("Origin", "https://" + authority)
                    .buildAsync(URI.create("wss://" + authority + "/sip"), new WebSocket.Listener() {})
                    .get(10, TimeUnit.SECONDS);
            assertEquals("sip", socket.getSubprotocol());
            socket.sendText("hello", true).get(10, TimeUnit.SECONDS);
            assertEquals("hello", web.flows.next());
            assertTrue(web.flows.sockets.getFirst().secure());
            socket.abort();
        }
    }

    @Test
    void theDevelopmentCertificateIsKeptPrivateAndRenewedInTime() throws Exception {
        Path directory = folder.resolve("data/tls");
        Instant now = Instant.now();
        TlsFiles files = DevelopmentCertificate.in(directory, now);
        String first = Files.readString(files.certificate());
        assertEquals("rwx------", permissions(directory));
        assertEquals("rw-------", permissions(files.key()));
        DevelopmentCertificate.in(directory, now.plus(Duration.ofDays(300)));
        assertEquals(first, Files.readString(files.certificate()));
        DevelopmentCertificate.in(directory, now.plus(Duration.ofDays(380)));
        assertNotEquals(first, Files.readString(files.certificate()));
        Files.writeString(files.certificate(), "spoilt");
        DevelopmentCertificate.in(directory, now);
        assertTrue(Files.readString(files.certificate()).startsWith("-----BEGIN CERTIFICATE-----"));
    }

    @Test
    void aRenewedCertificateIsTakenIntoUseWithoutARestart() throws Exception {
        TlsFiles old = DevelopmentCertificate.in(folder.resolve("old"), Instant.now());
        TlsFiles renewed = DevelopmentCertificate.in(folder.resolve("renewed"), Instant.now());
        TlsFiles served = copy(old, folder.resolve("served"));
        try (WebFixture web = WebFixture.start(
                folder.resolve("softphone"),
                WebFixture.http(Optional.of(served), List.of(), false, 50),
                WebLimits.standard())) {
            assertEquals(certificate(old.certificate()), shownBy(web, old.certificate()));

            replace(renewed.certificate(), served.certificate());
            Wait.until("the pair that does not match is refused", () -> web.count(WebCounter.CERTIFICATES_REFUSED) > 0);
            assertEquals(certificate(old.certificate()), shownBy(web, old.certificate()));

            replace(renewed.key(), served.key());
            Wait.until("the new pair is in use", () -> web.count(WebCounter.CERTIFICATES_RELOADED) == 1);
            assertEquals(certificate(renewed.certificate()), shownBy(web, renewed.certificate()));

            Files.delete(served.key());
            Wait.until("an absent file is refused", () -> web.count(WebCounter.CERTIFICATES_REFUSED) > 1);
            assertEquals(certificate(renewed.certificate()), shownBy(web, renewed.certificate()));
        }
    }

    @Test
    void oldTlsIsNotSpokenAndPlainHttpNeither() throws Exception {
        TlsFiles files = DevelopmentCertificate.in(folder.resolve("tls"), Instant.now());
        try (WebFixture web = WebFixture.start(
                folder.resolve("softphone"),
                WebFixture.http(Optional.of(files), List.of(), false, 50),
                WebLimits.standard())) {
            SSLContext context = trusting(files.certificate());
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                try (SSLSocket socket = connect(context, web)) {
                    socket.setEnabledProtocols(new String[] {version});
                    socket.startHandshake();
                    assertEquals(version, socket.getSession().getProtocol());
                }
            }
            try (SSLSocket socket = connect(context, web)) {
                socket.setEnabledProtocols(new String[] {"TLSv1.1"});
                assertThrows(SSLException.class, socket::startHandshake);
            }
            try (RawConnection raw = web.connect()) {
                raw.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                assertTrue(raw.ends());
            }
            HttpResponse<String> page = HttpClient.newBuilder()
                    .sslContext(context)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(web.server.url("localhost")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(
                    "max-age=31536000",
                    page.headers().firstValue("Strict-Transport-Security").orElse(""));
        }
    }

    @Test
    void aHalfTlsHelloIsClosed() throws Exception {
        TlsFiles files = DevelopmentCertificate.in(folder.resolve("tls"), Instant.now());
        try (WebFixture web = WebFixture.start(
                        folder.resolve("softphone"),
                        WebFixture.http(Optional.of(files), List.of(), false, 50),
                        WebFixture.impatient());
                RawConnection raw = web.connect()) {
            raw.bytes(0x16, 0x03, 0x01, 0x02);
            assertTrue(raw.ends());
        }
    }

    @Test
    void theConfigurationRefusesCertificatesThatCannotWork() throws Exception {
        TlsFiles one = DevelopmentCertificate.in(folder.resolve("one"), Instant.now());
        TlsFiles other = DevelopmentCertificate.in(folder.resolve("other"), Instant.now());
        Path noise = Files.writeString(folder.resolve("noise.pem"), "noise");
        assertTrue(mistake(one.certificate(), other.key()).contains("tls.key: names a key that does not belong"));
        assertTrue(mistake(noise, one.key()).contains("tls.certificate: names a file"));
        assertTrue(mistake(one.certificate(), noise).contains("without an unencrypted PKCS#8 key"));
        assertTrue(mistake(folder.resolve("absent"), one.key()).contains("names a file that cannot be read"));
        assertInstanceOf(ConfigResult.Valid.class, read(one.certificate(), one.key()));
        assertFalse(ServingCertificate.read(one).toString().contains("PRIVATE"));
    }

    private String mistake(Path certificate, Path key) throws IOException {
        return assertInstanceOf(ConfigResult.Invalid.class, read(certificate, key))
                .mistakes()
                .getFirst()
                .toString();
    }

    private ConfigResult read(Path certificate, Path key) throws IOException {
        Path file = Files.writeString(
                folder.resolve("landline.conf"),
                "landline.http.tls { certificate = \"" + certificate + "\", key = \"" + key + "\" }");
        return ConfigReader.read(file, Map.of());
    }

    private static X509Certificate shownBy(WebFixture web, Path trusted) throws Exception {
        try (SSLSocket socket = connect(trusting(trusted), web)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static SSLSocket connect(SSLContext context, WebFixture web) throws IOException {
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), web.server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static X509Certificate certificate(Path file) throws Exception {
        try (var bytes = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        }
    }

    private static SSLContext trusting(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("development", certificate(file));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static TlsFiles copy(TlsFiles from, Path directory) throws IOException {
        Files.createDirectories(directory);
        TlsFiles to = new TlsFiles(directory.resolve("fullchain.pem"), directory.resolve("privkey.pem"));
        Files.copy(from.certificate(), to.certificate());
        Files.copy(from.key(), to.key());
        return to;
    }

    /** As certificate clients do it: a new file moved over the old one. */
    private static void replace(Path from, Path to) throws IOException {
        Path beside = Files.copy(from, to.resolveSibling("new"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
