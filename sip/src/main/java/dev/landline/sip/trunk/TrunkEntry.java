package dev.landline.sip.trunk;

import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/** One trunk as it stands. Every method takes its lock for a moment; none of them waits for anything else. */
final class TrunkEntry {

    /** DNS may name more; these are the best of them. */
    private static final int MAX_PLACES = 16;

    private final TrunkSettings settings;
    private final String instance;
    private final Optional<TrunkRegistration> registration;
    private final Map<TrunkPlace, PlaceHealth> health = new LinkedHashMap<>();
    private final CallRate rate;
    private List<Candidate> candidates = List.of();
    private List<Candidate> registrars = List.of();
    /** Where the edge is that {@link #edgeName} names. */
    private List<Candidate> edges = List.of();

    private Optional<SipUri> edgeName = Optional.empty();
    private int registrar;
    private int calls;
    private long refusedFull;
    private long refusedFast;

    TrunkEntry(TrunkSettings settings, String instance, DoubleSupplier random, long nowNanos) {
        this.settings = settings;
        this.instance = instance;
        this.registration = settings.upkeep().register().map(wanted -> new TrunkRegistration(wanted, random, nowNanos));
        this.rate = new CallRate(settings.upkeep().limits().callsPerSecond(), nowNanos);
    }

    TrunkSettings settings() {
        return settings;
    }

    /** What our Contact carries, so that calls to it are known as this trunk's. */
    String instance() {
        return instance;
    }

    synchronized void resolved(List<Candidate> found, long nowNanos) {
        candidates = best(found);
        List<TrunkPlace> places = candidates.stream().map(Candidate::place).toList();
        health.keySet().retainAll(places);
        places.forEach(place -> health.computeIfAbsent(
                place, _ -> new PlaceHealth(settings.upkeep().health().failures(), nowNanos)));
    }

    synchronized void registrarResolved(List<Candidate> found) {
        registrars = best(found);
        registrar = 0;
    }

    private static List<Candidate> best(List<Candidate> found) {
        return found.stream()
                .sorted(Comparator.comparingInt(Candidate::priority))
                .limit(MAX_PLACES)
                .toList();
    }

    /**
     * Those that take calls first; places that have just failed or are down only when there is nothing better. The edge that
     * the registrar named comes before them all.
     */
    synchronized List<TrunkPlace> route(long nowNanos, IntUnaryOperator random) {
        int best = rank(nowNanos);
        List<TrunkPlace> drawn = Candidate.draw(
                candidates.stream()
                        .filter(candidate -> health.get(candidate.place()).rank(nowNanos) == best)
                        .toList(),
                random);
        return Stream.concat(edge(random).stream(), drawn.stream()).distinct().toList();
    }

    /** The registrar's Service-Route, while we are registered. */
    synchronized List<SipUri> serviceRoute() {
        return registration.stream()
                .flatMap(known -> known.serviceRoute().stream())
                .flatMap(uri -> SipUri.parse(uri).stream())
                .toList();
    }

    /** The first of the Service-Route, when its host is a name that DNS has to be asked about. */
    synchronized Optional<SipUri> namedEdge() {
        return serviceRoute().stream().findFirst().filter(uri -> literal(uri).isEmpty());
    }

    /** DNS said where that is. */
    synchronized void edgeResolved(SipUri name, List<Candidate> found) {
        edgeName = Optional.of(name);
        edges = best(found);
    }

    /**
     * Where the first of the Service-Route is, to which requests go (RFC 3608 section 5); nowhere while its name has not been
     * found. The trunk's own places come after it.
     */
    private List<TrunkPlace> edge(IntUnaryOperator random) {
        Optional<SipUri> first = serviceRoute().stream().findFirst();
        if (first.isEmpty()) {
            return List.of();
        }
        Optional<InetAddress> literal = literal(first.get());
        if (literal.isEmpty()) {
            return first.equals(edgeName) ? Candidate.draw(edges, random) : List.of();
        }
        SipTransport transport = settings.transport().orElse(SipTransport.UDP);
        int port = first.get().port() == 0 ? transport.usualPort() : first.get().port();
        return List.of(new TrunkPlace(new InetSocketAddress(literal.get(), port), transport, settings.host()));
    }

    private static Optional<InetAddress> literal(SipUri uri) {
        try {
            return Optional.of(InetAddress.ofLiteral(uri.host().replaceAll("[\\[\\]]", "")));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    /** The rank of the best place; see {@link PlaceHealth#rank}. */
    synchronized int rank(long nowNanos) {
        return candidates.stream()
                .mapToInt(candidate -> health.get(candidate.place()).rank(nowNanos))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    synchronized boolean isTarget(InetSocketAddress address) {
        return places().anyMatch(place -> place.address().equals(address))
                || edge(_ -> 0).stream().anyMatch(place -> place.address().equals(address));
    }

    synchronized boolean sendsFrom(InetAddress source) {
        return places().anyMatch(place -> place.address().getAddress().equals(source))
                || settings.upkeep().sources().stream().anyMatch(network -> network.contains(source));
    }

    private Stream<TrunkPlace> places() {
        return Stream.concat(candidates.stream(), registrars.stream()).map(Candidate::place);
    }

    /** Counts a call in when the contract allows it. */
    synchronized Entrance enter(boolean ours, long nowNanos) {
        int most = settings.upkeep().limits().maxCalls();
        if (most > 0 && calls >= most) {
            refusedFull++;
            return Entrance.FULL;
        }
        if (ours && !rate.take(nowNanos)) {
            refusedFast++;
            return Entrance.TOO_FAST;
        }
        calls++;
        return Entrance.OPEN;
    }

    synchronized void leave() {
        calls--;
    }

    synchronized void heard(InetSocketAddress address) {
        at(address).ifPresent(PlaceHealth::heard);
    }

    /** True when calls did not keep away from there before. */
    synchronized boolean failed(InetSocketAddress address, Trouble why, int retryAfterSeconds, long nowNanos) {
        Optional<PlaceHealth> place = at(address);
        boolean news = place.isPresent() && !place.get().isAvoided(nowNanos);
        place.ifPresent(known -> known.failed(why, retryAfterSeconds, nowNanos));
        return news;
    }

    private Optional<PlaceHealth> at(InetSocketAddress address) {
        return health.entrySet().stream()
                .filter(entry -> entry.getKey().address().equals(address))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    synchronized List<TrunkPlace> dueProbes(long nowNanos) {
        return health.entrySet().stream()
                .filter(entry -> entry.getValue().probeIsDue(settings.upkeep().health(), nowNanos))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What became of asking a place; true when its liveness changed. */
    synchronized boolean probed(TrunkPlace place, boolean answered) {
        PlaceHealth known = health.get(place);
        if (known == null) {
            return false;
        }
        return answered ? known.answered() : known.unanswered();
    }

    synchronized Optional<TrunkPlace> registrar() {
        return registrars.isEmpty()
                ? Optional.empty()
                : Optional.of(registrars.get(registrar % registrars.size()).place());
    }

    /** The registrar's place failed: the next one is tried, at once until all have been. */
    synchronized void nextRegistrar(long nowNanos) {
        registrar++;
        if (registrars.size() > 1 && registrar % registrars.size() != 0) {
            registration.ifPresent(known -> known.tryNow(nowNanos));
        }
    }

    /** The registration, under this trunk's lock. */
    synchronized <T> Optional<T> withRegistration(java.util.function.Function<TrunkRegistration, T> use) {
        return registration.map(use);
    }

    synchronized TrunkView view(long nowNanos) {
        List<TrunkView.Place> places = health.entrySet().stream()
                .map(entry -> new TrunkView.Place(
                        entry.getKey().toString(),
                        entry.getValue().liveness(),
                        entry.getValue().trouble(nowNanos),
                        entry.getValue().avoidedSeconds(nowNanos)))
                .toList();
        return new TrunkView(
                settings.name(),
                calls,
                refusedFull,
                refusedFast,
                places,
                registration.map(known ->
                        new TrunkView.Registration(known.state(), known.expiresInSeconds(nowNanos), known.sentence())));
    }
}
