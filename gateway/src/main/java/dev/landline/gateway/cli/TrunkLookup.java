package dev.landline.gateway.cli;

import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.sip.trunk.TrunkDirectory;
import dev.landline.sip.trunk.TrunkPlace;
import dev.landline.sip.trunk.TrunkSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The trunks of a configuration, their names looked up when they are asked for: a command lives for seconds. */
final class TrunkLookup implements TrunkDirectory {

    private final GatewayConfig config;

    TrunkLookup(GatewayConfig config) {
        this.config = config;
    }

    /** Every address of a trunk's host, as the system's resolver gives them. */
    static List<InetAddress> addresses(TrunkConfig trunk) {
        try {
            return List.of(InetAddress.getAllByName(trunk.host()));
        } catch (UnknownHostException _) {
            return List.of();
        }
    }

    Optional<InetSocketAddress> target(String trunk) {
        return Optional.ofNullable(config.trunks().get(trunk))
                .flatMap(known -> addresses(known).stream()
                        .findFirst()
                        .map(address ->
                                new InetSocketAddress(address, known.portOrUsual())));
    }

    /** The places of a trunk as the system's resolver gives them. */
    List<TrunkPlace> places(String trunk) {
        return target(trunk)
                .map(address -> new TrunkPlace(
                        address,
                        config.trunks().get(trunk).transport(),
                        config.trunks().get(trunk).host()))
                .map(List::of)
                .orElse(List.of());
    }

    @Override
    public Optional<String> trunkAt(InetSocketAddress source) {
        return config.trunks().values().stream()
                .filter(trunk -> addresses(trunk).contains(source.getAddress()))
                .map(TrunkConfig::name)
                .findFirst();
    }

    @Override
    public Optional<TrunkSettings> settings(String trunk) {
        return Optional.ofNullable(config.trunks().get(trunk))
                .map(known -> known.settings(config.calls().trunkSilence()));
    }

    @Override
    public boolean isTarget(String trunk, InetSocketAddress address) {
        return target(trunk).filter(address::equals).isPresent();
    }
}
