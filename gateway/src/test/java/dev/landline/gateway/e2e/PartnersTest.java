package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What other programs do with the softphone: links, frames and messages of pages of other origins, and webhooks. */
class PartnersTest {

    private static final String ECHO = "+441632960001";

    private static HttpServer crm;
    private static HttpServer stranger;
    private static Scene scene;
    private static Browser browser;
    private static final Queue<JsonObject> HOOKED = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void open() throws Exception {
        crm = site();
        stranger = site();
        crm.createContext("/calls", exchange -> {
            HOOKED.add(new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        scene = Scene.open(GatewayFile.demo().with("""
                partners = ["%s"]
                webhooks = [ { url = "%s/calls" } ]
                """.formatted(address(crm), address(crm))));
        page(crm);
        page(stranger);
        browser = Browser.start();
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (scene != null) {
            scene.close();
        }
        crm.stop(0);
        stranger.stop(0);
    }

    @AfterEach
    void clear() {
        scene.clear();
    }

    private static HttpServer site() throws IOException {
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.start();
        return site;
    }

    private static String address(HttpServer site) {
        return "http://127.0.0.1:" + site.getAddress().getPort();
    }

    /** Shows the softphone in a frame, has it dial, and writes down what it says. */
    private static void page(HttpServer site) {
        String phone = scene.gateway().page();
        String origin = phone.substring(0, phone.length() - 1);
        byte[] html = """
                <!doctype html><html lang="en"><title>Customers</title><body>
                <button data-testid="dial">Call</button><pre data-testid="heard"></pre>
                <iframe src="%s" allow="microphone" width="900" height="600"></iframe>
                <script>
                  const frame = document.querySelector('iframe');
                  const heard = document.querySelector('pre');
                  addEventListener('message', (event) => {
                    if (event.origin === '%s') heard.textContent += JSON.stringify(event.data) + '\\n';
                  });
                  document.querySelector('button').onclick = () =>
                    frame.contentWindow.postMessage({ landline: 'dial', to: '%s', now: true }, '*');
                </script></body></html>
                """.formatted(phone, origin, ECHO).getBytes(StandardCharsets.UTF_8);
        site.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
            exchange.close();
        });
    }

    private static void awaitHeard(Tab tab, String words) {
        Await.value(
                () -> "the page hears " + words + "; it heard " + tab.text("heard"),
                Duration.ofSeconds(15),
                () -> tab.text("heard").filter(text -> text.contains(words)));
    }

    private static void awaitHooked(String event) {
        Await.value(
                () -> "the webhook is told " + event + "; it was told " + HOOKED,
                Duration.ofSeconds(10),
                () -> HOOKED.stream()
                        .filter(one -> one.getString("event").equals(event))
                        .findFirst());
    }

    @Test
    void aPartnersPageHasTheFrameDialHearsOfTheCallAndItsWebhookIsToldToo() {
        Tab alice =
                browser.open(scene.gateway().page(), "office", new JsonObject()).signIn("alice", "alice");
        // The same person's CRM: the softphone in its frame follows the tab that has the line.
        Tab customers = browser.open(address(crm), "office", new JsonObject());
        awaitHeard(customers, "\"landline\":\"ready\"");
        customers.click("dial");
        alice.awaitCall("in-call");
        alice.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        awaitHeard(customers, "\"phase\":\"in-call\",\"number\":\"" + ECHO + "\"");
        awaitHooked("answered");
        alice.hangUp();
        alice.awaitEnded();
        awaitHooked("ended");
        JsonObject call = HOOKED.peek().getJsonObject("call");
        assertEquals("alice", call.getJsonObject("caller").getString("account"));
        assertEquals(ECHO, call.getJsonObject("callee").getString("address"));
        customers.close();
        alice.close();
    }

    @Test
    void aPageThatIsNoPartnersCannotShowTheSoftphoneNorHaveItDial() {
        Tab alice =
                browser.open(scene.gateway().page(), "home", new JsonObject()).signIn("alice", "alice");
        Tab other = browser.open(address(stranger), "home", new JsonObject());
        other.click("dial");
        Tab customers = browser.open(address(crm), "home", new JsonObject());
        awaitHeard(customers, "\"landline\":\"ready\"");
        assertEquals("", other.text("heard").orElse(""), "what came later was heard, this was not");
        assertEquals(0, alice.count("call-state"));
        other.close();
        customers.close();
        alice.close();
    }

    @Test
    void aLinkFillsTheNumberInAndCallsNobodyUntilSomebodyDoes() {
        String link = scene.gateway().page() + "#/dial?to=tel%3A%2B44-1632-960001";
        Tab alice = browser.open(link, "linked", new JsonObject()).signIn("alice", "alice");
        assertFalse(alice.words().contains("Calling"), "nobody is called");
        assertEquals(0, alice.count("call-state"));
        alice.click("call");
        alice.awaitCall("in-call");
        assertTrue(alice.words().contains("+44 163"), "the number of the link");
        alice.hangUp();
        alice.awaitEnded();
        alice.close();
    }
}
