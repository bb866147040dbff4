package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is refused before a transaction exists, and that calls go on meanwhile. */
class AdmissionTest {

    private static final String TO = "<sip:+442079460958@landline.test>";
    private static final Duration AGE = Duration.ofMillis(150);

    private static SipLimits limits(int trunkRate, int browserRate, int strangerRate) {
        return SipLimits.standard()
                .admitting(new AdmissionLimits(AGE, trunkRate, browserRate, strangerRate, 100, 1_000));
    }

    private static String options(FakeTrunk trunk, String callId) {
        return trunk.request("OPTIONS", "sip:a@b", TO, callId, 1, "", "");
    }

    private static SipText answer(FakeTrunk trunk, String callId) {
        return trunk.inbox.take(
                "an answer to " + callId,
                text -> text.isResponse()
                        && text.status() > 100
                        && text.header("Call-ID").equals(callId));
    }

    @Test
    void aTrunkThatAsksTooMuchGets503WithRetryAfterButItsCallsGoOn() throws IOException {
        try (StackFixture fixture = new StackFixture(1, limits(2, 50, 10))) {
            FakeTrunk trunk = fixture.trunk;
            trunk.write(trunk.invite("call", StackFixture.SDP));
            SipEvent.InviteReceived invited = fixture.event(SipEvent.InviteReceived.class);
            fixture.stack.send(new SipCommand.Answer(invited.leg(), StackFixture.SDP));
            SipText answered = answer(trunk, "call");
            for (int i = 0; i < 20; i++) {
                trunk.write(options(trunk, "o" + i));
            }
            assertEquals(200, answer(trunk, "o0").status());
            SipText refused = answer(trunk, "o19");
            assertEquals(503, refused.status());
            int seconds = Integer.parseInt(refused.header("Retry-After"));
            assertTrue(seconds >= 3 && seconds < 8, refused::toString);
            assertTrue(fixture.count(SipCounter.REFUSED_RATE) >= 10);

            trunk.write(trunk.request("ACK", "sip:a@b", answered.header("To"), "call", 1, "", ""));
            fixture.event(SipEvent.Acknowledged.class);
            trunk.write(trunk.request("BYE", "sip:a@b", answered.header("To"), "call", 2, "", ""));
            fixture.event(SipEvent.HungUp.class);
        }
    }

    @Test
    void aStrangersFloodIsNotAnswered() throws IOException {
        try (StackFixture fixture = new StackFixture(1, limits(500, 50, 1));
                FakeTrunk stranger = new FakeTrunk(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), fixture.udpPort),
                        InetAddress.ofLiteral("127.0.0.66"))) {
            for (int i = 0; i < 10; i++) {
                stranger.write(options(stranger, "s" + i));
            }
            assertEquals(403, answer(stranger, "s0").status());
            assertEquals(403, answer(stranger, "s1").status());
            StackFixture.await("silence", () -> fixture.count(SipCounter.DROPPED_FLOOD) >= 7);
            fixture.trunk.write(options(fixture.trunk, "others"));
            assertEquals(200, answer(fixture.trunk, "others").status());
        }
    }

    @Test
    void aBrowserThatAsksTooMuchGets503() throws IOException {
        try (StackFixture fixture = new StackFixture(1, limits(500, 1, 10))) {
            FakeBrowser browser = new FakeBrowser(fixture.stack, "alice", "a");
            for (int i = 0; i < 6; i++) {
                String options = options(fixture.trunk, "b" + i).replace("SIP/2.0/UDP", "SIP/2.0/WS");
                browser.flow().received(options.getBytes(StandardCharsets.UTF_8));
            }
            StackFixture.await("refusals", () -> fixture.count(SipCounter.REFUSED_RATE) >= 3);
        }
    }

    @Test
    void aFullGatewayRefusesCallsBeforeTheyBegin() throws IOException {
        try (StackFixture fixture = new StackFixture()) {
            fixture.stack.refuseCallsWhile(() -> true);
            FakeTrunk trunk = fixture.trunk;
            trunk.write(trunk.invite("full", StackFixture.SDP));
            SipText refused = answer(trunk, "full");
            assertEquals(503, refused.status());
            assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
            assertEquals(0, fixture.count(SipCounter.LEGS_STARTED));
            trunk.write(options(trunk, "still-there"));
            assertEquals(200, answer(trunk, "still-there").status());

            trunk.write(trunk.request("ACK", "sip:a@b", refused.header("To"), "full", 1, "", ""));
            StackFixture.await("the ACK", () -> fixture.count(SipCounter.ACKS_OF_REFUSALS) == 1);

            fixture.stack.refuseCallsWhile(() -> false);
            trunk.write(trunk.invite("room", StackFixture.SDP));
            fixture.event(SipEvent.InviteReceived.class);
        }
    }

    @Test
    void aQueueThatIsOldRefusesWhatOpensACallAndIsServedLater() throws IOException {
        int udp = StackFixture.freeUdpPort();
        CountDownLatch stuck = new CountDownLatch(1);
        SipStack stack = SipStack.start(
                StackFixture.settings(udp, StackFixture.freeTcpPort(), SipLimits.standard()),
                user -> Optional.empty(),
                source -> Optional.of("carrier"),
                event -> waitFor(stuck),
                1);
        try (FakeTrunk trunk = new FakeTrunk(new InetSocketAddress(InetAddress.getLoopbackAddress(), udp))) {
            int[] calls = {0};
            StackFixture.await("a refusal because of the queue", () -> {
                trunk.write(trunk.invite("q" + calls[0]++, StackFixture.SDP));
                return stack.counters().value(SipCounter.REFUSED_QUEUE) > 0;
            });
            SipText refused = trunk.take(503, "INVITE");
            assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
            stuck.countDown();
            StackFixture.await("an empty queue", () -> {
                trunk.write(options(trunk, "later" + calls[0]++));
                return !trunk.inbox.staysWithout(text -> text.status() == 200, 50);
            });
        } finally {
            stuck.countDown();
            stack.close();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
