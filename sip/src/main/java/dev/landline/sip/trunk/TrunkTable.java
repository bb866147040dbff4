package dev.landline.sip.trunk;

import dev.landline.sip.SipUri;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All trunks as they stand: their places, who of them is alive, what is registered, how many calls there are. Others find
 * names in DNS, send REGISTER and OPTIONS and start calls; what comes of it is told here. Safe from any thread, never
 * blocks; bounded by the configuration.
 */
public final class TrunkTable implements TrunkDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(TrunkTable.class);

    // Never changed after the start, in the order of the names.
    private final Map<String, TrunkEntry> trunks = new LinkedHashMap<>();
    private final LongSupplier clock;

    /** A place that should be asked whether it is alive. */
    public record Probe(String trunk, TrunkPlace place) {}

    /**
     * A table that knows no places yet.
     *
     * @param clock now in nanoseconds
     * @param random from 0 to 1, for pauses that differ
     * @param instances fresh names that nobody can guess, for our Contacts
     */
    public TrunkTable(
            Collection<TrunkSettings> settings, LongSupplier clock, DoubleSupplier random, Supplier<String> instances) {
        this.clock = clock;
        settings.stream()
                .sorted(Comparator.comparing(TrunkSettings::name))
                .forEach(
                        one -> trunks.put(one.name(), new TrunkEntry(one, instances.get(), random, clock.getAsLong())));
    }

    /** The trunks' settings, by name. */
    public List<TrunkSettings> all() {
        return trunks.values().stream().map(TrunkEntry::settings).toList();
    }

    /** DNS said where the trunk is; empty when it is nowhere. */
    public void resolved(String trunk, List<Candidate> places) {
        entry(trunk).ifPresent(entry -> entry.resolved(places, now()));
    }

    /** DNS said where the trunk's registrar is. */
    public void registrarResolved(String trunk, List<Candidate> places) {
        entry(trunk).ifPresent(entry -> entry.registrarResolved(places));
    }

    /** The edge that the trunk's registrar named for our requests (RFC 3608), when its host is a name. */
    public Optional<SipUri> namedEdge(String trunk) {
        return entry(trunk).flatMap(TrunkEntry::namedEdge);
    }

    /** DNS said where that edge is. */
    public void edgeResolved(String trunk, SipUri name, List<Candidate> places) {
        entry(trunk).ifPresent(entry -> entry.edgeResolved(name, places));
    }

    /**
     * The places to try for one call, in order. Places that failed a call just now, or do not answer OPTIONS, are named only
     * when the trunk has no better one; empty while its name cannot be resolved.
     *
     * @param random gives a number from 0 to its argument, the argument excluded
     */
    public List<TrunkPlace> route(String trunk, IntUnaryOperator random) {
        return entry(trunk).map(entry -> entry.route(now(), random)).orElse(List.of());
    }

    /** 0 when the trunk takes calls, 1 when they keep away for a while, 2 when it is down, more when it is nowhere. */
    public int rank(String trunk) {
        return entry(trunk).map(entry -> entry.rank(now())).orElse(Integer.MAX_VALUE);
    }

    @Override
    public Optional<String> trunkAt(InetSocketAddress source) {
        return trunkAt(source, 0, "");
    }

    @Override
    public Optional<String> trunkAt(InetSocketAddress source, int sentBy) {
        return trunkAt(source, sentBy, "");
    }

    /**
     * {@inheritDoc}
     *
     * <p>Several trunks may share an address: then the one that our Contact names wins, then the one whose place has the
     * source's port or the one that the sender names, otherwise the first by name.
     */
    @Override
    public Optional<String> trunkAt(InetSocketAddress source, int sentBy, String instance) {
        List<TrunkEntry> there = trunks.values().stream()
                .filter(entry -> entry.sendsFrom(source.getAddress()))
                .toList();
        InetSocketAddress named = new InetSocketAddress(source.getAddress(), sentBy);
        return there.stream()
                .filter(entry -> entry.instance().equals(instance))
                .findFirst()
                .or(() -> there.stream().filter(entry -> entry.isTarget(source)).findFirst())
                .or(() -> there.stream().filter(entry -> entry.isTarget(named)).findFirst())
                .or(() -> there.stream().findFirst())
                .map(entry -> entry.settings().name());
    }

    @Override
    public Optional<TrunkSettings> settings(String trunk) {
        return entry(trunk).map(TrunkEntry::settings);
    }

    @Override
    public boolean isTarget(String trunk, InetSocketAddress address) {
        return entry(trunk).filter(entry -> entry.isTarget(address)).isPresent();
    }

    @Override
    public Entrance enter(String trunk, boolean ours) {
        return entry(trunk).map(entry -> entry.enter(ours, now())).orElse(Entrance.OPEN);
    }

    @Override
    public void leave(String trunk) {
        entry(trunk).ifPresent(TrunkEntry::leave);
    }

    @Override
    public void heard(String trunk, InetSocketAddress place) {
        entry(trunk).ifPresent(entry -> entry.heard(place));
    }

    @Override
    public void failed(String trunk, InetSocketAddress place, Trouble why, int retryAfterSeconds) {
        boolean news = entry(trunk)
                .filter(entry -> entry.failed(place, why, retryAfterSeconds, now()))
                .isPresent();
        if (news) {
            LOG.warn("trunk={} place={} {}: calls keep away from it for now", trunk, text(place), why.sentence());
        }
    }

    @Override
    public List<SipUri> serviceRoute(String trunk) {
        return entry(trunk).map(TrunkEntry::serviceRoute).orElse(List.of());
    }

    @Override
    public Optional<TrunkTable> tended() {
        return Optional.of(this);
    }

    /** The places that are due to be asked; each is planned again with this. */
    public List<Probe> dueProbes() {
        return trunks.values().stream()
                .flatMap(entry -> entry.dueProbes(now()).stream()
                        .map(place -> new Probe(entry.settings().name(), place)))
                .toList();
    }

    /** What became of asking. */
    public void probed(Probe probe, boolean answered) {
        boolean news = entry(probe.trunk())
                .filter(entry -> entry.probed(probe.place(), answered))
                .isPresent();
        if (news && answered) {
            LOG.info("trunk={} place={} is up", probe.trunk(), probe.place());
        } else if (news) {
            LOG.warn("trunk={} place={} is down: it does not answer OPTIONS", probe.trunk(), probe.place());
        }
    }

    /** The Expires of a REGISTER that is due at this trunk now. */
    public OptionalInt dueRegistration(String trunk) {
        return entry(trunk)
                .flatMap(entry -> entry.withRegistration(registration -> registration.due(now())))
                .orElse(OptionalInt.empty());
    }

    /** Does something with a trunk's registration, under its lock; it must be short. Empty when there is none. */
    public <T> Optional<T> withRegistration(String trunk, Function<TrunkRegistration, T> use) {
        return entry(trunk).flatMap(entry -> entry.withRegistration(use));
    }

    /** Where the next REGISTER goes; empty while the registrar's name cannot be resolved. */
    public Optional<TrunkPlace> registrar(String trunk) {
        return entry(trunk).flatMap(TrunkEntry::registrar);
    }

    /** The place that was asked did not answer or sent 503: another one is next. */
    public void nextRegistrar(String trunk) {
        entry(trunk).ifPresent(entry -> entry.nextRegistrar(now()));
    }

    /** What our Contact at this trunk carries. */
    public String instance(String trunk) {
        return entry(trunk).map(TrunkEntry::instance).orElse("");
    }

    /** How the trunks stand, by name. */
    public List<TrunkView> views() {
        return trunks.values().stream().map(entry -> entry.view(now())).toList();
    }

    /** How one trunk stands. */
    public Optional<TrunkView> view(String trunk) {
        return entry(trunk).map(entry -> entry.view(now()));
    }

    private Optional<TrunkEntry> entry(String trunk) {
        return Optional.ofNullable(trunks.get(trunk));
    }

    /** Now on this table's clock. */
    public long now() {
        return clock.getAsLong();
    }

    private static String text(InetSocketAddress place) {
        return place.getAddress().getHostAddress() + ":" + place.getPort();
    }
}
