package dev.landline.gateway;

import dev.landline.gateway.call.TrunkWays;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.sip.SipTransport;
import dev.landline.sip.dns.TrunkLookups;
import dev.landline.sip.trunk.TrunkPlace;
import dev.landline.sip.trunk.TrunkTable;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The trunks of the configuration as they stand, and the DNS look-ups that find them. */
final class Trunks implements TrunkWays, AutoCloseable {

    private final TrunkTable table;
    private final TrunkLookups lookups;

    private Trunks(TrunkTable table, TrunkLookups lookups) {
        this.table = table;
        this.lookups = lookups;
    }

    /** Starts looking; returns when the first answers are there, or after three seconds. */
    static Trunks start(GatewayConfig config) {
        SecureRandom secret = new SecureRandom();
        TrunkTable table = new TrunkTable(
                config.trunks().values().stream()
                        .map(trunk -> trunk.settings(config.calls().trunkSilence()))
                        .toList(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble(),
                () -> {
                    byte[] bytes = new byte[8];
                    secret.nextBytes(bytes);
                    return HexFormat.of().formatHex(bytes);
                });
        List<SipTransport> spoken = new ArrayList<>();
        if (config.sip().udpPort() != 0) {
            spoken.add(SipTransport.UDP);
        }
        if (config.sip().tcpPort() != 0) {
            spoken.add(SipTransport.TCP);
        }
        spoken.add(SipTransport.TLS); // Connections of ours need no port.
        return new Trunks(
                table,
                TrunkLookups.start(
                        table, config.sip().dnsServers(), spoken, config.sip().address()));
    }

    TrunkTable table() {
        return table;
    }

    @Override
    public List<TrunkPlace> places(String trunk) {
        return table.route(trunk, this::chance);
    }

    /** The best place of a trunk now; empty while it cannot be found. */
    Optional<InetSocketAddress> target(String trunk) {
        return places(trunk).stream().findFirst().map(TrunkPlace::address);
    }

    @Override
    public int rank(String trunk) {
        return table.rank(trunk);
    }

    @Override
    public int chance(int below) {
        return ThreadLocalRandom.current().nextInt(below);
    }

    /** Searches for a trunk that found no place, since the start. */
    long unresolved() {
        return lookups.unresolved();
    }

    @Override
    public void close() {
        lookups.close();
    }
}
