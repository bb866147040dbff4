package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Five hundred calls that end in every way there is leave nothing behind; timers run ten times faster. */
class LeakTest {

    private static final int CALLS = 500;
    private static final int AT_ONCE = 40;
    private static final Optional<String> NO_SDP = Optional.empty();

    /** How a call goes; the called number tells the other side. */
    private enum Ending {
        CALLER_HANGS_UP,
        CALLED_HANGS_UP,
        BOTH_HANG_UP,
        BUSY,
        RINGS_AND_IS_REFUSED,
        CANCELLED_WHILE_RINGING,
        CANCELLED_AT_ONCE,
        ANSWERED_AND_CANCELLED,
        NOBODY_LISTENS_ON_TCP,
        SILENCE
    }

    private final Map<LegId, Ending> dialled = new ConcurrentHashMap<>();
    private final AtomicInteger ended = new AtomicInteger();
    private SipStack caller;
    private SipStack called;

    private void onCaller(SipEvent event) {
        Ending ending = dialled.get(event.leg());
        switch (event) {
            case SipEvent.Progress _
            when ending == Ending.CANCELLED_WHILE_RINGING || ending == Ending.ANSWERED_AND_CANCELLED ->
                caller.send(new SipCommand.Cancel(event.leg(), Optional.empty()));
            case SipEvent.Answered _
            when ending == Ending.CALLER_HANGS_UP || ending == Ending.BOTH_HANG_UP -> {
                caller.send(new SipCommand.HangUp(event.leg(), Optional.empty()));
                ended.incrementAndGet();
            }
            case SipEvent.Answered _
            when ending == Ending.ANSWERED_AND_CANCELLED -> {
                // The answer was there before the cancel: the cancel hangs up.
                ended.incrementAndGet();
            }
            case SipEvent.Refused _, SipEvent.HungUp _ -> ended.incrementAndGet();
            default -> {}
        }
    }

    private void onCalled(SipEvent event) {
        switch (event) {
            case SipEvent.InviteReceived invited -> {
                LegId leg = invited.leg();
                switch (Ending.valueOf(invited.target().user())) {
                    case CALLER_HANGS_UP -> answer(leg);
                    case CALLED_HANGS_UP, BOTH_HANG_UP -> {
                        answer(leg);
                        called.send(new SipCommand.HangUp(leg, Optional.empty()));
                    }
                    case BUSY -> refuse(leg);
                    case RINGS_AND_IS_REFUSED -> {
                        called.send(new SipCommand.Ring(leg, 180, NO_SDP));
                        refuse(leg);
                    }
                    case CANCELLED_WHILE_RINGING -> called.send(new SipCommand.Ring(leg, 180, NO_SDP));
                    case ANSWERED_AND_CANCELLED -> {
                        called.send(new SipCommand.Ring(leg, 183, Optional.of(StackFixture.SDP)));
                        answer(leg);
                    }
                    case CANCELLED_AT_ONCE, NOBODY_LISTENS_ON_TCP, SILENCE -> {}
                }
            }
            case SipEvent.Unacknowledged lost -> called.send(new SipCommand.HangUp(lost.leg(), Optional.empty()));
            default -> {}
        }
    }

    private void answer(LegId leg) {
        called.send(new SipCommand.Answer(leg, StackFixture.SDP));
    }

    private void refuse(LegId leg) {
        called.send(new SipCommand.Refuse(leg, 486, "Busy Here", Optional.empty(), 0));
    }

    private static SipStack start(int udp, int tcp, Consumer<SipEvent> events) {
        return SipStack.start(
                StackFixture.settings(udp, tcp, SipLimits.standard()),
                user -> Optional.empty(),
                source -> Optional.of("peer"),
                events,
                10);
    }

    private void dial(Ending ending, SipTransport transport, int port) {
        LegId leg = caller.newLeg();
        dialled.put(leg, ending);
        Party party = StackFixture.party("x");
        caller.send(new SipCommand.Invite(
                leg,
                new SipTarget.Trunk("peer", new InetSocketAddress(InetAddress.getLoopbackAddress(), port), transport),
                SipUri.of(ending.name(), "peer.test"),
                party,
                party,
                Optional.empty(),
                StackFixture.SDP));
        if (ending == Ending.CANCELLED_AT_ONCE) {
            caller.send(new SipCommand.Cancel(leg, Optional.empty()));
        }
    }

    @Test
    void callsThatEndInEveryWayLeaveNothingBehind() throws IOException {
        int callerUdp = StackFixture.freeUdpPort();
        int calledUdp = StackFixture.freeUdpPort();
        int calledTcp = StackFixture.freeTcpPort();
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            caller = start(callerUdp, StackFixture.freeTcpPort(), this::onCaller);
            called = start(calledUdp, calledTcp, this::onCalled);
            int callerTimers = caller.timers();
            int calledTimers = called.timers();
            Ending[] endings = Ending.values();
            int nobody = StackFixture.freeTcpPort();
            for (int i = 0; i < CALLS; i++) {
                Ending ending = endings[i % endings.length];
                boolean tcp = i / endings.length % 2 == 1;
                switch (ending) {
                    case NOBODY_LISTENS_ON_TCP -> dial(ending, SipTransport.TCP, nobody);
                    case SILENCE -> dial(ending, SipTransport.UDP, silent.getLocalPort());
                    default -> dial(ending, tcp ? SipTransport.TCP : SipTransport.UDP, tcp ? calledTcp : calledUdp);
                }
                StackFixture.await("room for another call", () -> caller.legs() < AT_ONCE);
            }
            StackFixture.await("the end of all calls", () -> ended.get() >= CALLS);
            StackFixture.await("no legs", () -> caller.legs() == 0 && called.legs() == 0);
            StackFixture.await("no transactions and dialogs", () -> caller.held() == 0 && called.held() == 0);
            StackFixture.await("no timers", () -> caller.timers() <= callerTimers && called.timers() <= calledTimers);
            assertEquals(CALLS, caller.counters().value(SipCounter.LEGS_ENDED));
            assertEquals(0, caller.counters().value(SipCounter.INTERNAL_ERRORS));
            assertEquals(0, called.counters().value(SipCounter.INTERNAL_ERRORS));
        } finally {
            caller.close();
            called.close();
        }
    }
}
