package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import gov.nist.javax.sip.DialogTimeoutEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.Timeout;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A defect of ours ends the leg it happened on; it is counted, logged, and nothing else is lost. */
class DefectTest {

    private final Inbox<SipEvent> events = new Inbox<>();
    private SipStack stack;
    private FakeTrunk trunk;
    private int udp;
    /** What goes wrong in the receiver of events. */
    private volatile Consumer<SipEvent> defect = event -> {};

    @BeforeEach
    void start() throws IOException {
        udp = StackFixture.freeUdpPort();
        stack = SipStack.start(
                StackFixture.settings(udp, StackFixture.freeTcpPort(), SipLimits.standard()),
                user -> Optional.empty(),
                source -> Optional.of("carrier"),
                event -> {
                    events.add(event);
                    defect.accept(event);
                },
                1);
        trunk = new FakeTrunk(new InetSocketAddress(InetAddress.getLoopbackAddress(), udp));
    }

    @AfterEach
    void stop() {
        trunk.close();
        stack.close();
    }

    private <E extends SipEvent> E event(Class<E> type) {
        return type.cast(events.take(type.getSimpleName(), type::isInstance));
    }

    private SipText talking(String callId) {
        trunk.write(trunk.invite(callId, StackFixture.SDP));
        SipEvent.InviteReceived invited = event(SipEvent.InviteReceived.class);
        stack.send(new SipCommand.Answer(invited.leg(), StackFixture.SDP));
        SipText answered = trunk.inbox.take(
                "200", text -> text.status() == 200 && text.header("Call-ID").equals(callId));
        trunk.write(trunk.request("ACK", "sip:a@b", answered.header("To"), callId, 1, "", ""));
        event(SipEvent.Acknowledged.class);
        return answered;
    }

    private void info(SipText answered, String callId) {
        trunk.write(trunk.request("INFO", "sip:a@b", answered.header("To"), callId, 2, "", ""));
    }

    @Test
    void aDefectInsideACallHangsItUpAndTheOthersGoOn() {
        SipText broken = talking("broken");
        SipText sound = talking("sound");
        defect = event -> {
            if (event instanceof SipEvent.InfoReceived) {
                throw new IllegalStateException("injected");
            }
        };
        info(broken, "broken");
        SipText bye = trunk.takeRequest("BYE");
        assertEquals("broken", bye.header("Call-ID"));
        assertTrue(bye.header("Reason").contains("cause=41"), bye::toString);
        trunk.write(bye.answer(200, "OK", "", "", ""));
        event(SipEvent.HungUp.class);
        assertEquals(1, stack.counters().value(SipCounter.INTERNAL_ERRORS));

        defect = event -> {};
        info(sound, "sound");
        trunk.take(200, "INFO");
        assertEquals(1, stack.legs());
    }

    @Test
    void aDefectBeforeTheAnswerRefusesTheCall() {
        defect = event -> {
            if (event instanceof SipEvent.InviteReceived) {
                throw new IllegalStateException("injected");
            }
        };
        trunk.write(trunk.invite("early", StackFixture.SDP));
        assertEquals(
                480, trunk.inbox.take("a refusal", text -> text.status() >= 300).status());
        event(SipEvent.InviteReceived.class);
        event(SipEvent.HungUp.class);
        StackFixture.await("no leg", () -> stack.legs() == 0);
        defect = event -> {};
        talking("next");
    }

    /** Events with nothing in them make every callback fail at its first step. */
    @Test
    void everyCallbackSurvivesAndCounts() {
        SipCounters counters = new SipCounters();
        Lanes lanes = new Lanes("defect", 1, counters, 1);
        AtomicInteger told = new AtomicInteger();
        Core core = new Core(
                null,
                null,
                null,
                lanes,
                new Legs(1, counters),
                null,
                null,
                null,
                null,
                null,
                null,
                counters,
                event -> told.incrementAndGet());
        StackListener listener = new StackListener(core, null);
        try {
            listener.processRequest(new RequestEvent(this, null, null, null));
            listener.processResponse(new ResponseEvent(this, null, null, null));
            listener.processTimeout(new TimeoutEvent(this, (ClientTransaction) null, Timeout.TRANSACTION) {
                private static final long serialVersionUID = 1L;

                @Override
                public boolean isServerTransaction() {
                    throw new IllegalStateException("injected");
                }
            });
            listener.processDialogTimeout(new DialogTimeoutEvent(this, null, null));
            listener.processDialogTerminated(new DialogTerminatedEvent(this, (Dialog) null));
            listener.processTransactionTerminated(new TransactionTerminatedEvent(this, (ClientTransaction) null));
            assertEquals(6, counters.value(SipCounter.INTERNAL_ERRORS));
            listener.processIOException(new IOExceptionEvent(this, "127.0.0.1", 1, "udp"));
            assertEquals(1, counters.value(SipCounter.SEND_FAILED));
            assertEquals(0, told.get());
        } finally {
            lanes.close();
        }
    }
}
