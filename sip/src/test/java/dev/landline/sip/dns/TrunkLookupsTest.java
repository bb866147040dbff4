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
import java.util.List;
import java.util.Optional;
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
}
