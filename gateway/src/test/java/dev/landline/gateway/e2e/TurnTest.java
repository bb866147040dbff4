package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Chromium, the gateway and coturn in network namespaces of their own. The far end of the trunk is SIPp, which sends back
 * the sound it gets, so that the person hears the own tone.
 */
class TurnTest {

    private static final int TURN = 2;
    private static final int GATEWAY = 3;
    private static final int BROWSER = 4;
    private static final int NAT = 5;
    private static final String SECRET = "of-the-relay-2026";
    private static final String NUMBER = "+442079461234";

    private final List<AutoCloseable> open = new ArrayList<>();
    private Network network;

    @BeforeEach
    void makeNetwork() {
        network = opened(new Network());
        turnServer();
    }

    @AfterEach
    void clear() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    private void turnServer() {
        List<String> command = new ArrayList<>(network.space(TURN));
        String address = network.address(TURN);
        Path folder = scratch("turn");
        command.addAll(List.of(
                "turnserver",
                "-n",
                "--listening-ip=" + address,
                "--relay-ip=" + address,
                "--listening-port=3478",
                "--use-auth-secret",
                "--static-auth-secret=" + SECRET,
                "--realm=landline.test",
                "--no-tls",
                "--no-dtls",
                "--no-cli",
                "--log-file=stdout",
                "--userdb=" + folder.resolve("turndb"),
                "--pidfile=" + folder.resolve("turn.pid")));
        opened(child("turn", folder, command));
    }

    /** Answers every call of the trunk and echoes its sound. */
    private void farEnd(List<String> inside, String address) {
        List<String> command = new ArrayList<>(inside);
        command.addAll(List.of(
                "sipp",
                "-sn",
                "uas",
                "-rtp_echo",
                "-i",
                address,
                "-p",
                "5062",
                "-mi",
                address,
                "-mp",
                "6000",
                "-nostdin"));
        opened(child("sipp", scratch("sipp"), command));
    }

    private static Path scratch(String name) {
        try {
            return Places.scratch(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Child child(String name, Path folder, List<String> command) {
        try {
            return Child.start(name, folder, command);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private GatewayFile gatewayFile(List<String> inside, String address) {
        return new GatewayFile()
                .in(inside, address)
                .secure()
                .with(
                        "trunks.far { host = \"%s\", port = 5062, transport = udp, codecs = [pcmu], options-interval = 0s }"
                                .formatted(address))
                .route("far", NUMBER);
    }

    private Tab call(GatewayFile file, List<String> browserInside, String page) throws IOException {
        opened(GatewayProcess.start(file));
        Browser browser = opened(Browser.start(browserInside));
        Tab alice = browser.open(page);
        alice.signIn("alice", GatewayFile.password("alice"));
        alice.dial(NUMBER);
        alice.awaitCall("in-call");
        return alice;
    }

    @Test
    void aBrowserWhoseUdpReachesOnlyTheTurnServerHearsThroughIt() throws IOException {
        List<String> gateway = network.space(GATEWAY);
        farEnd(gateway, network.address(GATEWAY));
        List<String> browser = network.space(BROWSER);
        String turn = network.address(TURN);
        Network.run(browser, "iptables -A OUTPUT -o lo -j ACCEPT");
        Network.run(browser, "iptables -A OUTPUT -p udp -d " + turn + " --dport 3478 -j ACCEPT");
        Network.run(browser, "iptables -A OUTPUT -p udp -j DROP");
        GatewayFile file = gatewayFile(gateway, network.address(GATEWAY))
                .with("turn { urls = [\"turn:%s:3478?transport=udp\"], secret = \"%s\" }".formatted(turn, SECRET));
        Tab alice = call(file, browser, file.page());
        alice.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        assertEquals("relay", alice.stats().getString("localCandidate"));
        alice.hangUp();
        alice.awaitEnded();
    }

    @Test
    void aGatewayBehindNatIsFoundThroughStun() throws IOException {
        List<String> router = network.space(NAT);
        List<String> gateway = network.behind(router, "10.99.0.2", "10.99.0.1");
        farEnd(gateway, "10.99.0.2");
        List<String> browser = network.space(BROWSER);
        String turn = network.address(TURN);
        GatewayFile file = gatewayFile(gateway, "10.99.0.2")
                .fullIce()
                .with("media.stun-servers = [\"%s:3478\"], turn.urls = [\"stun:%s:3478\"]".formatted(turn, turn));
        Network.run(
                router,
                "iptables -t nat -A PREROUTING -p tcp -d %s -j DNAT --to-destination 10.99.0.2"
                        .formatted(network.address(NAT)));
        GatewayFile seen = file.seenAt(network.address(NAT));
        Tab alice = call(seen, browser, seen.page());
        alice.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        assertNotEquals("host", alice.stats().getString("remoteCandidate"), "no browser can reach the inner address");
        alice.hangUp();
        alice.awaitEnded();
    }
}
