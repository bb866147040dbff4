package dev.landline.sip.dns;

import dev.landline.sip.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** One search for a trunk's places, as {@link TrunkLookups} makes it again and again. Blocks while DNS is asked. */
public final class TargetSearch {

    private final TargetResolver resolver;

    /**
     * A search without memory.
     *
     * @param servers whom to ask; empty asks the system's
     * @param spoken the transports this gateway speaks, in order of preference
     * @param local our own address toward trunks
     */
    public TargetSearch(List<InetSocketAddress> servers, List<SipTransport> spoken, InetAddress local) {
        this.resolver = new TargetResolver(new DnsjavaClient(servers), spoken, local);
    }

    /** Where to send; the result says why when there is nothing. */
    public Targets find(TargetQuery query) {
        return resolver.resolve(query);
    }
}
