package dev.landline.gateway.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.web.RawConnection.Frame;
import dev.landline.sip.stack.FlowSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SipEndpointTest {

    private static final String SIP = "Sec-WebSocket-Protocol: sip\r\n";

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
    void ourOwnPageMayConnectAndMessagesPassBothWays() throws Exception {
        try (RawConnection browser = new RawConnection(web.server.port())) {
            browser.askUpgrade("Origin: " + browser.ownOrigin() + "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
                    + "Sec-WebSocket-Protocol: xmpp, sip\r\n");
            String head = browser.head().toLowerCase(java.util.Locale.ROOT);
            assertTrue(head.startsWith("http/1.1 101"), head);
            assertTrue(head.contains("sec-websocket-protocol: sip\r\n"), head);
            assertTrue(head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n"), head);
            assertFalse(head.contains("deflate"), head);
            browser.text("OPTIONS é");
            assertEquals("OPTIONS é", web.flows.next());
            browser.send(RawConnection.BINARY, true, "\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("\r\n\r\n", web.flows.next());

            FlowSocket socket = web.flows.sockets.getFirst();
            assertFalse(socket.secure());
            assertTrue(socket.remoteAddress().getAddress().isLoopbackAddress());
            assertTrue(socket.send("SIP/2.0 200 é".getBytes(StandardCharsets.UTF_8)));
            Frame text = browser.frame();
            assertEquals(RawConnection.TEXT, text.opcode());
            assertEquals("SIP/2.0 200 é", text.text());
            byte[] notText = {'a', (byte) 0xff};
            assertTrue(socket.send(notText));
            Frame binary = browser.frame();
            assertEquals(RawConnection.BINARY, binary.opcode());
            assertArrayEquals(notText, binary.payload().getBytes());
        }
    }

    @Test
    void foreignAndMissingAndNullOriginsAreRefusedBeforeAnySip() throws Exception {
        String own = "http://127.0.0.1:" + web.server.port();
        List<String> foreign = List.of(
                "",
                "Origin: null\r\n",
                "Origin: http://evil.example\r\n",
                "Origin: " + own + ".evil.example\r\n",
                "Origin: " + own.replace("http", "https") + "\r\n",
                "Origin: http://127.0.0.1\r\n",
                "Origin: http://localhost:" + web.server.port() + "\r\n");
        for (String origin : foreign) {
            try (RawConnection browser = web.connect()) {
                String answer = browser.askUpgrade(origin + SIP).answer();
                assertTrue(answer.startsWith("HTTP/1.1 403"), origin + answer);
                assertTrue(answer.endsWith("the setting is landline.http.allowed-origins.\n"), answer);
                assertTrue(browser.ends());
            }
        }
        assertEquals(foreign.size(), web.count(WebCounter.SOCKETS_REFUSED_ORIGIN));
        assertTrue(web.flows.sockets.isEmpty());
    }

    @Test
    void twoOriginsAreNoOrigin() throws Exception {
        try (RawConnection browser = web.connect()) {
            String own = "Origin: " + browser.ownOrigin() + "\r\n";
            assertTrue(browser.askUpgrade(own + "Origin: http://evil.example\r\n" + SIP)
                    .answer()
                    .startsWith("HTTP/1.1 400"));
        }
    }

    @Test
    void configuredOriginsAndToolsWithoutOneMayConnect() throws Exception {
        try (WebFixture open = WebFixture.start(
                folder,
                WebFixture.http(Optional.empty(), List.of("https://phone.example.com"), true, 10),
                WebLimits.standard())) {
            for (String origin : List.of("", "Origin: https://Phone.Example.com\r\n")) {
                try (RawConnection browser = open.connect()) {
                    assertTrue(browser.askUpgrade(origin + SIP).head().startsWith("HTTP/1.1 101"));
                }
            }
            try (RawConnection browser = open.connect()) {
                assertTrue(browser.askUpgrade("Origin: null\r\n" + SIP).head().startsWith("HTTP/1.1 403"));
            }
        }
    }

    @Test
    void withoutTheSubProtocolSipThereIsNoSocket() throws Exception {
        List<String> others = List.of("", "Sec-WebSocket-Protocol: xmpp\r\n", "Sec-WebSocket-Protocol: msrp, sips\r\n");
        for (String protocol : others) {
            try (RawConnection browser = web.connect()) {
                String answer = browser.askUpgrade("Origin: " + browser.ownOrigin() + "\r\n" + protocol)
                        .answer();
                assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
                assertTrue(answer.endsWith("The WebSocket sub-protocol 'sip' is needed (RFC 7118).\n"), answer);
            }
        }
        assertEquals(others.size(), web.count(WebCounter.SOCKETS_REFUSED_PROTOCOL));
    }

    @Test
    void requestsThatDoNotUpgradeProperlyAreRefused() throws Exception {
        String start = "GET /sip HTTP/1.1\r\nHost: x\r\n";
        String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        String upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
        assertTrue(refusal(start + "\r\n").startsWith("HTTP/1.1 426"));
        assertTrue(refusal(start + upgrade + key + "Sec-WebSocket-Version: 8\r\n\r\n")
                .startsWith("HTTP/1.1 426"));
        assertTrue(
                refusal(start + upgrade + "Sec-WebSocket-Version: 13\r\n\r\n").startsWith("HTTP/1.1 400"));
        assertTrue(refusal(start + "Upgrade: websocket\r\nConnection: close\r\n" + key
                        + "Sec-WebSocket-Version: 13\r\n\r\n")
                .startsWith("HTTP/1.1 400"));
        assertTrue(refusal("POST /sip HTTP/1.1\r\nHost: x\r\n" + upgrade + key + "Sec-WebSocket-Version: 13\r\n\r\n")
                .startsWith("HTTP/1.1 405"));
        assertEquals(4, web.count(WebCounter.SOCKETS_REFUSED_HANDSHAKE));
    }

    private String refusal(String request) throws IOException {
        try (RawConnection raw = web.connect()) {
            return raw.say(request).answer();
        }
    }

    @Test
    void aMessageInPiecesArrivesWhole() throws Exception {
        try (RawConnection browser = web.webSocket()) {
            browser.send(RawConnection.TEXT, false, bytes("REGI"))
                    .send(RawConnection.PING, true, bytes("between"))
                    .send(RawConnection.CONTINUATION, false, bytes("ST"))
                    .send(RawConnection.CONTINUATION, true, bytes("ER"))
                    .text("next");
            assertEquals("REGISTER", web.flows.next());
            assertEquals("next", web.flows.next());
            Frame pong = browser.frame();
            assertEquals(RawConnection.PONG, pong.opcode());
            assertEquals("between", pong.text());
        }
    }

    @Test
    void aMessageOf64KilobytesPassesAndALargerOneEndsTheSocket() throws Exception {
        String largest = "x".repeat(64 * 1024);
        try (RawConnection browser = web.webSocket()) {
            assertEquals(largest, browser.text(largest) == null ? null : web.flows.next());
            browser.text(largest + "y");
            assertEquals(1009, browser.closeCode());
            assertTrue(browser.ends());
        }
        try (RawConnection browser = web.webSocket()) {
            browser.send(RawConnection.TEXT, false, bytes(largest)).send(RawConnection.CONTINUATION, true, bytes("y"));
            assertEquals(1009, browser.closeCode());
        }
        Wait.until("both flows closed", () -> web.flows.closed.get() == 2);
        Wait.until("both counted", () -> web.count(WebCounter.MESSAGES_TOO_BIG) == 2);
        assertNull(web.flows.received.poll());
    }

    @Test
    void aMessageOfTooManyPiecesEndsTheSocket() throws Exception {
        try (RawConnection browser = web.webSocket()) {
            browser.send(RawConnection.TEXT, false, bytes("x"));
            for (int i = 0; i < 1000; i++) {
                browser.send(RawConnection.CONTINUATION, false, new byte[0]);
            }
            assertEquals(1008, browser.closeCode());
        }
        assertEquals(1, web.count(WebCounter.MESSAGES_IN_PIECES));
    }

    @Test
    void brokenFramesEndOnlyTheirOwnSocket() throws Exception {
        try (RawConnection good = web.webSocket()) {
            int[][] broken = {
                {0x81, 0x01, 'x'}, // not masked
                {0xF1, 0x80, 0, 0, 0, 0}, // reserved bits: a compressed message
                {0x83, 0x80, 0, 0, 0, 0}, // unknown opcode
                {0x09, 0x80, 0, 0, 0, 0}, // a ping in pieces
                {0x80, 0x80, 0, 0, 0, 0}, // a continuation of nothing
                {0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0}, // eight exabytes
            };
            for (int[] frame : broken) {
                try (RawConnection bad = web.webSocket()) {
                    bad.bytes(frame);
                    assertTrue(bad.ends());
                }
            }
            Wait.until("all flows closed", () -> web.flows.closed.get() == broken.length);
            good.text("still here");
            assertEquals("still here", web.flows.next());
            assertEquals(1, web.server.openSockets());
        }
        Wait.until("everything is forgotten", () -> web.server.openSockets() == 0 && web.server.openConnections() == 0);
    }

    @Test
    void aBugInTheStackEndsOneSocket() throws Exception {
        try (RawConnection browser = web.webSocket();
                RawConnection other = web.webSocket()) {
            browser.text("break");
            assertEquals(1011, browser.closeCode());
            other.text("fine");
            assertEquals("fine", web.flows.next());
            assertEquals(1, web.flows.closed.get());
            assertEquals(1, web.count(WebCounter.SOCKETS_FAILED));
        }
    }

    @Test
    void theStackIsToldOnceWhenTheBrowserLeavesAndCannotSendAnyMore() throws Exception {
        try (RawConnection browser = web.webSocket()) {
            browser.send(RawConnection.CLOSE, true, new byte[] {0x03, (byte) 0xE8});
            assertEquals(1000, browser.closeCode());
            Wait.until("told", () -> web.flows.closed.get() == 1);
        }
        RawConnection lost = web.webSocket();
        lost.close();
        Wait.until("told", () -> web.flows.closed.get() == 2);
        for (FlowSocket socket : web.flows.sockets) {
            assertFalse(socket.send(bytes("too late")));
        }
        assertEquals(2, web.count(WebCounter.MESSAGES_NOT_SENT));
    }

    @Test
    void theStackMayCloseASocket() throws Exception {
        try (RawConnection browser = web.webSocket()) {
            browser.text("hello");
            web.flows.next();
            web.flows.sockets.getFirst().close();
            assertEquals(1000, browser.closeCode());
            Wait.until("told", () -> web.flows.closed.get() == 1);
        }
    }

    @Test
    void stoppingTellsEveryBrowserAndIsQuick() throws Exception {
        try (RawConnection browser = web.webSocket();
                RawConnection deaf = web.webSocket()) {
            browser.text("hello");
            web.flows.next();
            long start = System.nanoTime();
            web.close();
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis < 3_500, () -> "took " + millis + " ms");
            assertEquals(1001, browser.closeCode());
            assertTrue(deaf.ends());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
