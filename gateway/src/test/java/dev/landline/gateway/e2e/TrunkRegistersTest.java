package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Registration of the real process at a registrar that SIPp plays: it must be there before the gateway starts. */
class TrunkRegistersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static void register(String scenario, double registers) throws IOException {
        InetSocketAddress registrar =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 9, 7}), Ports.free());
        GatewayFile file =
                new GatewayFile().with("""
                        trunks.carrier {
                          host = "%s", port = %d, options-interval = 0s
                          username = us, password = top-secret
                          register { enabled = true, domain = carrier.test }
                        }
                        """.formatted(registrar.getAddress().getHostAddress(), registrar.getPort()));
        try (Sipp sipp = Sipp.scenario("trunks/" + scenario)
                        .on(registrar, Sipp.Transport.UDP)
                        .start();
                GatewayProcess gateway = GatewayProcess.start(file)) {
            Await.value(
                    () -> "registered and refreshed:\n" + gateway.log() + "\n" + sipp.messages(),
                    PATIENCE,
                    () -> Optional.of(gateway.metric("landline_sip_trunk_registers_total"))
                            .filter(sent -> sent >= registers && gateway.metric("landline_trunk_registered") == 1));
            gateway.stop();
            sipp.assertSucceeds();
            assertFalse(gateway.log().contains("top-secret"), "a password in the log");
        }
    }

    @Test
    void itRegistersRefreshesInTimeAndLeavesAtTheEnd() throws IOException {
        register("it-registers-refreshes-in-time-and-leaves-at-the-end", 2);
    }

    @Test
    void aRegistrationThatIsTooBriefIsAskedForAgainAndLonger() throws IOException {
        register("a-registration-that-is-too-brief-is-asked-for-again-and-longer", 2);
    }

    private static InetSocketAddress at(int third, int fourth) throws IOException {
        return new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, (byte) third, (byte) fourth}), Ports.free());
    }

    /** The edge is named by the one name that every machine knows; the trunk's own address answers nothing. */
    @Test
    void aCallGoesToTheEdgeThatTheRegistrarNamedByItsName() throws IOException {
        InetSocketAddress registrar = at(9, 8);
        InetSocketAddress edge = at(0, 1);
        InetSocketAddress caller = at(9, 9);
        String name = "localhost:" + edge.getPort();
        GatewayFile file = new GatewayFile().with("""
                        trunks.pbx { host = "%s", options-interval = 0s, codecs = [pcmu] }
                        trunks.carrier {
                          host = "%s", port = %d, options-interval = 0s, codecs = [pcmu]
                          username = us, password = top-secret
                          register { enabled = true, domain = carrier.test }
                        }
                        routes = [ { match = ".", from = [pbx], trunk = carrier } ]
                        """.formatted(
                caller.getAddress().getHostAddress(), registrar.getAddress().getHostAddress(), registrar.getPort()));
        try (Sipp registers = Sipp.scenario("partners/names-an-edge")
                        .on(registrar, Sipp.Transport.UDP)
                        .key("edge", name)
                        .start();
                Sipp edgeProxy = Sipp.scenario("trunks/a-call-goes-to-the-edge-that-the-registrar-named")
                        .on(edge, Sipp.Transport.UDP)
                        .start();
                GatewayProcess gateway = GatewayProcess.start(file)) {
            Await.until(
                    "the edge is found", PATIENCE, () -> gateway.log().contains("trunk=carrier service route found"));
            try (Sipp calls = Sipp.scenario("partners/calls-and-is-told-busy")
                    .on(caller, Sipp.Transport.UDP)
                    .from(GatewayFile.CALLER)
                    .key("rtp_port", "6000")
                    .key("payload_type", "0")
                    .key("codec", "PCMU")
                    .calls("+442079460255", gateway.sip())
                    .start()) {
                calls.assertSucceeds();
            }
            edgeProxy.assertSucceeds();
            gateway.stop();
            registers.assertSucceeds();
        }
    }
}
