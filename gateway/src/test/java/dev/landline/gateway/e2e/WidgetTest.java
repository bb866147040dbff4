package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Visitors of a page of another site call from there. */
class WidgetTest {

    private static final double FAR_HERTZ = 600;
    private static final double FAR_AMPLITUDE = 0.25;
    private static final FarEnd END = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);

    private static HttpServer shop;
    private static HttpServer stranger;
    private static GatewayProcess gateway;
    private static Browser browser;
    private Tab tab;

    @BeforeAll
    static void open() throws Exception {
        shop = site();
        stranger = site();
        gateway = GatewayProcess.start(new GatewayFile().trunk(END).with("""
                accounts.web { display-name = "Shop", password = "nobody-uses-this-2026", may-call = ["%s"]
                  caller-id = "+442079460102", numbers = ["+442079460102"] }
                widgets = [ { origin = "%s", account = web } ]
                """.formatted(END.number(), address(shop))));
        String script = gateway.page() + "widget/landline.js";
        page(shop, script, integrity(script));
        page(stranger, script, integrity(script));
        browser = Browser.start();
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (gateway != null) {
            gateway.stop();
            gateway.close();
        }
        shop.stop(0);
        stranger.stop(0);
    }

    @AfterEach
    void clear() {
        if (tab != null) {
            tab.close();
        }
        Await.until("the end of all calls", Duration.ofSeconds(20), () -> gateway.metric("landline_calls_active") == 0);
    }

    private static HttpServer site() throws IOException {
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.start();
        return site;
    }

    private static String address(HttpServer site) {
        return "http://127.0.0.1:" + site.getAddress().getPort();
    }

    /** As a site would take it from the build's output, or from the served file. */
    private static String integrity(String script) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(script)).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, answer.statusCode());
            assertEquals(
                    "*",
                    answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
            byte[] digest = MessageDigest.getInstance("SHA-384").digest(answer.body());
            return "sha384-" + Base64.getEncoder().encodeToString(digest);
        }
    }

    private static void page(HttpServer site, String script, String integrity) {
        byte[] html = """
                <!doctype html><html lang="en"><title>A shop</title>
                <script type="module" src="%s" crossorigin integrity="%s"></script>
                <style>landline-call { --landline-color: #0a7d33; }</style>
                <body><h1>A shop</h1>
                <landline-call to="%s" label="Call the shop"></landline-call>
                <landline-phone></landline-phone></body></html>
                """.formatted(script, integrity, END.number()).getBytes(StandardCharsets.UTF_8);
        site.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
            exchange.close();
        });
    }

    private void awaitState(String state) {
        Await.until(
                "the widget is " + state,
                Duration.ofSeconds(12),
                () -> tab.attribute("widget-state", "data-state")
                        .filter(state::equals)
                        .isPresent());
    }

    private String words() {
        return tab.text("widget-state").orElseThrow().strip();
    }

    @Test
    void aVisitorCallsTheShopAndBothHearEachOther() throws Exception {
        try (RtpPeer far = new RtpPeer(END.address().getAddress(), Law.PCMU)) {
            far.play(FAR_HERTZ, FAR_AMPLITUDE);
            try (Sipp sipp = Sipp.scenario("trunk-answers-and-talks-until-the-browser-hangs-up")
                    .on(END.address(), Sipp.Transport.UDP)
                    .sound(far)
                    .start()) {
                tab = browser.open(address(shop));
                tab.click("widget-call");
                awaitState("in-call");
                tab.assertHears(FAR_HERTZ, FAR_AMPLITUDE);
                // The browser's own echo cancellation and gain are on here: the tone comes, its level is theirs.
                Await.until(
                        "the shop hears the visitor",
                        Duration.ofSeconds(10),
                        () -> far.tone()
                                .filter(tone -> Math.abs(tone.hertz() - Browser.MICROPHONE_HERTZ) < 5)
                                .isPresent());
                tab.click("widget-hang-up");
                sipp.assertSucceeds();
                awaitState("ended");
                assertEquals("Call ended", words());
            }
        }
    }

    @Test
    void aNumberThatIsNotTheShopsIsRefusedInWords() {
        tab = browser.open(address(shop));
        tab.click("widget-open");
        tab.fill("widget-number", "+442079460999");
        tab.click("widget-dial");
        awaitState("ended");
        assertTrue(words().startsWith("This account may call only a few numbers, and not this one"), words());
    }

    @Test
    void aPageThatTheConfigurationDoesNotNameGetsNoToken() {
        double refused = gateway.metric("landline_widget_tokens_refused_total");
        tab = browser.open(address(stranger));
        tab.click("widget-call");
        awaitState("problem");
        assertEquals(refused + 1, gateway.metric("landline_widget_tokens_refused_total"));
    }
}
