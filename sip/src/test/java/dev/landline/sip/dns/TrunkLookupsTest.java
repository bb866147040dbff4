package dev.landline.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipTransport;
import dev.landline.sip.trunk.RegisterSettings;
import dev.landline.sip.trunk.TrunkPlace;
import dev.landline.sip.trunk.TrunkSettings;
import dev.landline.sip.trunk.TrunkTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TrunkLookupsTest {

    private static TrunkTable table(TrunkSettings... trunks) {
        return new TrunkTable(List.of(trunks), System::nanoTime, () -> 0.5, () -> "instance");
    }

    private static TrunkLookups start(TrunkTable table, DnsServerForTests server) {
        return TrunkLookups.start(
                table, List.of(server.address()), List.of(SipTransport.UDP), InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void afterTheStartTheTrunksAndTheirRegistrarsAreKnown() throws IOException {
        TrunkTable table = table(
                TrunkSettings.plain("numeric", "192.0.2.1", 0, SipTransport.UDP),
                TrunkSettings.plain("named", "carrier.test", 0, SipTransport.UDP)
                        .with(new RegisterSettings(
                                "registrar.test", 5070, "us", "carrier.test", 600, Optional.empty())));
        try (DnsServerForTests server = new DnsServerForTests()
                        .with("_sip._udp.carrier.test", "SRV", 60, "1 1 5080 a.carrier.test.")
                        .with("a.carrier.test", "A", 60, "192.0.2.2")
                        .with("registrar.test", "A", 60, "192.0.2.3");
                TrunkLookups lookups = start(table, server)) {
            assertEquals("192.0.2.1:5060/UDP", first(table, "numeric"));
            assertEquals("192.0.2.2:5080/UDP", first(table, "named"));
            assertEquals(
                    "192.0.2.3:5070/UDP", table.registrar("named").orElseThrow().toString());
            assertEquals(0, lookups.unresolved() + lookups.failures());
        }
    }

    private static String first(TrunkTable table, String trunk) {
        return table.route(trunk, most -> 0).stream()
                .findFirst()
                .map(TrunkPlace::toString)
                .orElse("nowhere");
    }

    @Test
    void aNameThatIsNowhereIsCountedAndLeavesTheTrunkNowhere() throws IOException {
        TrunkTable table = table(TrunkSettings.plain("lost", "nowhere.test", 0, SipTransport.UDP));
        try (DnsServerForTests server = new DnsServerForTests();
                TrunkLookups lookups = start(table, server)) {
            assertEquals("nowhere", first(table, "lost"));
            assertTrue(lookups.unresolved() > 0);
        }
    }

    private static void registered(TrunkTable table, String serviceRoute) {
        table.dueRegistration("named");
        table.withRegistration("named", registration -> registration.accepted(600, List.of(serviceRoute), table.now()));
    }

    private static void awaitFirst(TrunkTable table, String place) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!first(table, "named").equals(place)) {
            assertTrue(System.nanoTime() < deadline, () -> "calls go to " + first(table, "named"));
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void theEdgeThatARegistrarNamesIsFoundByItsNameAndTheNextOneToo() throws IOException {
        TrunkTable table = table(TrunkSettings.plain("named", "carrier.test", 5080, SipTransport.UDP)
                .with(new RegisterSettings("carrier.test", 5070, "us", "carrier.test", 600, Optional.empty())));
        try (DnsServerForTests server = new DnsServerForTests()
                        .with("carrier.test", "A", 60, "192.0.2.2")
                        .with("_sip._udp.edge.carrier.test", "SRV", 60, "1 1 5099 e.carrier.test.")
                        .with("e.carrier.test", "A", 60, "192.0.2.8")
                        .with("other.carrier.test", "A", 60, "192.0.2.9");
                TrunkLookups lookups = start(table, server)) {
            assertEquals("192.0.2.2:5080/UDP", first(table, "named"));
            registered(table, "sip:edge.carrier.test;lr");
            awaitFirst(table, "192.0.2.8:5099/UDP");
            assertTrue(table.isTarget("named", new InetSocketAddress("192.0.2.8", 5099)), "its challenges count");
            assertEquals(
                    List.of("192.0.2.8:5099/UDP", "192.0.2.2:5080/UDP"),
                    table.route("named", most -> 0).stream()
                            .map(TrunkPlace::toString)
                            .toList(),
                    "the trunk's own place comes after it");
            registered(table, "sip:other.carrier.test:5098;lr");
            awaitFirst(table, "192.0.2.9:5098/UDP");
            registered(table, "sip:nowhere.carrier.test;lr");
            assertEquals("192.0.2.2:5080/UDP", first(table, "named"), "not to an edge of before");
            assertEquals(0, lookups.failures());
        }
    }
}
