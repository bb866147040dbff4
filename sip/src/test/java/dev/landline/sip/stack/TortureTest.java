package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The messages of RFC 4475 and RFC 5118 over UDP, TCP and WebSocket: each gets what it deserves, and whoever asks after it
 * is answered.
 */
@Execution(ExecutionMode.CONCURRENT)
class TortureTest {

    private static final String TO = "<sip:+442079460958@landline.test>";
    /** Enough Call-IDs to reach every lane. */
    private static final int QUESTIONS = 6;

    private StackFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static Stream<TortureMessage> over(String transport) throws IOException, URISyntaxException {
        return TortureMessage.all().stream()
                .filter(message -> message.verdicts().containsKey(transport));
    }

    static Stream<TortureMessage> overUdp() throws IOException, URISyntaxException {
        return over("udp");
    }

    static Stream<TortureMessage> overTcp() throws IOException, URISyntaxException {
        return over("tcp");
    }

    static Stream<TortureMessage> overWebSocket() throws IOException, URISyntaxException {
        return over("browser");
    }

    @ParameterizedTest
    @MethodSource("overUdp")
    void aTrunkOnUdpGetsWhatItsMessageDeserves(TortureMessage message) {
        fixture.trunk.write(message.bytes("udp"));
        // RFC 3581 section 4: without rport an answer goes to the port in the Via, which is not the peer's.
        String verdict = message.verdicts().get("udp");
        if (verdict.equals("served")) {
            fixture.event(SipEvent.InviteReceived.class);
        } else {
            assertAnswered(verdict, fixture.trunk.inbox);
        }
        for (int i = 0; i < QUESTIONS; i++) {
            fixture.trunk.write(fixture.trunk.request("OPTIONS", "sip:a@b", TO, "alive" + i, 1, "", ""));
        }
        assertAlive(fixture.trunk.inbox);
    }

    @ParameterizedTest
    @MethodSource("overTcp")
    void aTrunkOnTcpGetsWhatItsMessageDeserves(TortureMessage message) throws IOException {
        try (TcpPeer peer = TcpPeer.dial(fixture.tcpPort)) {
            peer.write(new String(message.bytes("tcp"), StandardCharsets.UTF_8));
            assertAnswered(message.verdicts().get("tcp"), peer.inbox);
        }
        try (TcpPeer next = TcpPeer.dial(fixture.tcpPort)) {
            for (int i = 0; i < QUESTIONS; i++) {
                next.write(next.request("OPTIONS", TO, "alive" + i, 1, ""));
            }
            assertAlive(next.inbox);
        }
    }

    @ParameterizedTest
    @MethodSource("overWebSocket")
    void aBrowserGetsWhatItsMessageDeserves(TortureMessage message) {
        FakeBrowser browser = new FakeBrowser(fixture.stack, "alice", "a");
        browser.flow().received(message.bytes("browser"));
        assertAnswered(message.verdicts().get("browser"), browser.inbox);
        for (int i = 0; i < QUESTIONS; i++) {
            browser.write(browser.request("OPTIONS", "sip:landline.test", TO, "alive" + i, 1, "", ""));
        }
        assertAlive(browser.inbox);
    }

    private void assertAnswered(String verdict, Inbox<SipText> inbox) {
        switch (verdict) {
            case "silence" -> {}
            case "served" -> {
                SipEvent.InviteReceived invited = fixture.event(SipEvent.InviteReceived.class);
                fixture.stack.send(new SipCommand.Refuse(invited.leg(), 404, "Nobody", Optional.empty(), 0));
                assertEquals(404, theAnswer(inbox).status());
            }
            default -> assertEquals(Integer.parseInt(verdict), theAnswer(inbox).status());
        }
    }

    private static SipText theAnswer(Inbox<SipText> inbox) {
        return inbox.take("a final answer", text -> text.status() >= 200);
    }

    /** Whoever asks is answered, and nothing else was: a silence is a silence. */
    private void assertAlive(Inbox<SipText> inbox) {
        for (int i = 0; i < QUESTIONS; i++) {
            String callId = "alive" + i;
            assertEquals(
                    200,
                    inbox.take(
                                    "an answer to " + callId,
                                    text -> text.header("Call-ID").equals(callId))
                            .status());
        }
        assertTrue(
                inbox.staysWithout(
                        text -> text.status() >= 200 && !text.header("CSeq").contains("INVITE"), 1),
                "more than one answer");
        assertEquals(0, fixture.count(SipCounter.INTERNAL_ERRORS));
    }
}
