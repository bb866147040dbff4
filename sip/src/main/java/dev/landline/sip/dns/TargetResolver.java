package dev.landline.sip.dns;

import dev.landline.sip.SipTransport;
import dev.landline.sip.dns.DnsRecord.Kind;
import dev.landline.sip.dns.DnsRecord.Pointer;
import dev.landline.sip.dns.DnsRecord.Service;
import dev.landline.sip.trunk.Candidate;
import dev.landline.sip.trunk.TrunkPlace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the servers of a SIP domain (RFC 3263 section 4): NAPTR says the transport, SRV the servers with priority and
 * weight, A or AAAA the addresses. A literal address, a written port or a chosen transport skips what it makes needless.
 * Blocks while DNS is asked.
 */
final class TargetResolver {

    /** SRV names a priority from 0 to 65535; each NAPTR gets a range of its own. */
    private static final int RANGE = 65_536;

    private static final int MAX_POINTERS = 8;
    private static final int MAX_SERVERS = 16;

    private final DnsClient dns;
    private final List<SipTransport> spoken;
    private final Kind family;

    /**
     * A resolver for one gateway.
     *
     * @param spoken the transports that this gateway speaks, in order of preference; at least one
     * @param local our own address: servers of the other family cannot be reached from it
     */
    TargetResolver(DnsClient dns, List<SipTransport> spoken, InetAddress local) {
        this.dns = dns;
        this.spoken = List.copyOf(spoken);
        this.family = local.getAddress().length == 4 ? Kind.A : Kind.AAAA;
    }

    /** One search: collects what is found and what went wrong. */
    private final class Search {
        private final TargetQuery query;
        private final List<Candidate> found = new ArrayList<>();
        private Optional<String> failure = Optional.empty();

        Search(TargetQuery query) {
            this.query = query;
        }

        Targets run() {
            Optional<InetAddress> literal = literal(query.host());
            if (literal.isPresent()) {
                SipTransport transport = query.transport().orElse(spoken.getFirst());
                add(literal.get(), port(transport), transport, query.host(), 0, 1);
            } else if (query.port() != 0) {
                hosts(query.host(), query.port(), query.transport().orElse(spoken.getFirst()), 0, 1);
            } else if (query.transport().isPresent()) {
                services(query.host(), query.transport().get());
            } else {
                pointers();
            }
            return targets();
        }

        private Targets targets() {
            if (!found.isEmpty()) {
                // In one order whatever DNS chose today: what has not changed must look the same.
                found.sort(Comparator.comparingInt(Candidate::priority)
                        .thenComparing(candidate -> candidate.place().toString()));
                return new Targets(found, Optional.empty());
            }
            return new Targets(
                    List.of(),
                    failure.map(why -> "DNS does not answer for " + query.host() + ": " + why)
                            .or(() -> Optional.of("DNS knows no SIP server and no address of " + query.host())));
        }

        private int port(SipTransport transport) {
            return query.port() == 0 ? transport.usualPort() : query.port();
        }

        /** Neither port nor transport is given: NAPTR, else SRV for each transport, else the name itself. */
        private void pointers() {
            List<Pointer> pointers = records(query.host(), Kind.NAPTR, Pointer.class).stream()
                    .filter(pointer -> pointer.flags().equalsIgnoreCase("s"))
                    .filter(pointer -> transport(pointer.service()).isPresent())
                    .sorted(Comparator.comparingInt(Pointer::order).thenComparingInt(Pointer::preference))
                    .limit(MAX_POINTERS)
                    .toList();
            for (Pointer pointer : pointers) {
                int range = pointers.indexOf(pointer) * RANGE;
                servers(pointer.replacement(), transport(pointer.service()).orElseThrow(), range);
            }
            for (SipTransport transport : spoken) {
                if (found.isEmpty()) {
                    servers(serviceName(transport, query.host()), transport, 0);
                }
            }
            if (found.isEmpty()) {
                SipTransport transport = spoken.getFirst();
                hosts(query.host(), transport.usualPort(), transport, 0, 1);
            }
        }

        private void services(String host, SipTransport transport) {
            servers(serviceName(transport, host), transport, 0);
            if (found.isEmpty()) {
                hosts(host, transport.usualPort(), transport, 0, 1);
            }
        }

        private void servers(String name, SipTransport transport, int range) {
            List<Service> services = records(name, Kind.SRV, Service.class).stream()
                    .filter(service -> !service.target().isEmpty() && service.port() > 0)
                    .sorted(Comparator.comparingInt(Service::priority))
                    .limit(MAX_SERVERS)
                    .toList();
            for (Service service : services) {
                hosts(service.target(), service.port(), transport, range + service.priority(), service.weight());
            }
        }

        private void hosts(String name, int port, SipTransport transport, int priority, int weight) {
            for (DnsRecord.Host host : records(name, family, DnsRecord.Host.class)) {
                add(host.address(), port, transport, name, priority, weight);
            }
        }

        private void add(InetAddress address, int port, SipTransport transport, String name, int priority, int weight) {
            TrunkPlace place = new TrunkPlace(new InetSocketAddress(address, port), transport, name);
            if (found.stream().noneMatch(known -> known.place().equals(place))) {
                found.add(new Candidate(place, priority, weight));
            }
        }

        private <R extends DnsRecord> List<R> records(String name, Kind kind, Class<R> type) {
            return switch (dns.ask(name, kind)) {
                case DnsAnswer.Found answer ->
                    answer.records().stream()
                            .filter(type::isInstance)
                            .map(type::cast)
                            .toList();
                case DnsAnswer.Nothing _ -> List.of();
                case DnsAnswer.Failed(String why) -> {
                    failure = Optional.of(why);
                    yield List.of();
                }
            };
        }
    }

    /** Where to send; the result says why when there is nothing. */
    Targets resolve(TargetQuery query) {
        return new Search(query).run();
    }

    /** The transport of a NAPTR service (RFC 3263 section 4.1), when this gateway speaks it. */
    private Optional<SipTransport> transport(String service) {
        return spoken.stream()
                .filter(transport -> pointerService(transport).equalsIgnoreCase(service))
                .findFirst();
    }

    private static String pointerService(SipTransport transport) {
        return switch (transport) {
            case UDP -> "SIP+D2U";
            case TCP -> "SIP+D2T";
            case TLS -> "SIPS+D2T";
        };
    }

    private static String serviceName(SipTransport transport, String host) {
        return switch (transport) {
                    case UDP -> "_sip._udp.";
                    case TCP -> "_sip._tcp.";
                    case TLS -> "_sips._tcp.";
                }
                + host;
    }

    private static Optional<InetAddress> literal(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean numeric =
                bare.indexOf(':') >= 0 || bare.toLowerCase(Locale.ROOT).matches("[0-9.]+");
        try {
            return numeric ? Optional.of(InetAddress.ofLiteral(bare)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
