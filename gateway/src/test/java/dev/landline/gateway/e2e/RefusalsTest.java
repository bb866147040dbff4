package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the gateway turns away at its public port: each gets its refusal and is counted, and the next one is served. */
class RefusalsTest {

    private static GatewayProcess gateway;

    @BeforeAll
    static void open() throws IOException {
        gateway = GatewayProcess.start(new GatewayFile());
    }

    @AfterAll
    static void close() {
        try (GatewayProcess stopping = gateway) {
            stopping.stop();
            assertFalse(stopping.log().contains(GatewayFile.password("alice")), "a password in the log");
        }
    }

    @AfterEach
    void theNextOneIsServed() {
        try (SipWebSocketClient client = SipWebSocketClient.connect(gateway)) {
            assertEquals(200, client.registerWithPassword("alice", GatewayFile.password("alice")));
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndCounted() {
        double before = gateway.metric("landline_sip_authentication_failed_total");
        try (SipWebSocketClient client = SipWebSocketClient.connect(gateway)) {
            int status = client.registerWithPassword("bob", "guess");
            assertTrue(status == 401 || status == 403, () -> "status " + status);
        }
        gateway.awaitGrowth(before, "landline_sip_authentication_failed_total");
    }

    @Test
    void anUnknownUserIsAnsweredExactlyAsAWrongPassword() {
        double before = gateway.metric("landline_sip_authentication_failed_total");
        try (SipWebSocketClient known = SipWebSocketClient.connect(gateway);
                SipWebSocketClient unknown = SipWebSocketClient.connect(gateway)) {
            assertEquals(
                    SipWebSocketClient.status(known.register("bob", Optional.empty())),
                    SipWebSocketClient.status(unknown.register("nobody", Optional.empty())));
            assertEquals(known.registerWithPassword("bob", "guess"), unknown.registerWithPassword("nobody", "guess"));
        }
        gateway.awaitGrowth(before, "landline_sip_authentication_failed_total");
    }

    @Test
    void aWebSocketWithoutTheSubProtocolSipIsRefused() {
        double before = gateway.metric("landline_websocket_refused_protocol_total");
        String origin = "http://" + gateway.authority();
        assertEquals(400, SipWebSocketClient.handshake(gateway, origin, "xmpp"));
        assertEquals(400, SipWebSocketClient.handshake(gateway, origin, ""));
        assertEquals(101, SipWebSocketClient.handshake(gateway, origin, "sip"));
        gateway.awaitGrowth(before, "landline_websocket_refused_protocol_total");
    }

    @Test
    void aWebSocketOfAForeignPageIsRefused() {
        double before = gateway.metric("landline_websocket_refused_origin_total");
        for (String origin : List.of("https://evil.example", "null", "", "http://127.0.0.1:1")) {
            assertEquals(403, SipWebSocketClient.handshake(gateway, origin, "sip"), origin);
        }
        gateway.awaitGrowth(before, "landline_websocket_refused_origin_total");
    }

    @Test
    void anOversizedMessageEndsItsConnectionOnly() {
        double before = gateway.metric("landline_websocket_messages_too_big_total");
        try (SipWebSocketClient client = SipWebSocketClient.connect(gateway)) {
            client.send("REGISTER sip:landline.internal SIP/2.0\r\nX-Long: " + "x".repeat(70_000) + "\r\n\r\n");
            client.awaitClosed();
        }
        gateway.awaitGrowth(before, "landline_websocket_messages_too_big_total");
    }

    @Test
    void malformedMessagesAreCountedAndTheSameConnectionGoesOn() {
        double garbage = gateway.metric("landline_sip_dropped_garbage_total");
        double malformed = gateway.metric("landline_sip_refused_malformed_total");
        try (SipWebSocketClient client = SipWebSocketClient.connect(gateway)) {
            client.send("this is not SIP at all\r\n\r\n");
            client.send(String.join(
                    "\r\n",
                    "REGISTER sip:landline.internal SIP/2.0",
                    "Via: SIP/2.0/WS x.invalid;branch=z9hG4bKtwice",
                    "Max-Forwards: 70",
                    "From: <sip:alice@landline.internal>;tag=two",
                    "To: <sip:alice@landline.internal>",
                    "Call-ID: first-of-two",
                    "Call-ID: second-of-two",
                    "CSeq: 1 REGISTER",
                    "Content-Length: 0",
                    "",
                    ""));
            gateway.awaitGrowth(garbage, "landline_sip_dropped_garbage_total");
            gateway.awaitGrowth(malformed, "landline_sip_refused_malformed_total");
            assertEquals(200, client.registerWithPassword("alice", GatewayFile.password("alice")));
        }
    }

    @Test
    void aCallWithoutSigningInIsChallenged() {
        double before = gateway.metric("landline_sip_challenges_total");
        try (SipWebSocketClient client = SipWebSocketClient.connect(gateway)) {
            client.send(String.join(
                    "\r\n",
                    "INVITE sip:+442079460255@landline.internal SIP/2.0",
                    "Via: SIP/2.0/WS x.invalid;branch=z9hG4bKstranger",
                    "Max-Forwards: 70",
                    "From: <sip:alice@landline.internal>;tag=three",
                    "To: <sip:+442079460255@landline.internal>",
                    "Call-ID: not-signed-in",
                    "CSeq: 1 INVITE",
                    "Contact: <sip:alice@x.invalid;transport=ws>",
                    "Content-Length: 0",
                    "",
                    ""));
            String answer = client.awaitMessageWith("-Authenticate: Digest");
            assertTrue(answer.startsWith("SIP/2.0 401 ") || answer.startsWith("SIP/2.0 407 "), answer);
        }
        gateway.awaitGrowth(before, "landline_sip_challenges_total");
        assertEquals(0, gateway.metric("landline_calls_active"));
    }
}
