package dev.landline.gateway.cli;

import dev.landline.gateway.call.TrunkWays;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.sip.SipTransport;
import dev.landline.sip.dns.TargetQuery;
import dev.landline.sip.dns.TargetSearch;
import dev.landline.sip.dns.Targets;
import dev.landline.sip.trunk.Candidate;
import dev.landline.sip.trunk.RegisterSettings;
import dev.landline.sip.trunk.TrunkDirectory;
import dev.landline.sip.trunk.TrunkPlace;
import dev.landline.sip.trunk.TrunkSettings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The trunks of a configuration, each looked up in DNS once, when it is asked for: a command lives for seconds. Nothing is
 * known of their health, so all places take calls.
 */
final class TrunkLookup implements TrunkWays, TrunkDirectory {

    private final GatewayConfig config;
    private final TargetSearch search;
    private final Map<String, Targets> found = new ConcurrentHashMap<>();

    TrunkLookup(GatewayConfig config) {
        this.config = config;
        List<SipTransport> spoken = new ArrayList<>();
        if (config.sip().udpPort() != 0) {
            spoken.add(SipTransport.UDP);
        }
        if (config.sip().tcpPort() != 0) {
            spoken.add(SipTransport.TCP);
        }
        spoken.add(SipTransport.TLS); // Connections of ours need no port.
        this.search =
                new TargetSearch(config.sip().dnsServers(), spoken, config.sip().address());
    }

    /** Where a trunk's calls are sent. */
    Targets find(TrunkConfig trunk) {
        return found.computeIfAbsent(trunk.name(), _ -> search.find(query(trunk, trunk.host(), trunk.port())));
    }

    /** Where our registration is sent. */
    Targets find(TrunkConfig trunk, RegisterSettings register) {
        return search.find(query(trunk, register.registrar(), register.port()));
    }

    private static TargetQuery query(TrunkConfig trunk, String host, int port) {
        return new TargetQuery(
                host, port, trunk.signalling().anyTransport() ? Optional.empty() : Optional.of(trunk.transport()));
    }

    @Override
    public List<TrunkPlace> places(String trunk) {
        return Optional.ofNullable(config.trunks().get(trunk)).stream()
                .flatMap(known -> find(known).candidates().stream())
                .map(Candidate::place)
                .toList();
    }

    @Override
    public Optional<String> trunkAt(InetSocketAddress source) {
        return config.trunks().keySet().stream()
                .filter(trunk -> places(trunk).stream()
                        .anyMatch(place -> place.address().getAddress().equals(source.getAddress())))
                .findFirst();
    }

    @Override
    public Optional<TrunkSettings> settings(String trunk) {
        return Optional.ofNullable(config.trunks().get(trunk))
                .map(known -> known.settings(config.calls().trunkSilence()));
    }

    @Override
    public boolean isTarget(String trunk, InetSocketAddress address) {
        return places(trunk).stream().anyMatch(place -> place.address().equals(address));
    }
}
