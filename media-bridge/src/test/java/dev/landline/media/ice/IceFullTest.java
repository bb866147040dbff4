package dev.landline.media.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full ICE with ice4j's own agent at the other end, on loopback. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class IceFullTest {
    private static final long LONG_CONSENT = 30_000_000_000L;

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain for " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAgentIsNominatedWhoeverControls(boolean peerControls) throws Exception {
        try (LoopbackLoop loop = new LoopbackLoop(LONG_CONSENT);
                AgentPeer peer = new AgentPeer(peerControls)) {
            loop.connect(peer.description(List.of(peer.address())));
            peer.connect(loop.ice().credentials(), loop.address());
            until("nomination", () -> !loop.nominations.isEmpty());
            until("the peer's own end", peer::isEstablished);
            assertEquals(peer.address(), loop.nominations.peek());
            assertEquals(0, loop.refusedChecks.get());
        }
    }

    @Test
    void anAgentWhoseCandidatesAreUnknownIsLearnedFromItsChecks() throws Exception {
        try (LoopbackLoop loop = new LoopbackLoop(LONG_CONSENT);
                AgentPeer peer = new AgentPeer(true)) {
            loop.connect(peer.description(List.of()));
            peer.connect(loop.ice().credentials(), loop.address());
            until("nomination", () -> !loop.nominations.isEmpty());
            assertEquals(peer.address(), loop.nominations.peek());
        }
    }

    @Test
    void anAgentThatCannotReachUsIsKnockedAtAndComes() throws Exception {
        try (LoopbackLoop loop = new LoopbackLoop(LONG_CONSENT);
                AgentPeer peer = new AgentPeer(true)) {
            peer.connectBlind(loop.ice().credentials());
            loop.connect(peer.description(List.of(peer.address())));
            until("nomination", () -> !loop.nominations.isEmpty());
            until("the peer's own end", peer::isEstablished);
        }
    }

    @Test
    void anAgentWithTheWrongPasswordIsNeverHeard() throws Exception {
        try (LoopbackLoop loop = new LoopbackLoop(LONG_CONSENT);
                AgentPeer peer = new AgentPeer(true)) {
            loop.connect(peer.description(List.of()));
            String guess = "a-guess-of-22-characters";
            peer.connect(new IceCredentials(loop.ice().credentials().ufrag(), guess), loop.address());
            until("refused checks", () -> loop.refusedChecks.get() >= 3);
            assertTrue(loop.nominations.isEmpty());
            assertFalse(loop.ice().isKnown(peer.address()));
        }
    }

    @Test
    void checksBeforeTheDescriptionWaitForIt() throws Exception {
        try (LoopbackLoop loop = new LoopbackLoop(LONG_CONSENT);
                AgentPeer peer = new AgentPeer(true)) {
            peer.connect(loop.ice().credentials(), loop.address());
            until("an early check", () -> loop.earlyChecks.get() > 0);
            loop.connect(peer.description(List.of(peer.address())));
            until("nomination", () -> !loop.nominations.isEmpty());
        }
    }

    @Test
    void consentIsRenewedByAnswersAndMissedWithoutThem() throws Exception {
        try (LoopbackLoop loop = new LoopbackLoop(1_500_000_000L)) {
            AgentPeer peer = new AgentPeer(true);
            loop.connect(peer.description(List.of()));
            peer.connect(loop.ice().credentials(), loop.address());
            until("nomination", () -> !loop.nominations.isEmpty());
            long nominatedNanos = System.nanoTime();
            until("three times the consent", () -> System.nanoTime() - nominatedNanos > 4_500_000_000L);
            assertFalse(loop.consentLost);
            peer.close();
            until("the loss of consent", () -> loop.consentLost);
        }
    }

    @Test
    void theBrowserMayMoveToAnotherAddressThatAnsweredUs() throws Exception {
        try (LoopbackLoop loop = new LoopbackLoop(LONG_CONSENT);
                AgentPeer peer = new AgentPeer(true);
                DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            IceRemote description = peer.description(List.of());
            loop.connect(description);
            peer.connect(loop.ice().credentials(), loop.address());
            until("nomination", () -> !loop.nominations.isEmpty());
            String username = loop.ice().credentials().ufrag() + ":" + description.ufrag();
            InetSocketAddress otherAddress = (InetSocketAddress) other.getLocalSocketAddress();
            send(other, check(username, loop.ice().credentials().password(), true), loop.address());
            until("its address", () -> loop.ice().isKnown(otherAddress));
            assertEquals(1, loop.nominations.size(), "an address that has not answered us is not sent to");
            answerOneCheck(other, description.password());
            until("the move", () -> {
                sendUnchecked(other, check(username, loop.ice().credentials().password(), true), loop.address());
                return loop.nominations.size() > 1;
            });
            assertTrue(loop.nominations.contains(otherAddress));
        }
    }

    private static byte[] check(String username, String password, boolean useCandidate) {
        byte[] transaction = new byte[12];
        ThreadLocalRandom.current().nextBytes(transaction);
        return StunWriter.check(transaction, username, useCandidate)
                .integrity(password)
                .fingerprint();
    }

    private static void send(DatagramSocket from, byte[] datagram, InetSocketAddress to) throws Exception {
        from.send(new DatagramPacket(datagram, datagram.length, to));
    }

    private static void sendUnchecked(DatagramSocket from, byte[] datagram, InetSocketAddress to) {
        try {
            send(from, datagram, to);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Answers the first Binding request that comes, as the peer would. */
    private static void answerOneCheck(DatagramSocket socket, String password) throws Exception {
        socket.setSoTimeout(20_000);
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        do {
            packet.setLength(2048);
            socket.receive(packet);
        } while (ByteBuffer.wrap(packet.getData()).getShort(0) != 0x0001);
        byte[] transaction = Arrays.copyOfRange(packet.getData(), 8, 20);
        byte[] answer = StunWriter.successResponse(transaction)
                .mappedTo((InetSocketAddress) packet.getSocketAddress())
                .integrity(password)
                .fingerprint();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
    }

    @Test
    void aStunServerTellsTheOutsideAddress() throws Exception {
        InetSocketAddress outside = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.9"), 40_000);
        try (LoopbackLoop loop = new LoopbackLoop(LONG_CONSENT);
                DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serveStun(server, outside));
            InetSocketAddress named = InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort());
            List<IceCandidate> candidates = loop.ice().gather(List.of(named), 10_000);
            assertEquals(
                    List.of(IceCandidate.host(loop.address()), new IceCandidate(outside, Optional.of(loop.address()))),
                    candidates);
        }
    }

    private static void serveStun(DatagramSocket server, InetSocketAddress outside) {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                server.receive(packet);
                byte[] answer = StunWriter.successResponse(Arrays.copyOfRange(packet.getData(), 8, 20))
                        .mappedTo(outside)
                        .done();
                server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Test
    void aDeadStunServerCostsTheCallNoMoreThanItsPatience() throws Exception {
        try (LoopbackLoop loop = new LoopbackLoop(LONG_CONSENT);
                DatagramSocket mute = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress named = InetSocketAddress.createUnresolved("127.0.0.1", mute.getLocalPort());
            assertEquals(List.of(IceCandidate.host(loop.address())), loop.ice().gather(List.of(named), 100));
        }
    }

    @Test
    void fiftyCallsLeaveNoThreadAndNoDescriptor() throws Exception {
        callAndHangUp();
        until("the pools' threads", () -> iceThreads() == 0);
        long descriptors = descriptors();
        for (int call = 0; call < 50; call++) {
            callAndHangUp();
        }
        until("the end of all agents' threads", () -> iceThreads() == 0);
        // The peers are agents too, and ice4j leaves some of their sockets to the collector.
        until("the end of all agents' sockets beyond " + descriptors, () -> {
            System.gc();
            return descriptors() <= descriptors + 4;
        });
    }

    private static void callAndHangUp() throws Exception {
        try (LoopbackLoop loop = new LoopbackLoop(LONG_CONSENT);
                AgentPeer peer = new AgentPeer(true)) {
            loop.connect(peer.description(List.of()));
            peer.connect(loop.ice().credentials(), loop.address());
            until("nomination", () -> !loop.nominations.isEmpty());
        }
    }

    private static long iceThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("IceConnector")
                        || thread.getName().startsWith("loopback-loop")
                        || thread.getName().startsWith("ice-"))
                .count();
    }

    private static long descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
