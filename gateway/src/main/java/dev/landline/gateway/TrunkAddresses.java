package dev.landline.gateway;

import dev.landline.gateway.config.TrunkConfig;
import dev.landline.sip.trunk.TrunkDirectory;
import dev.landline.sip.trunk.TrunkPeer;
import dev.landline.sip.trunk.TrunkPeers;
import dev.landline.sip.trunk.TrunkSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trunks' names as addresses, asked for at the start and then again each minute on a thread of its own, so that no
 * call waits for DNS. A name that stops resolving keeps its last addresses. Reading is safe from any thread.
 */
final class TrunkAddresses implements TrunkDirectory, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrunkAddresses.class);
    private static final Duration REFRESH = Duration.ofMinutes(1);

    private record Resolved(Map<String, InetSocketAddress> targets, TrunkPeers peers) {}

    private final Collection<TrunkConfig> trunks;
    private final Map<String, List<InetAddress>> lastKnown = new HashMap<>();
    private final LongAdder failures = new LongAdder();
    private final Thread refresher;
    // Written by the refresher alone; readers take one consistent picture.
    private volatile Resolved resolved;

    private TrunkAddresses(Collection<TrunkConfig> trunks) {
        this.trunks = trunks;
        this.resolved = resolve();
        this.refresher = Thread.ofVirtual().name("trunk-addresses").unstarted(this::refresh);
    }

    static TrunkAddresses start(Collection<TrunkConfig> trunks) {
        TrunkAddresses addresses = new TrunkAddresses(trunks);
        addresses.refresher.start();
        return addresses;
    }

    /** Where to send to a trunk; empty while its name cannot be resolved. */
    Optional<InetSocketAddress> target(String trunk) {
        return Optional.ofNullable(resolved.targets().get(trunk));
    }

    @Override
    public Optional<String> trunkAt(InetSocketAddress source) {
        return resolved.peers().trunkAt(source);
    }

    @Override
    public Optional<TrunkSettings> settings(String trunk) {
        return trunks.stream()
                .filter(config -> config.name().equals(trunk))
                .findFirst()
                .map(TrunkConfig::settings);
    }

    @Override
    public boolean isTarget(String trunk, InetSocketAddress address) {
        return target(trunk).filter(address::equals).isPresent();
    }

    @Override
    public Optional<String> trunkAt(InetSocketAddress source, int sentBy) {
        return resolved.peers().trunkAt(source, sentBy);
    }

    /** Look-ups that failed since the start. */
    long failures() {
        return failures.sum();
    }

    private void refresh() {
        try {
            while (true) {
                Thread.sleep(REFRESH);
                resolved = resolve();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Resolved resolve() {
        Map<String, InetSocketAddress> targets = new HashMap<>();
        List<TrunkPeer> peers = new ArrayList<>();
        for (TrunkConfig trunk : trunks) {
            List<InetAddress> hosts = lookUp(trunk.host());
            if (!hosts.isEmpty()) {
                targets.put(trunk.name(), new InetSocketAddress(hosts.getFirst(), trunk.port()));
            }
            List<InetAddress> sources = new ArrayList<>(hosts);
            trunk.sources().forEach(source -> sources.addAll(lookUp(source)));
            peers.add(new TrunkPeer(trunk.name(), sources, trunk.port()));
        }
        return new Resolved(Map.copyOf(targets), new TrunkPeers(peers));
    }

    private List<InetAddress> lookUp(String host) {
        try {
            lastKnown.put(host, List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            failures.increment();
            LOG.warn("the trunk's name cannot be resolved host={} known_before={}", host, lastKnown.containsKey(host));
        }
        return lastKnown.getOrDefault(host, List.of());
    }

    @Override
    public void close() {
        refresher.interrupt();
    }
}
