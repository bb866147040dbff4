package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.stir.SignedCall;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is shown to whom between a browser's WebSocket and a trunk of the real process. */
class CallerIdTest {

    private static final String SDP = """
            v=0
            o=- 1 1 IN IP4 127.0.0.7
            s=-
            c=IN IP4 127.0.0.7
            t=0 0
            m=audio 40000 RTP/AVP 0
            """.replace("\n", "\r\n");

    @TempDir
    static Path certificates;

    private static SignedCall carrier;
    private static DatagramSocket trunk;
    private static GatewayProcess gateway;
    private static SipWebSocketClient alice;

    @BeforeAll
    static void start() throws IOException {
        carrier = SignedCall.carrier(Instant.now());
        Files.writeString(certificates.resolve("one.pem"), carrier.pem());
        trunk = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.7"), 0));
        gateway = GatewayProcess.start(new GatewayFile()
                .with("trunks.carrier { host = \"127.0.0.7\", port = " + trunk.getLocalPort() + ", codecs = [pcmu] }")
                .with("identity.stir.certificates = \"" + certificates + "\"")
                .route("carrier", "+4420794602."));
        alice = SipWebSocketClient.connect(gateway);
        assertEquals(200, alice.registerWithPassword("alice", GatewayFile.password("alice")));
    }

    @AfterAll
    static void stop() {
        alice.close();
        gateway.close();
        trunk.close();
    }

    @Test
    void aNumberOfSomebodyElseIsNotShown() {
        String refusal = call("P-Preferred-Identity: <sip:" + GatewayFile.BOB_NUMBER + "@landline.internal>\r\n");
        assertEquals(403, SipWebSocketClient.status(refusal), refusal);
        assertTrue(refusal.startsWith("SIP/2.0 403 This number may not be shown as yours"), refusal);
    }

    @Test
    void aSignedNumberIsShownWithItsAttestation() throws IOException {
        String invite = shown(carrier.identity("442079460002", GatewayFile.ALICE_NUMBER.substring(1), Instant.now()));
        assertTrue(invite.contains("P-Asserted-Identity: <sip:+442079460002;verstat=TN-Validation-Passed@"), invite);
        assertTrue(invite.contains("Attestation-Info: A"), invite);
    }

    @Test
    void aNumberSignedForAnotherCallIsShownAsFailed() throws IOException {
        String invite = shown(carrier.identity("442079460003", GatewayFile.ALICE_NUMBER.substring(1), Instant.now()));
        assertTrue(invite.contains("P-Asserted-Identity: <sip:+442079460002;verstat=TN-Validation-Failed@"), invite);
        assertFalse(invite.contains("Attestation-Info"), invite);
    }

    @Test
    void aCallerWhoHidesIsNobodyToTheBrowser() throws IOException {
        String callId = UUID.randomUUID().toString();
        send(callId, "Privacy: id\r\nSubject: " + callId + "\r\n");
        String invite = alice.awaitMessageWith("<sip:anonymous@anonymous.invalid>");
        assertFalse(invite.contains("442079460002"), invite);
    }

    /** The INVITE that the browser gets for a call with this Identity header. */
    private static String shown(String identity) throws IOException {
        String callId = UUID.randomUUID().toString();
        send(callId, "Identity: " + identity + "\r\n");
        String verdict = identity.isEmpty() ? "INVITE" : "verstat=TN-Validation-";
        return alice.awaitMessageWith(verdict, callId);
    }

    private static void send(String callId, String headers) throws IOException {
        String local = "127.0.0.7:" + trunk.getLocalPort();
        String invite = "INVITE sip:" + GatewayFile.ALICE_NUMBER + "@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + local + ";branch=z9hG4bK" + callId + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: \"" + callId + "\" <sip:+442079460002@" + local + ">;tag=one\r\n"
                + "To: <sip:" + GatewayFile.ALICE_NUMBER + "@127.0.0.1>\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: 1 INVITE\r\n"
                + "Contact: <sip:" + local + ">\r\n"
                + headers
                + "Content-Type: application/sdp\r\n"
                + "Content-Length: " + SDP.length() + "\r\n\r\n" + SDP;
        byte[] bytes = invite.getBytes(StandardCharsets.UTF_8);
        trunk.send(new DatagramPacket(bytes, bytes.length, gateway.sip()));
    }

    private static String call(String headers) {
        String callId = UUID.randomUUID().toString();
        alice.send("INVITE sip:+442079460255@landline.internal SIP/2.0\r\n"
                + "Via: SIP/2.0/WS one.invalid;branch=z9hG4bK" + callId + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:alice@landline.internal>;tag=one\r\n"
                + "To: <sip:+442079460255@landline.internal>\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: 1 INVITE\r\n"
                + "Contact: <sip:alice@one.invalid;transport=ws>\r\n"
                + headers
                + "Content-Type: application/sdp\r\n"
                + "Content-Length: " + SDP.length() + "\r\n\r\n" + SDP);
        return alice.awaitMessageWith("SIP/2.0 4", callId);
    }
}
