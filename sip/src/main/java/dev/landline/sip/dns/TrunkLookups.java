package dev.landline.sip.dns;

import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.trunk.RegisterSettings;
import dev.landline.sip.trunk.TrunkSettings;
import dev.landline.sip.trunk.TrunkTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the trunks' places in DNS and finds them again when the answers have run out: a virtual thread for each name, so
 * that no call ever waits for DNS and one dead name server holds up no other trunk.
 */
public final class TrunkLookups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrunkLookups.class);
    /** How often the cache is asked; it asks the servers when an answer has run out. */
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** How soon the name is looked up that a registrar has just given us. */
    private static final Duration EDGE_LOOK = Duration.ofSeconds(1);
    /** How long a start waits for the first answers. */
    private static final Duration START = Duration.ofSeconds(3);

    private final TrunkTable table;
    private final TargetResolver resolver;
    private final DnsCache cache;
    private final LongAdder unresolved = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();

    /** What one thread looks up, and who is told. */
    private record Name(String trunk, String what, TargetQuery query, Sink sink) {}

    @FunctionalInterface
    private interface Sink {
        void take(Targets targets);
    }

    private TrunkLookups(TrunkTable table, TargetResolver resolver, DnsCache cache) {
        this.table = table;
        this.resolver = resolver;
        this.cache = cache;
    }

    /**
     * Starts, and waits a moment for the first answers, so that the first call finds its trunk.
     *
     * @param servers whom to ask; empty asks the system's
     * @param spoken the transports this gateway speaks, in order of preference
     * @param local our own address toward trunks
     */
    public static TrunkLookups start(
            TrunkTable table, List<InetSocketAddress> servers, List<SipTransport> spoken, InetAddress local) {
        DnsCache cache = new DnsCache(new DnsjavaClient(servers), System::nanoTime);
        TrunkLookups lookups = new TrunkLookups(table, new TargetResolver(cache, spoken, local), cache);
        lookups.begin();
        return lookups;
    }

    private void begin() {
        List<Name> names = new ArrayList<>();
        table.all().forEach(settings -> names.addAll(names(settings)));
        CountDownLatch first = new CountDownLatch(names.size());
        for (Name name : names) {
            threads.add(Thread.ofVirtual().name("dns-" + name.trunk()).start(() -> keep(name, first)));
        }
        table.all().stream()
                .filter(settings -> settings.upkeep().register().isPresent())
                .forEach(settings -> threads.add(
                        Thread.ofVirtual().name("dns-" + settings.name()).start(() -> keepEdge(settings))));
        try {
            if (!first.await(START.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("DNS is slow: the gateway starts before all its trunks are found");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Name> names(TrunkSettings settings) {
        List<Name> names = new ArrayList<>();
        names.add(new Name(
                settings.name(),
                "host",
                new TargetQuery(settings.host(), settings.port(), settings.transport()),
                targets -> table.resolved(settings.name(), targets.candidates())));
        settings.upkeep()
                .register()
                .map(register -> registrar(settings, register))
                .ifPresent(names::add);
        return names;
    }

    private Name registrar(TrunkSettings settings, RegisterSettings register) {
        return new Name(
                settings.name(),
                "registrar",
                new TargetQuery(register.registrar(), register.port(), settings.transport()),
                targets -> table.registrarResolved(settings.name(), targets.candidates()));
    }

    private void keep(Name name, CountDownLatch first) {
        Optional<Targets> before = Optional.empty();
        try {
            while (true) {
                Targets now = resolver.resolve(name.query());
                if (before.isEmpty() || !before.get().equals(now)) {
                    boolean known = before.filter(
                                    targets -> !targets.candidates().isEmpty())
                            .isPresent();
                    tell(name.trunk(), name.what(), name.sink(), now, known);
                }
                if (now.problem().isPresent()) {
                    unresolved.increment();
                }
                before = Optional.of(now);
                first.countDown();
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The name in a Service-Route (RFC 3608) is known with the registration and may be another with the next. */
    private void keepEdge(TrunkSettings settings) {
        Optional<SipUri> name = Optional.empty();
        Optional<Targets> before = Optional.empty();
        try {
            while (true) {
                Optional<SipUri> given = table.namedEdge(settings.name());
                before = given.equals(name) ? before : Optional.empty();
                name = given;
                if (given.isPresent()) {
                    before = Optional.of(lookUpEdge(settings, given.get(), before));
                }
                Thread.sleep(EDGE_LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Targets lookUpEdge(TrunkSettings settings, SipUri edge, Optional<Targets> before) {
        Targets now = resolver.resolve(new TargetQuery(edge.host(), edge.port(), settings.transport()));
        if (!before.equals(Optional.of(now))) {
            boolean known =
                    before.filter(targets -> !targets.candidates().isEmpty()).isPresent();
            Sink sink = targets -> table.edgeResolved(settings.name(), edge, targets.candidates());
            tell(settings.name(), "service route", sink, now, known);
        }
        if (now.problem().isPresent()) {
            unresolved.increment();
        }
        return now;
    }

    /** @param known it was found before: when it is found no more, its last places stay, which may well still work */
    private static void tell(String trunk, String what, Sink sink, Targets targets, boolean known) {
        if (!known || !targets.candidates().isEmpty()) {
            sink.take(targets);
        }
        targets.problem()
                .ifPresentOrElse(
                        why -> LOG.warn("trunk={} {} not found: {}", trunk, what, why),
                        () -> LOG.info("trunk={} {} found places={}", trunk, what, targets.candidates()));
    }

    /** Searches that found no place, since the start. */
    public long unresolved() {
        return unresolved.sum();
    }

    /** Questions that no DNS server answered, since the start. */
    public long failures() {
        return cache.failures();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
