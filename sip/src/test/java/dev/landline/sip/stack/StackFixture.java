package dev.landline.sip.stack;

import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.registrar.Account;
import dev.landline.sip.tls.TestCertificates;
import dev.landline.sip.tls.TlsTerms;
import dev.landline.sip.trunk.TrunkDirectory;
import dev.landline.sip.trunk.TrunkPeer;
import dev.landline.sip.trunk.TrunkPeers;
import dev.landline.sip.trunk.TrunkSettings;
import dev.landline.sip.trunk.TrunkWire;
import dev.landline.sip.trunk.TrunkWires;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A stack on free loopback ports with two accounts, a trunk on UDP and everything it reports. */
final class StackFixture implements AutoCloseable {

    static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            "m=audio 40000 RTP/AVP 0",
            "");
    private static final Map<String, Account> ACCOUNTS = Map.of(
            "alice", new Account("alice", "Alice", "wonderland"),
            "bob", new Account("bob", "Bob", "builder"));

    static final TestCertificates ISSUER = new TestCertificates("Issuer of tests");
    static final TestCertificates.Issued OURS = ISSUER.issue("gateway", "IP:127.0.0.1");

    final Inbox<SipEvent> events = new Inbox<>();
    final SipStack stack;
    final int udpPort;
    final int tcpPort;
    final int tlsPort;
    final FakeTrunk trunk;
    /** Source ports that are no trunk, although they are on the trunk's address. */
    final Set<Integer> strangers = ConcurrentHashMap.newKeySet();
    /** What the stack knows of a trunk, by its name; may be changed while it runs. */
    final Map<String, TrunkSettings> trunkSettings = new ConcurrentHashMap<>();

    StackFixture() throws IOException {
        this(1, SipLimits.standard());
    }

    StackFixture(double timerSpeed, SipLimits limits) throws IOException {
        this(timerSpeed, limits, Map.of("carrier", wire(TlsTerms.of("127.0.0.1"))));
    }

    /** @param wires of the trunk "carrier", and of trunks that are only called */
    StackFixture(double timerSpeed, SipLimits limits, Map<String, TrunkWire> wires) throws IOException {
        udpPort = freeUdpPort();
        tcpPort = freeTcpPort();
        tlsPort = freeTcpPort();
        trunk = new FakeTrunk(new InetSocketAddress(InetAddress.getLoopbackAddress(), udpPort));
        TrunkPeers trunks =
                new TrunkPeers(List.of(new TrunkPeer("carrier", List.of(InetAddress.getLoopbackAddress()), 0)));
        TrunkDirectory directory = new TrunkDirectory() {
            @Override
            public Optional<String> trunkAt(InetSocketAddress source) {
                return strangers.contains(source.getPort()) ? Optional.empty() : trunks.trunkAt(source);
            }

            @Override
            public Optional<TrunkSettings> settings(String name) {
                return Optional.ofNullable(trunkSettings.get(name));
            }

            @Override
            public boolean isTarget(String name, InetSocketAddress address) {
                return name.equals("carrier") && address.equals(trunk.address());
            }
        };
        stack = SipStack.start(
                withTls(settings(udpPort, tcpPort, limits), tlsPort, wires),
                user -> Optional.ofNullable(ACCOUNTS.get(user)),
                directory,
                events::add,
                timerSpeed);
    }

    static SipSettings settings(int udpPort, int tcpPort, SipLimits limits) {
        return new SipSettings(
                InetAddress.getLoopbackAddress(), Optional.empty(), udpPort, tcpPort, "landline.test", limits);
    }

    /** With a certificate for 127.0.0.1. */
    static SipSettings withTls(SipSettings settings, int port, Map<String, TrunkWire> wires) {
        return new SipSettings(
                settings.address(),
                settings.advertise(),
                settings.udpPort(),
                settings.tcpPort(),
                new TlsPort(port, Optional.empty(), Optional.of(OURS.identity())),
                new TrunkWires(wires),
                settings.domain(),
                settings.limits());
    }

    /** Certificates of {@link #ISSUER} are trusted, and nothing is said while nothing is to be said. */
    static TrunkWire wire(TlsTerms terms) {
        return new TrunkWire(
                Duration.ZERO,
                false,
                new TlsTerms(terms.name(), List.of(ISSUER.root()), terms.wildcards(), terms.requiresCertificate()));
    }

    static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static int freeTcpPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    <E extends SipEvent> E event(Class<E> type) {
        return type.cast(events.take(type.getSimpleName(), type::isInstance));
    }

    /** Waits for a state that nothing reports. */
    static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + 15_000_000_000L;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + " did not come about");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    long count(SipCounter counter) {
        return stack.counters().value(counter);
    }

    static Party party(String user) {
        return new Party("", SipUri.of(user, "landline.test"));
    }

    /** Calls the trunk. */
    LegId callTrunk(SipTransport transport, InetSocketAddress address) {
        return callTrunk("carrier", transport, address);
    }

    LegId callTrunk(String trunk, SipTransport transport, InetSocketAddress address) {
        return callTrunk(trunk, transport, address, SDP);
    }

    LegId callTrunk(String trunk, SipTransport transport, InetSocketAddress address, String sdp) {
        LegId leg = stack.newLeg();
        stack.send(invite(trunk, leg, transport, address, sdp));
        return leg;
    }

    /** A call to the trunk. */
    static SipCommand.Invite invite(
            String trunk, LegId leg, SipTransport transport, InetSocketAddress address, String sdp) {
        return new SipCommand.Invite(
                leg,
                new SipTarget.Trunk(trunk, address, transport),
                SipUri.of("+442079460958", "carrier.test"),
                party("+442079460100"),
                party("+442079460958"),
                Optional.of(party("+442079460100")),
                sdp);
    }

    LegId callBrowser(FakeBrowser browser) {
        LegId leg = stack.newLeg();
        stack.send(new SipCommand.Invite(
                leg,
                new SipTarget.Browser(
                        browser.user,
                        browser.flow().id(),
                        SipUri.parse(browser.contact).orElseThrow()),
                SipUri.of(browser.user, "landline.test"),
                party("+442079460001"),
                party(browser.user),
                Optional.empty(),
                SDP));
        return leg;
    }

    @Override
    public void close() {
        trunk.close();
        stack.close();
    }
}
