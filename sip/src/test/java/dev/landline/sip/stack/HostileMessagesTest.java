package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of damaged messages: each is answered or dropped, none is a bug, and nothing stays behind. */
class HostileMessagesTest {

    /** What is refused for its rate is never looked into, and on a fast machine that would be nearly all of it. */
    private static final AdmissionLimits EVERYTHING =
            new AdmissionLimits(Duration.ofSeconds(30), 1_000_000, 1_000_000, 1_000_000, 10_000, 1_000);

    private static final int MUTANTS = 3_000;
    private static final int DAMAGED_CALLS = 300;
    private static final String TO = "<sip:+442079460958@landline.test>";
    private static final List<String> PIECES = List.of(
            "\r\n",
            "\r\n\r\n",
            ":",
            ";",
            ",",
            "<",
            ">",
            "\"",
            "@",
            "%00",
            "\0",
            "\u00ff",
            "sip:",
            "tel:",
            "-1",
            "99999999999",
            ";tag=",
            ";lr",
            "()",
            "((((((((",
            "*",
            "Via: SIP/2.0/UDP x",
            "Contact: *",
            "Reason: ",
            "Route: <sip:x;lr>",
            "Record-Route: <sip:192.0.2.1>",
            "P-Asserted-Identity: x",
            "Content-Type: ;",
            "Expires: -5",
            "   ",
            "\t");

    private final Random random = new Random(20_260);

    private static String seed(FakeTrunk trunk, int number) {
        String callId = "h" + number;
        return switch (number % 6) {
            case 0, 1 ->
                trunk.invite(callId, StackFixture.SDP)
                        .replace(
                                "\r\nContent-Type",
                                "\r\nP-Asserted-Identity: \"A\" <tel:+44207>\r\nReason: Q.850;cause=16;text=\"x\"\r\nContent-Type");
            case 2 -> trunk.request("OPTIONS", "sip:a@b", TO, callId, 1, "Accept: a/b\r\n", "");
            case 3 -> trunk.request("BYE", "sip:a@b", TO + ";tag=1", callId, 2, "Reason: SIP;cause=1\r\n", "");
            case 4 -> trunk.request("CANCEL", "sip:a@b", TO, callId, 1, "", "");
            default -> trunk.request("REGISTER", "sip:a@b", TO, callId, 1, "Expires: 60\r\n", "");
        };
    }

    private byte[] mutant(String sane) {
        StringBuilder text = new StringBuilder(sane);
        int wounds = 1 + random.nextInt(3);
        for (int i = 0; i < wounds; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(12)));
                case 2 -> text.setCharAt(at, (char) random.nextInt(256));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
            }
            if (text.isEmpty()) {
                text.append('x');
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void damagedMessagesAreAnsweredOrDroppedAndLeaveNothingBehind() throws IOException {
        int udp = StackFixture.freeUdpPort();
        SipStack[] stack = new SipStack[1];
        stack[0] = SipStack.start(
                StackFixture.settings(
                        udp, StackFixture.freeTcpPort(), SipLimits.standard().admitting(EVERYTHING)),
                user -> Optional.empty(),
                source -> Optional.of("carrier"),
                event -> {
                    if (event instanceof SipEvent.InviteReceived invited) {
                        stack[0].send(new SipCommand.Refuse(invited.leg(), 404, "No", Optional.empty(), 0));
                    }
                },
                40);
        try (FakeTrunk trunk = new FakeTrunk(new InetSocketAddress(InetAddress.getLoopbackAddress(), udp))) {
            FakeBrowser browser = new FakeBrowser(stack[0], "alice", "a");
            for (int i = 0; i < MUTANTS; i++) {
                byte[] mutant = mutant(seed(trunk, i));
                trunk.write(mutant);
                browser.flow()
                        .received(new String(mutant, StandardCharsets.ISO_8859_1)
                                .replace("SIP/2.0/UDP", "SIP/2.0/WS")
                                .getBytes(StandardCharsets.ISO_8859_1));
                if (i % 200 == 0) {
                    isAlive(trunk, i);
                }
            }
            isAlive(trunk, MUTANTS);
            StackFixture.await("no legs", () -> stack[0].legs() == 0);
            StackFixture.await("an empty stack", () -> stack[0].held() == 0);
            assertEquals(0, stack[0].counters().value(SipCounter.INTERNAL_ERRORS));
            assertTrue(stack[0].counters().value(SipCounter.REFUSED_MALFORMED) > 100);
            assertTrue(stack[0].counters().value(SipCounter.LEGS_STARTED) > 100);
        } finally {
            stack[0].close();
        }
    }

    @Test
    void damagedAnswersEndTheirCallOrAreIgnored() throws IOException {
        try (StackFixture fixture = new StackFixture(40, SipLimits.standard())) {
            FakeTrunk trunk = fixture.trunk;
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < DAMAGED_CALLS; i++) {
                fixture.callTrunk(SipTransport.UDP, trunk.address());
                // Not a repetition of the INVITE before.
                SipText invite = trunk.inbox.take(
                        "a new INVITE",
                        text -> text.startLine().startsWith("INVITE") && seen.add(text.header("Call-ID")));
                String contact = trunk.contact();
                trunk.write(mutant(invite.answer(180, "Ringing", "t" + i, contact, "")));
                trunk.write(mutant(invite.answer(200, "OK", "t" + i, contact, StackFixture.SDP)));
                trunk.write(mutant(invite.answer(486, "Busy", "t" + i, "Reason: Q.850;cause=17\r\n", "")));
                trunk.write(invite.answer(486, "Busy Here", "t" + i, "", ""));
                SipEvent end = fixture.events.take(
                        "an end", event -> event instanceof SipEvent.Answered || event instanceof SipEvent.Refused);
                if (end instanceof SipEvent.Answered) {
                    fixture.stack.send(new SipCommand.HangUp(end.leg(), Optional.empty()));
                }
            }
            StackFixture.await("no legs", () -> fixture.stack.legs() == 0);
            StackFixture.await("an empty stack", () -> fixture.stack.held() == 0);
            assertEquals(0, fixture.count(SipCounter.INTERNAL_ERRORS));
        }
    }

    private static void isAlive(FakeTrunk trunk, int number) {
        String callId = "alive" + number;
        trunk.write(trunk.request("OPTIONS", "sip:a@b", TO, callId, 1, "", ""));
        trunk.inbox.take(
                "an answer to " + callId, text -> text.header("Call-ID").equals(callId) && text.status() == 200);
    }
}
