package dev.landline.sip.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** DNS through dnsjava: the system's servers, search list and hosts file, or servers of the administrator's choice. */
final class DnsjavaClient implements DnsClient {

    private static final Logger LOG = LoggerFactory.getLogger(DnsjavaClient.class);
    private static final Duration EACH_TRY = Duration.ofSeconds(2);
    private static final Duration ALTOGETHER = Duration.ofSeconds(10);
    private static final int TRIES = 2;

    private final LookupSession session;

    /** @param servers whom to ask; empty asks those of the system */
    DnsjavaClient(List<InetSocketAddress> servers) {
        List<InetSocketAddress> chosen =
                servers.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : servers;
        List<Resolver> resolvers = new ArrayList<>();
        for (InetSocketAddress server : chosen) {
            SimpleResolver resolver = new SimpleResolver(server);
            resolver.setTimeout(EACH_TRY);
            resolvers.add(resolver);
        }
        ExtendedResolver all = new ExtendedResolver(resolvers);
        all.setTimeout(ALTOGETHER);
        all.setRetries(TRIES);
        ResolverConfig system = ResolverConfig.getCurrentConfig();
        this.session = LookupSession.builder()
                .resolver(all)
                .ndots(system.ndots())
                .searchPath(system.searchPath())
                .defaultHostsFileParser()
                .build();
    }

    @Override
    public DnsAnswer ask(String name, DnsRecord.Kind kind) {
        try {
            LookupResult result = session.lookupAsync(Name.fromString(name), type(kind))
                    .toCompletableFuture()
                    .get(ALTOGETHER.toMillis() + 1_000, TimeUnit.MILLISECONDS);
            return read(result.getRecords());
        } catch (TextParseException e) {
            return new DnsAnswer.Nothing();
        } catch (ExecutionException e) {
            return e.getCause() instanceof NoSuchDomainException || e.getCause() instanceof NoSuchRRSetException
                    ? new DnsAnswer.Nothing()
                    : failed(name, e.getCause());
        } catch (TimeoutException e) {
            return failed(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(name, e);
        }
    }

    private static DnsAnswer failed(String name, Throwable cause) {
        LOG.debug("DNS failed name={}", name, cause);
        return new DnsAnswer.Failed(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    private static DnsAnswer read(List<Record> records) {
        List<DnsRecord> found = new ArrayList<>();
        long seconds = Long.MAX_VALUE;
        for (Record record : records) {
            seconds = Math.min(seconds, record.getTTL());
            switch (record) {
                case ARecord a -> found.add(new DnsRecord.Host(a.getAddress()));
                case AAAARecord aaaa -> found.add(new DnsRecord.Host(aaaa.getAddress()));
                case SRVRecord srv ->
                    found.add(new DnsRecord.Service(
                            srv.getPriority(), srv.getWeight(), srv.getPort(), text(srv.getTarget())));
                case NAPTRRecord naptr ->
                    found.add(new DnsRecord.Pointer(
                            naptr.getOrder(),
                            naptr.getPreference(),
                            naptr.getFlags(),
                            naptr.getService(),
                            text(naptr.getReplacement())));
                default -> LOG.debug("a record that nobody asked for type={}", Type.string(record.getType()));
            }
        }
        return found.isEmpty() ? new DnsAnswer.Nothing() : new DnsAnswer.Found(found, seconds);
    }

    private static String text(Name name) {
        return name.toString(true).equals("@") ? "" : name.toString(true);
    }

    private static int type(DnsRecord.Kind kind) {
        return switch (kind) {
            case A -> Type.A;
            case AAAA -> Type.AAAA;
            case SRV -> Type.SRV;
            case NAPTR -> Type.NAPTR;
        };
    }
}
