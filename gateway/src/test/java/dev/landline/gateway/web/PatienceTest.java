package dev.landline.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.stack.FlowSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who waste time or room, against a server that loses patience quickly. */
class PatienceTest {

    private static final int PER_ADDRESS = 8;

    @TempDir
    Path folder;

    private WebFixture web;

    @BeforeEach
    void start() throws IOException {
        web = WebFixture.start(
                folder, WebFixture.http(Optional.empty(), List.of(), false, PER_ADDRESS), WebFixture.impatient());
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void aConnectionThatSaysNothingOrOnlyHalfIsClosed() throws Exception {
        for (String start : List.of("", "GET / HTTP/1.1\r\nHost: x\r\n", "GET / HTTP/1.1\r\nHost: x\r\n\r\n")) {
            try (RawConnection raw = web.connect()) {
                raw.say(start);
                assertTrue(raw.ends(), start);
            }
        }
        assertEquals(3, web.count(WebCounter.CONNECTIONS_IDLE));
        Wait.until("all forgotten", () -> web.server.openConnections() == 0);
    }

    @Test
    void tricklingHeadersDoesNotBuyTime() throws Exception {
        try (RawConnection raw = web.connect()) {
            raw.say("GET / HTTP/1.1\r\nHost: x\r\n");
            long end = System.nanoTime() + 5_000_000_000L;
            boolean closed = false;
            while (!closed && System.nanoTime() < end) {
                try {
                    raw.say("X-Slow: 1\r\n");
                    LockSupport.parkNanos(50_000_000);
                } catch (IOException _) {
                    closed = true;
                }
            }
            assertTrue(closed);
        }
    }

    @Test
    void anUpgradedConnectionOutlivesTheRequestTimeoutByPongsAlone() throws Exception {
        try (RawConnection browser = web.webSocket()) {
            for (int pings = 0; pings < 6; pings++) {
                assertEquals(RawConnection.PING, browser.frame().opcode());
                browser.send(RawConnection.PONG, true, new byte[0]);
            }
            browser.text("alive");
            assertEquals("alive", web.flows.next());
        }
    }

    @Test
    void aDeadBrowserIsNoticed() throws Exception {
        try (RawConnection browser = web.webSocket()) {
            Wait.until("told", () -> web.flows.closed.get() == 1);
            assertEquals(1001, browser.closeCode());
            assertEquals(1, web.count(WebCounter.SOCKETS_DEAD));
            assertTrue(browser.ends());
        }
        Wait.until("forgotten", () -> web.server.openSockets() == 0);
    }

    @Test
    void oneAddressHasOnlySoManyConnections() throws Exception {
        List<RawConnection> held = new ArrayList<>();
        try {
            for (int i = 0; i < PER_ADDRESS; i++) {
                held.add(web.webSocket());
            }
            try (RawConnection more = web.connect()) {
                assertTrue(more.ends());
            }
            assertEquals(1, web.count(WebCounter.CONNECTIONS_REFUSED_ADDRESS));
            held.removeFirst().close();
            Wait.until("room again", () -> web.server.openConnections() == PER_ADDRESS - 1);
            held.add(web.webSocket());
        } finally {
            for (RawConnection connection : held) {
                connection.close();
            }
        }
    }

    @Test
    void messagesToASlowReaderAreRefusedAboveTheBound() throws Exception {
        try (RawConnection browser = web.webSocket()) {
            browser.text("hello");
            web.flows.next();
            FlowSocket socket = web.flows.sockets.getFirst();
            byte[] message = new byte[8 * 1024];
            Arrays.fill(message, (byte) 'x');
            boolean taken = true;
            for (int i = 0; taken && i < 10_000; i++) {
                taken = socket.send(message);
            }
            assertFalse(taken);
            assertEquals(1, web.count(WebCounter.MESSAGES_NOT_SENT));
            long sent = web.count(WebCounter.MESSAGES_SENT);
            for (long i = 0; i < sent; i++) {
                int opcode = browser.frame().opcode();
                i -= opcode == RawConnection.TEXT ? 0 : 1;
            }
            Wait.until("the queue has drained", () -> socket.send(message));
        }
    }

    @Test
    void askingWithoutReadingTheAnswersEndsTheSocket() throws Exception {
        try (RawConnection browser = web.webSocket()) {
            byte[] ping = new byte[125];
            boolean closed = false;
            for (int i = 0; !closed && i < 200_000; i++) {
                try {
                    browser.send(RawConnection.PING, true, ping);
                } catch (IOException _) {
                    closed = true;
                }
                closed = closed || web.count(WebCounter.READERS_SLOW) > 0;
            }
            assertTrue(closed);
            Wait.until("told", () -> web.flows.closed.get() == 1);
        }
    }

    @Test
    void requestsAfterRequestsWithoutReadingEndTheConnection() throws Exception {
        String requests = "GET /assets/index-C-x0Q5zp.js HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200);
        try (RawConnection raw = web.connect()) {
            Thread asking = Thread.startVirtualThread(() -> {
                try {
                    while (true) {
                        raw.say(requests);
                    }
                } catch (IOException _) {
                    return;
                }
            });
            Wait.until("closed", () -> web.count(WebCounter.CONNECTIONS_IDLE) == 1);
            Wait.until("forgotten", () -> web.server.openConnections() == 0);
            assertTrue(asking.join(Duration.ofSeconds(10)));
        }
    }

    @Test
    void aSocketThatTheStackClosesIsCutOffWhenItsPeerDoesNotRead() throws Exception {
        try (RawConnection browser = web.webSocket()) {
            browser.text("hello");
            web.flows.next();
            FlowSocket socket = web.flows.sockets.getFirst();
            byte[] message = new byte[8 * 1024];
            Arrays.fill(message, (byte) 'x');
            while (socket.send(message)) {
                Thread.onSpinWait();
            }
            socket.close();
            Wait.until("told", () -> web.flows.closed.get() == 1);
            Wait.until("forgotten", () -> web.server.openSockets() == 0);
            assertEquals(0, web.count(WebCounter.SOCKETS_DEAD));
        }
    }

    @Test
    void hundredsOfHalfRequestsDoNotKeepAnybodyElseOut() throws Exception {
        try (WebFixture busy = WebFixture.start(
                folder, WebFixture.http(Optional.empty(), List.of(), false, 400), WebFixture.impatient())) {
            List<RawConnection> half = new ArrayList<>();
            try {
                for (int i = 0; i < 300; i++) {
                    half.add(busy.connect().say(i % 2 == 0 ? "GET /sip HTTP/1.1\r\nUpgrade: webs" : ""));
                }
                long start = System.nanoTime();
                try (RawConnection good = busy.webSocket()) {
                    good.text("let me in");
                    assertEquals("let me in", busy.flows.next());
                }
                long millis = (System.nanoTime() - start) / 1_000_000;
                assertTrue(millis < 1000, () -> "took " + millis + " ms");
                Wait.until("all are closed", () -> busy.server.openConnections() == 0);
                assertEquals(300, busy.count(WebCounter.CONNECTIONS_IDLE));
            } finally {
                for (RawConnection connection : half) {
                    connection.close();
                }
            }
        }
    }
}
