package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several stacks in one process, as the gateway and its demo telephone network are. */
@Isolated("it looks for what earlier stacks left behind")
class TwoStacksTest {

    private static InetSocketAddress address(StackFixture of, SipTransport transport) {
        int port = switch (transport) {
            case UDP -> of.udpPort;
            case TCP -> of.tcpPort;
            case TLS -> of.tlsPort;
        };
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static void call(StackFixture from, StackFixture to, SipTransport transport) {
        LegId calling = from.callTrunk(transport, address(to, transport));
        LegId called = to.event(SipEvent.InviteReceived.class).leg();
        to.stack.send(new SipCommand.Ring(called, 183, Optional.of(StackFixture.SDP)));
        from.event(SipEvent.Progress.class);
        to.stack.send(new SipCommand.Answer(called, StackFixture.SDP));
        from.event(SipEvent.Answered.class);
        to.event(SipEvent.Acknowledged.class);
        from.stack.send(new SipCommand.HangUp(calling, Optional.empty()));
        to.event(SipEvent.HungUp.class);
        assertEquals(0, from.stack.legs());
        assertEquals(0, to.stack.legs());
    }

    @ParameterizedTest
    @EnumSource(SipTransport.class)
    void callEachOtherAndGoOnWhenAnotherOneStops(SipTransport transport) throws IOException {
        try (StackFixture one = new StackFixture();
                StackFixture two = new StackFixture()) {
            new StackFixture().close();
            call(one, two, transport);
            call(two, one, transport);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sip-") || name.startsWith("EventScanner"))
                .count();
    }

    @Test
    void aClosedStackLeavesNoThreadBehind() throws IOException {
        StackFixture.await("the end of earlier stacks", () -> threads() == 0);
        try (StackFixture one = new StackFixture()) {
            one.callTrunk(SipTransport.UDP, one.trunk.address());
            one.trunk.takeRequest("INVITE");
            assertTrue(threads() > 0);
        }
        StackFixture.await("no threads", () -> threads() == 0);
    }

    @Test
    void aStackDoesNotCallItself() throws IOException {
        try (StackFixture one = new StackFixture()) {
            one.callTrunk(SipTransport.UDP, address(one, SipTransport.UDP));
            assertTrue(one.event(SipEvent.Refused.class).local());
        }
    }

    @ParameterizedTest
    @EnumSource(SipTransport.class)
    void aPortInUseIsOneSentence(SipTransport transport) throws IOException {
        try (StackFixture one = new StackFixture()) {
            int udp = transport == SipTransport.UDP ? one.udpPort : StackFixture.freeUdpPort();
            int tcp = transport == SipTransport.TCP ? one.tcpPort : StackFixture.freeTcpPort();
            int tls = transport == SipTransport.TLS ? one.tlsPort : StackFixture.freeTcpPort();
            SipSettings same =
                    StackFixture.withTls(StackFixture.settings(udp, tcp, SipLimits.standard()), tls, Map.of());
            SipStartException refused = assertThrows(
                    SipStartException.class,
                    () -> SipStack.start(same, user -> Optional.empty(), source -> Optional.empty(), event -> {}));
            assertTrue(refused.getMessage().contains(transport + " port "), refused::getMessage);
            assertTrue(refused.getMessage().contains("in use"), refused::getMessage);
        }
    }
}
